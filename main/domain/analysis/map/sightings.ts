import type { Instant, Outcome } from '../../history/records';

/**
 * When one thing of the map (a node, an edge, a stage) was used by a run. Parallel arrays, as there is an entry a run.
 * `axisBefore`/`axisAfter` count the runs that would have shown the thing if it was there, before and after each use:
 * between two uses, the difference is the number of runs that did without it.
 */
export interface Sightings {
  seenAt: Instant[];
  axisBefore: number[];
  axisAfter: number[];
  /** Ends of conclusive runs, and of those of them that failed. Ascending after `sortSightings`. */
  endedAt: Instant[];
  failedAt: Instant[];
}

export function noSightings(): Sightings {
  return { seenAt: [], axisBefore: [], axisAfter: [], endedAt: [], failedAt: [] };
}

/** Adds one run that used the thing. Runs come in the order of their times, so `seenAt` stays ascending. */
export function see(sightings: Sightings, seenAt: Instant, end: { at: Instant; outcome: Outcome }): void {
  sightings.seenAt.push(seenAt);
  if (end.outcome !== 'passed' && end.outcome !== 'failed') return;
  sightings.endedAt.push(end.at);
  if (end.outcome === 'failed') sightings.failedAt.push(end.at);
}

/** Runs overlap, so their ends come out of order. */
export function sortSightings(sightings: Sightings): void {
  sightings.endedAt.sort((a, b) => a - b);
  sightings.failedAt.sort((a, b) => a - b);
}

/** How many entries of an ascending list are at or before an instant. */
export function countUntil(ascending: readonly Instant[], at: Instant): number {
  let low = 0;
  let high = ascending.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((ascending[middle] ?? Infinity) <= at) low = middle + 1;
    else high = middle;
  }
  return low;
}
