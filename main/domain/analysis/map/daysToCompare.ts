import type { Instant, Span } from '../../history/records';
import type { EvolutionNode, RetroFacts } from '../facts';
import { lengthOutside } from './stretches';

const dayMs = 86_400_000;
const weekMs = 7 * dayMs;
/** What is used at least once a month is new when it was not seen for four weeks, */
const shortestWaitMs = 28 * dayMs;
/** and what was seen too seldom to know its rhythm, after a quarter. */
const unknownRhythmWaitMs = 91 * dayMs;
const knownIntervals = 4;

type Compared = Pick<RetroFacts, 'evolution' | 'weeks' | 'coverage'>;

/**
 * The two moments of a map whose difference is worth telling where nobody chose others: the first by when everything
 * was seen that may be older than the history (a pipeline that runs every ten weeks is not new in week five), at the
 * end of a complete week; the other the last moment of the history. Null where the history is too short for two.
 */
export function daysToCompare({ evolution, weeks, coverage }: Compared): Span | null {
  const start = weeks.find(({ partial }) => !partial)?.end;
  const last = weeks.at(-1);
  if (start === undefined || !last || coverage.from === null || coverage.to === null) return null;
  const to = Math.min(coverage.to, last.end) - 1;
  // Later than that nothing moves the first day: there would be too little left to compare.
  const latest = coverage.from + (coverage.to - coverage.from) / 3;
  const { from: begin, gaps } = coverage;
  const seen = evolution.nodes
    .filter((node) => node.firstSeen <= latest && mayBeOlder(node, begin, gaps))
    .map(({ firstSeen }) => weeks.find(({ end }) => firstSeen < end)?.end ?? start);
  const from = Math.max(start, ...seen);
  return from < to ? { from, to } : null;
}

/** Whether it was first seen so soon that it can have been there before, given how often it was used from then on. */
function mayBeOlder(node: EvolutionNode, begin: Instant, gaps: readonly Span[]): boolean {
  const waited = lengthOutside(begin, node.firstSeen, gaps);
  const used = node.runs.flatMap((runs, index) => (runs > 0 ? [index] : [])).slice(0, knownIntervals + 1);
  const intervals = used.slice(1).map((index, place) => (index - (used[place] ?? 0)) * weekMs);
  const rhythm = Math.max(0, ...intervals);
  return waited <= Math.max(rhythm, intervals.length < knownIntervals ? unknownRhythmWaitMs : shortestWaitMs);
}
