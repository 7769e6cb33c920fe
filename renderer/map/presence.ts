import type { EvolutionNode, Week } from '../../main/domain/analysis/facts';
import type { Instant, Span } from '../../main/domain/history/records';

const dayMs = 86_400_000;
/** A thing comes and goes within about ten days of film time: at the usual pace that is under a second. */
export const easeDays = 10;
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

/** 0 (not there) to 1 (wholly there). `settled` knows no coming and going, as a still must show what there is. */
export function presenceAt(present: readonly Span[], at: Instant, settled: boolean): number {
  let best = 0;
  for (const { from, to } of present) {
    if (at < from) continue;
    if (settled) best = Math.max(best, at < to ? 1 : 0);
    else
      best = Math.max(best, easeOut((at - from) / (easeDays * dayMs)) * (1 - easeOut((at - to) / (easeDays * dayMs))));
  }
  return best;
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
export function isEasing(changes: readonly Instant[], at: Instant): boolean {
  return changes.some((change) => change <= at && at < change + easeDays * dayMs);
}

export function easeOut(share: number): number {
  const clamped = Math.min(1, Math.max(0, share));
  return 1 - (1 - clamped) ** 3;
}
