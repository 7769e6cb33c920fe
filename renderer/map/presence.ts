import type { Evolution, EvolutionNode, Week } from '../../main/domain/analysis/facts';
import type { Instant, Span } from '../../main/domain/history/records';

const dayMs = 86_400_000;
/** A thing comes and goes within about ten days of film time: at the usual pace that is under a second. */
const usualEaseMs = 10 * dayMs;
/** A history of days is filmed as slowly as one of years is fast: there nothing takes longer than this share of it. */
const mostOfHistory = 1 / 60;
/** "Recent" on the map: the week shown and the three before it. */
export const recentWeeks = 4;

/** Index of the week `at` lies in; before the first 0, after the last the last. −1 where there are no weeks. */
export function weekIndexAt(weeks: readonly Week[], at: Instant): number {
  let low = 0;
  let high = weeks.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if ((weeks[middle] as Week).start <= at) low = middle;
    else high = middle - 1;
  }
  return high < 0 ? -1 : low;
}

/** The end of the history belongs to no week: there the map is that of the last moment before. */
export function withinHistory(weeks: readonly Week[], at: Instant): Instant {
  const last = weeks.at(-1);
  return last ? Math.min(at, last.end - 1) : at;
}

/** How things come and go: each takes `ms` of history, but none longer than is left until `end`, the last use of anything. */
export interface Ease {
  ms: number;
  end: Instant;
}

export function easeOf({ nodes }: Pick<Evolution, 'nodes'>): Ease {
  const begin = nodes.reduce((first, { firstSeen }) => Math.min(first, firstSeen), Infinity);
  const end = nodes.reduce((last, { lastSeen }) => Math.max(last, lastSeen), -Infinity);
  return { ms: Math.max(1, Math.min(usualEaseMs, (end - begin) * mostOfHistory)), end };
}

/** How much slower time goes by than in a film of months and years, 0 to 1 (as there). */
export function paceOf({ ms }: Ease): number {
  return ms / usualEaseMs;
}

/** 0 (not there) to 1 (wholly there). Without `ease` nothing is half way in, as a still must show what there is. */
export function presenceAt(present: readonly Span[], at: Instant, ease: Ease | null): number {
  let best = 0;
  for (const { from, to } of present) {
    if (at < from) continue;
    if (!ease) best = Math.max(best, at < to ? 1 : 0);
    else best = Math.max(best, easeOut((at - from) / easeMsAt(from, ease)) * (1 - easeOut((at - to) / ease.ms)));
  }
  return best;
}

function easeMsAt(from: Instant, { ms, end }: Ease): number {
  return Math.max(1, Math.min(ms, end - from));
}

/** Sum over the recent weeks up to and including `week`. */
export function recentSum(perWeek: readonly number[], week: number): number {
  let sum = 0;
  for (let index = Math.max(0, week - recentWeeks + 1); index <= week; index++) sum += perWeek[index] ?? 0;
  return sum;
}

/** Share of recent conclusive runs that failed; null where fewer than three ran, as one of one says nothing. */
export function recentFailedShare(node: Pick<EvolutionNode, 'runs' | 'failed'>, week: number): number | null {
  const runs = recentSum(node.runs, week);
  return runs < 3 ? null : recentSum(node.failed, week) / runs;
}

/** 1 while something ran in the last four weeks, fading to 0.4 at ten quiet weeks. */
export function livelinessAt(runs: readonly number[], week: number): number {
  let quiet = 0;
  while (quiet < 10 && quiet <= week && (runs[week - quiet] ?? 0) === 0) quiet++;
  if (quiet > week) return 0.4;
  return quiet < recentWeeks ? 1 : 1 - (0.6 * (quiet - recentWeeks + 1)) / (10 - recentWeeks + 1);
}

/** Whether anything is coming or going at `at`. */
export function isEasing(changes: readonly Instant[], at: Instant, { ms }: Ease): boolean {
  return changes.some((change) => change <= at && at < change + ms);
}

/** While something comes or goes, the map stands still for so many milliseconds of history: a few hours at the usual pace. */
export function stepOf({ ms }: Ease): number {
  return ms / 60;
}

export function easeOut(share: number): number {
  const clamped = Math.min(1, Math.max(0, share));
  return 1 - (1 - clamped) ** 3;
}
