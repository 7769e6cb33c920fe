import { daysToCompare } from '../analysis/map/daysToCompare';
import { evolutionDifference, type EvolutionDifference } from '../analysis/map/evolutionDifference';
import type { Span } from '../history/records';
import { blankSlide } from './blankSlide';
import type { Slide } from './deck';
import type { DeckInput } from './deckInput';
import { differenceTable } from './differenceRows';
import { counted, date, list, span } from './wording';

/** What changed on the map from first to last. Null where nothing did, or history holds no two days to compare. */
export function differenceSlide(input: DeckInput): Slide | null {
  const days = daysToCompare(input.facts);
  const difference = days && differenceOf(input, days);
  return difference && differs(difference) ? slideOf(input, 'difference', difference) : null;
}

function differenceOf({ facts }: DeckInput, { from, to }: Span): EvolutionDifference {
  return evolutionDifference(facts.evolution, facts.weeks, from, to);
}

function differs({ nodes }: EvolutionDifference): boolean {
  return nodes.some(({ fate }) => fate !== 'same');
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
  const asWhole = 'Groups are compared as wholes: what came and went inside one is not told here.';
  return {
    ...blankSlide(input, 'difference', id),
    headline,
    measure: `The value stream map compared: ${span(from, to, facts.zone)}`,
    body: isFolded ? [asWhole] : [],
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
      ...(isFolded ? [asWhole] : []),
      'Added: first used after the first of the two days. Removed: no longer used, judged by how often it was used before.',
    ].join('\n'),
    alt: `Value stream map on which the differences between ${before} and ${after} are marked. ${lines.join('; ')}.`,
  };
}

const kinds = ['pipeline', 'environment', 'material'] as const;

/** Counts what came and went; on a map drawn by groups a box stands for many things, and nothing is counted. */
export function headlineOf({ nodes }: EvolutionDifference): string {
  const way = 'Our way to production';
  const isFolded = nodes.some(({ node }) => node.group !== undefined);
  const counts = (fate: 'added' | 'removed'): string =>
    list(
      kinds.flatMap((kind) => {
        const count = nodes.filter((one) => one.fate === fate && one.node.kind === kind).length;
        return count > 0 ? [counted(count, kind)] : [];
      }),
    );
  const [came, went] = [counts('added'), counts('removed')];
  const changed = nodes.filter(({ fate }) => fate === 'changed').length;
  if (came === '' && went === '' && changed === 0) return `${way} looks the same on both days`;
  if (isFolded) return `${way} changed from the first of these days to the last`;
  if (came === '' && went === '') return `${way} has the same parts; ${String(changed)} of them changed`;
  if (went === '') return `${way} gained ${came} and lost nothing`;
  if (came === '') return `${way} lost ${went} and gained nothing`;
  return `${way} gained ${came} and lost ${went}`;
}
