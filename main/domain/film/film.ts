import type { RetroFacts } from '../analysis/facts';
import type { Instant } from '../history/records';
import { changesOf } from './changes';
import { slopesOf, valueAt, type Knot } from './monotone';
import { buildPacing } from './pacing';
import type { FilmPlot, PlotMilestone } from './plot';

export const filmLengths = [30, 60, 120] as const;
export type FilmLength = (typeof filmLengths)[number];

/** A film ready to be drawn: which moment of history each second shows, and what is said meanwhile. All of it plain data. */
export interface Film {
  plot: FilmPlot;
  zone: string;
  from: Instant;
  to: Instant;
  /** Whole length, cards included. */
  seconds: number;
  /** Length of the title card at the beginning and of the closing card; 0 for none. */
  openingSeconds: number;
  closingSeconds: number;
  chapters: Chapter[];
  knots: Knot[];
  slopes: number[];
}

/** A milestone in the film: its caption is up from `fromSeconds` to `toSeconds`. */
export interface Chapter extends PlotMilestone {
  fromSeconds: number;
  /** While it dwells; the caption stays a little longer. */
  dwellsToSeconds: number;
  toSeconds: number;
}

export interface FilmOptions {
  seconds: number;
  /** Title and closing card. Default true. */
  cards?: boolean;
  /** The stretch of history played; default the coverage. */
  window?: { from: Instant; to: Instant };
}

const lingerSeconds = 1;

/** Null where there is no history to film. */
export function buildFilm(plot: FilmPlot, facts: RetroFacts, options: FilmOptions): Film | null {
  const [first, last] = [facts.weeks[0], facts.weeks.at(-1)];
  if (!first || !last) return null;
  const from = options.window?.from ?? Math.max(first.start, facts.coverage.from ?? first.start);
  const to = Math.max(from + 1, options.window?.to ?? Math.min(last.end, facts.coverage.to ?? last.end));
  const hasCards = options.cards ?? true;
  const openingSeconds = hasCards ? Math.min(4.5, Math.max(2, options.seconds * 0.06)) : 0;
  const told = plot.milestones.filter(({ at }) => at >= from && at < to).sort((a, b) => a.at - b.at);
  // A history too short to compare and without milestones has nothing to close with: its last picture stays a moment.
  const isClosed = hasCards && (plot.ends !== null || told.length > 0);
  const closingSeconds = isClosed ? Math.min(8, Math.max(3, options.seconds * 0.1)) : options.seconds * 0.03;
  const pacing = buildPacing({
    from,
    to,
    weekStarts: facts.weeks.map(({ start }) => start),
    changes: changesOf(facts.evolution),
    milestones: told.map((one) => ({ at: one.at, words: wordCount(`${one.title} ${one.sentence}`) })),
    passages: plot.passages,
    seconds: options.seconds - openingSeconds - closingSeconds,
  });
  const knots = pacing.knots.map(({ seconds, at }) => ({ seconds: seconds + openingSeconds, at }));
  const chapters = told.map((one, index) => {
    const dwell = pacing.dwells[index] ?? { from: 0, to: 0 };
    const next = pacing.dwells[index + 1]?.from ?? options.seconds - openingSeconds - closingSeconds;
    return {
      ...one,
      fromSeconds: dwell.from + openingSeconds,
      dwellsToSeconds: dwell.to + openingSeconds,
      toSeconds: Math.min(dwell.to + lingerSeconds, Math.max(dwell.to, next)) + openingSeconds,
    };
  });
  return {
    plot,
    zone: facts.zone,
    from,
    to,
    seconds: options.seconds,
    openingSeconds,
    closingSeconds: isClosed ? closingSeconds : 0,
    chapters,
    knots,
    slopes: slopesOf(knots),
  };
}

/** The moment of history shown; during the cards the first and the last. */
export function instantAt(film: Film, seconds: number): Instant {
  return valueAt(film.knots, film.slopes, seconds);
}

/** The first second at which the film has come as far as `at`. */
export function secondsAt(film: Film, at: Instant): number {
  const index = film.knots.findIndex((knot) => knot.at >= at);
  if (index <= 0) return index === 0 ? (film.knots[0]?.seconds ?? 0) : (film.knots.at(-1)?.seconds ?? 0);
  let low = film.knots[index - 1]?.seconds ?? 0;
  let high = film.knots[index]?.seconds ?? 0;
  for (let step = 0; step < 40; step += 1) {
    const middle = (low + high) / 2;
    if (instantAt(film, middle) < at) low = middle;
    else high = middle;
  }
  return high;
}

const fadeInSeconds = 0.35;
const fadeOutSeconds = 0.45;

/** The one caption of that second, and how visible it is. */
export function captionAt(film: Film, seconds: number): { chapter: Chapter; alpha: number } | null {
  const chapter = film.chapters.findLast(({ fromSeconds }) => fromSeconds <= seconds);
  if (!chapter || seconds >= chapter.toSeconds) return null;
  const { fromSeconds, toSeconds } = chapter;
  const alpha = Math.min(1, (seconds - fromSeconds) / fadeInSeconds, (toSeconds - seconds) / fadeOutSeconds);
  return { chapter, alpha };
}

/** A second of a milestone at which all of it is there to be read: for stills, posters and sheets. */
export function readableSecond({ fromSeconds, dwellsToSeconds }: Chapter): number {
  return fromSeconds + (dwellsToSeconds - fromSeconds) * 0.7;
}

const cardFadeSeconds = 0.7;

/** How much the title and the closing card cover of that second, 0 to 1. */
export function cardsAt(film: Film, seconds: number): { opening: number; closing: number } {
  const closingFrom = film.seconds - film.closingSeconds;
  return {
    opening: film.openingSeconds === 0 ? 0 : clamp((film.openingSeconds - seconds) / cardFadeSeconds),
    closing: film.closingSeconds === 0 ? 0 : clamp((seconds - closingFrom) / cardFadeSeconds),
  };
}

/**
 * Two seconds with the same key are drawn alike: an encoder lets the first frame stand for both. The key is made of
 * all that drawing depends on besides film, facts, size and theme.
 */
export function frameKeyAt(film: Film, seconds: number): string {
  const { opening, closing } = cardsAt(film, seconds);
  const caption = captionAt(film, seconds);
  const spoken = caption ? `${String(caption.chapter.fromSeconds)}:${caption.alpha.toFixed(3)}` : '';
  const covered = opening === 1 || closing === 1;
  return [
    opening.toFixed(3),
    closing.toFixed(3),
    covered ? '' : String(Math.round(instantAt(film, seconds))),
    covered ? '' : spoken,
  ].join('|');
}

function wordCount(text: string): number {
  return text.split(/\s+/).filter((word) => word !== '').length;
}

function clamp(share: number): number {
  return Math.min(1, Math.max(0, share));
}
