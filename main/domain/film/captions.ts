import { date, month } from '../deck/wording';
import type { MilestoneKind } from '../retro/milestone';
import type { Chapter, Film } from './film';

/** One line of time for people who read the film: from, to in seconds, and what is said. */
export interface Cue {
  from: number;
  to: number;
  title: string;
  sentence: string;
}

export const milestoneWords: Record<MilestoneKind, string> = {
  highlight: 'Highlight',
  lowlight: 'Lowlight',
  note: 'Note',
};
const marks: Record<MilestoneKind, string> = { highlight: '▲', lowlight: '▼', note: '●' };

/** The whole story in the order it is shown: title, each milestone, the end. */
export function cuesOf(film: Film): Cue[] {
  const { plot, zone } = film;
  const cues: Cue[] = [];
  const illustrative = plot.illustrative ? ' Illustrative data.' : '';
  if (film.openingSeconds > 0)
    cues.push({
      from: 0,
      to: film.openingSeconds,
      title: plot.title,
      sentence: `${month(film.from, zone)} to ${month(film.to - 1, zone)}.${illustrative}`,
    });
  for (const chapter of film.chapters)
    cues.push({
      from: chapter.fromSeconds,
      to: chapter.toSeconds,
      title: `${marks[chapter.kind]} ${chapter.title}`,
      sentence: [`${date(chapter.at, zone)}.`, chapter.sentence].filter((part) => part !== '').join(' '),
    });
  if (film.closingSeconds > 0)
    cues.push({
      from: film.seconds - film.closingSeconds,
      to: film.seconds,
      title: 'From then to now',
      sentence: endWords(film),
    });
  return cues;
}

/** WebVTT: one cue at a time, positioned by the player. */
export function vttOf(film: Film): string {
  const cues = cuesOf(film).map(
    ({ from, to, title, sentence }, index) =>
      `${String(index + 1)}\n${clock(from, '.')} --> ${clock(to, '.')}\n${[title, sentence]
        .map(escapeVtt)
        .filter((line) => line !== '')
        .join('\n')}\n`,
  );
  return `WEBVTT\n\n${cues.join('\n')}`;
}

export function srtOf(film: Film): string {
  return cuesOf(film)
    .map(
      ({ from, to, title, sentence }, index) =>
        `${String(index + 1)}\n${clock(from, ',')} --> ${clock(to, ',')}\n${[title, sentence]
          .map(oneLine)
          .filter((line) => line !== '')
          .join('\n')}\n`,
    )
    .join('\n');
}

/** The same story to read: Markdown, with the place in the film in front of each part. */
export function transcriptOf(film: Film): string {
  const { plot, zone } = film;
  const lines = film.chapters.map(
    (chapter) => `- **${short(chapter.fromSeconds)}** – ${date(chapter.at, zone)}. ${spokenOf(chapter)}`,
  );
  return [
    `# ${oneLine(plot.title)}`,
    '',
    `A film of ${String(film.seconds)} seconds: the value stream map from ${date(film.from, zone)} to ${date(film.to - 1, zone)}.${plot.illustrative ? ' Illustrative data.' : ''}`,
    '',
    ...(lines.length > 0 ? lines : ['No milestones were told.']),
    '',
    endWords(film),
    '',
  ].join('\n');
}

/** "Highlight: Deploying machine images. Deployments launch …": what a screen reader says. */
export function spokenOf({ kind, title, sentence }: Pick<Chapter, 'kind' | 'title' | 'sentence'>): string {
  const end = /[.!?…]$/.test(title) ? '' : '.';
  return `${milestoneWords[kind]}: ${oneLine(title)}${end}${sentence === '' ? '' : ` ${oneLine(sentence)}`}`;
}

function endWords({ chapters }: Film): string {
  const count = (kind: MilestoneKind, one: string): string[] => {
    const found = chapters.filter((chapter) => chapter.kind === kind).length;
    return found === 0 ? [] : [`${String(found)} ${one}${found === 1 ? '' : 's'}`];
  };
  const words = [...count('highlight', 'highlight'), ...count('lowlight', 'lowlight'), ...count('note', 'note')];
  return words.length === 0 ? 'The end.' : `${words.join(', ')}.`;
}

/** `00:01:02.500` */
function clock(seconds: number, point: string): string {
  const ms = Math.round(seconds * 1000);
  const two = (value: number): string => String(Math.floor(value)).padStart(2, '0');
  return `${two(ms / 3_600_000)}:${two((ms / 60_000) % 60)}:${two((ms / 1000) % 60)}${point}${String(ms % 1000).padStart(3, '0')}`;
}

function short(seconds: number): string {
  return `${String(Math.floor(seconds / 60))}:${String(Math.floor(seconds % 60)).padStart(2, '0')}`;
}

function oneLine(text: string): string {
  return text.replace(/\s+/g, ' ').trim();
}

/** `-->` ends a cue's header wherever it stands; `<` and `&` begin marks. */
function escapeVtt(text: string): string {
  return oneLine(text).replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}
