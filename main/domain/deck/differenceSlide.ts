import { daysToCompare } from '../analysis/map/daysToCompare';
import { evolutionDifference, type EvolutionDifference } from '../analysis/map/evolutionDifference';
import { isTurned, isUnsure, type Fate } from '../analysis/map/fates';
import type { Instant, Span } from '../history/records';
import type { Milestone } from '../retro/milestone';
import { blankSlide } from './blankSlide';
import type { Slide } from './deck';
import type { DeckInput } from './deckInput';
import { differenceTable } from './differenceRows';
import { counted, date, list, span } from './wording';

/** Id of the slide that compares first and last. */
export const firstDifference = 'difference';
/** Ids of slides that people added begin so; what follows are the days they were added with. */
export const addedPrefix = 'difference:';

/**
 * What changed on the map from first to last, unless nothing did or history holds no two days to compare; and every
 * comparison people put into the deck, in the order of its days. Where people chose the days there is always a slide:
 * that nothing differs is an answer too.
 */
export function differenceSlides(input: DeckInput): Slide[] {
  const { slides } = input.retro;
  const chosen = slides[firstDifference]?.days;
  const first = chosen ? chosenSlide(input, firstDifference, chosen) : draftedSlide(input);
  const added = Object.entries(slides)
    .flatMap(([id, { days }]) => (id.startsWith(addedPrefix) && days ? [{ id, days }] : []))
    .sort((a, b) => a.days.from - b.days.from || a.days.to - b.days.to || (a.id < b.id ? -1 : 1));
  return [first, ...added.map(({ id, days }) => chosenSlide(input, id, days))].filter((slide) => slide !== null);
}

function draftedSlide(input: DeckInput): Slide | null {
  const days = daysToCompare(input.facts);
  const difference = days && differenceOf(input, days);
  return difference?.nodes.some(({ fate }) => fate !== 'same') ? slideOf(input, firstDifference, difference) : null;
}

/** Days outside the history are those at its ends. Null where there is no map. */
function chosenSlide(input: DeckInput, id: string, days: Span): Slide | null {
  const { weeks, evolution } = input.facts;
  const [first, last] = [weeks[0], weeks.at(-1)];
  if (!first || !last || evolution.nodes.length === 0) return null;
  const within = (at: Instant) => Math.max(first.start, Math.min(last.end - 1, at));
  const [from, to] = [Math.min(days.from, days.to), Math.max(days.from, days.to)];
  return slideOf(input, id, differenceOf(input, { from: within(from), to: within(to) }));
}

/** Before and after a milestone: so long it may take until what was decided is seen. */
const aroundMs = 14 * 86_400_000;

/**
 * What changed on the map around a milestone. Null where its parts and ways stayed as they were (a branch alone is no
 * new shape), and where the history does not reach far enough back to know what was there before.
 */
export function milestoneMapSlide(input: DeckInput, { id, at, until, title }: Milestone): Slide | null {
  const known = daysToCompare(input.facts);
  const from = at - aroundMs;
  const to = Math.min((until ?? at) + aroundMs, known?.to ?? -Infinity);
  if (!known || from < known.from || to <= from) return null;
  const difference = differenceOf(input, { from, to });
  const isNew = difference.nodes.some(({ fate, what }) => isTurned(fate) || what.some((one) => one !== 'branch'));
  if (!isNew) return null;
  const slide = slideOf(input, `milestone:${id}:map`, difference);
  return {
    ...slide,
    measure: `Around “${title}”: ${span(difference.from, difference.to, input.facts.zone)}`,
    notes: `${slide.notes}\nThese went together with the milestone; the data cannot say why.`,
  };
}

function differenceOf({ facts }: DeckInput, { from, to }: Span): EvolutionDifference {
  return evolutionDifference(facts.evolution, facts.weeks, from, to);
}

function slideOf(input: DeckInput, id: string, difference: EvolutionDifference): Slide {
  const { facts } = input;
  const { from, to } = difference;
  const [before, after] = [date(from, facts.zone), date(to, facts.zone)];
  const headline = headlineOf(difference);
  const table = differenceTable(difference, facts);
  const lines = table.rows.map(([sign = '', name = '', is = '', what = '']) =>
    what === '' ? `${sign}: ${name} (${is})` : `${sign}: ${name} (${is}), ${what}`,
  );
  const isFolded = facts.evolution.nodes.some(({ group }) => group !== undefined);
  const remark = remarkOn(difference, isFolded);
  return {
    ...blankSlide(input, 'difference', id),
    headline,
    measure: `The value stream map compared: ${span(from, to, facts.zone)}`,
    body: remark === '' ? [] : [remark],
    table,
    map: {
      from,
      to,
      stills: [
        { at: from, caption: 'Before' },
        { at: to, caption: 'After' },
      ],
    },
    notes: [
      `${headline}, ${before} to ${after}.`,
      ...lines,
      ...(remark === '' ? [] : [remark]),
      'Added: first used, or first defined, after the first of the two days. Removed: no longer used, judged by how often it was used before.',
    ].join('\n'),
    alt: `Value stream map on which the differences between ${before} and ${after} are marked. ${lines.join('; ')}.`,
  };
}

/** What the marks do not say by themselves, as one paragraph: there is room for no more under the list. */
function remarkOn({ nodes }: EvolutionDifference, isFolded: boolean): string {
  const has = (fate: Fate) => nodes.some((one) => one.fate === fate);
  return [
    ...(isFolded ? ['Groups are compared as wholes: what came and went inside one is not told here.'] : []),
    ...(has('knownFrom') ? ['Known from here on: the history of its source begins then, so it may be older.'] : []),
    ...(has('knownUntil') ? ['Not known any more: the history of its source ends then, so it may go on.'] : []),
  ].join(' ');
}

const kinds = ['pipeline', 'environment', 'material'] as const;

/** Counts what came and went and is known by itself; on a map drawn by groups a box stands for many things, and nothing is counted. */
export function headlineOf({ nodes }: EvolutionDifference): string {
  const way = 'Our way to production';
  const isFolded = nodes.some(({ node }) => node.group !== undefined);
  const counts = (fate: 'added' | 'removed'): string =>
    list(
      kinds.flatMap((kind) => {
        const count = nodes.filter((one) => one.fate === fate && one.node.kind === kind && !one.node.isMissing).length;
        return count > 0 ? [counted(count, kind)] : [];
      }),
    );
  const [came, went] = [counts('added'), counts('removed')];
  const changed = nodes.filter(({ fate }) => fate === 'changed').length;
  if (nodes.every(({ fate }) => fate === 'same')) return `${way} looks the same on both days`;
  if (isFolded) return `${way} changed from the first of these days to the last`;
  if (nodes.every(({ fate }) => fate === 'same' || isUnsure(fate)))
    return `${way} is not known well enough on both days to be compared`;
  // What this history only hears of came or went, and nothing else.
  if (came === '' && went === '' && changed === 0) return `${way} refers to other pipelines than it did`;
  if (came === '' && went === '') return `${way} has the same parts; ${String(changed)} of them changed`;
  if (went === '') return `${way} gained ${came} and lost nothing`;
  if (came === '') return `${way} lost ${went} and gained nothing`;
  return `${way} gained ${came} and lost ${went}`;
}
