import type { Instant } from '../../history/records';
import type { Milestone } from '../../retro/milestone';
import { bucketIndex } from '../../time/buckets';
import type { EvidenceWindow } from '../evidenceReport';
import type { WindowBucket } from '../window/metricsWindow';

/** The usual length of a side: a quarter. */
const sideWeeks = 13;

/** The weeks compared, in order of time. */
export interface Sides {
  before: WindowBucket[];
  after: WindowBucket[];
}

/**
 * Up to 13 complete weeks on each side of the milestone's week (of its weeks, where it is a stretch), cut where
 * coverage ends or has a gap and at the week of a neighbouring accepted milestone. The weeks of the milestones
 * themselves belong to no side.
 */
export function evidenceSides(
  weeks: readonly WindowBucket[],
  milestone: Pick<Milestone, 'id' | 'at' | 'until'>,
  others: readonly Pick<Milestone, 'id' | 'at' | 'until' | 'status'>[],
): Sides {
  const first = bucketIndex(weeks, milestone.at);
  const last = bucketIndex(weeks, milestone.until ?? milestone.at);
  const neighbours = others
    .filter((other) => other.id !== milestone.id && other.status === 'accepted')
    .map((other) => ({ first: placeOf(weeks, other.at), last: placeOf(weeks, other.until ?? other.at) }));
  const earliest = Math.max(0, ...neighbours.filter((other) => other.last < first).map((other) => other.last + 1));
  const latest = Math.min(
    weeks.length - 1,
    ...neighbours.filter((other) => other.first > last).map((other) => other.first - 1),
  );
  return {
    before: first < 0 ? [] : completeRun(weeks.slice(earliest, first).reverse()).reverse(),
    after: last < 0 ? [] : completeRun(weeks.slice(last + 1, latest + 1)),
  };
}

export function windowOf(weeks: readonly WindowBucket[]): EvidenceWindow {
  return { from: weeks[0]?.start ?? null, to: weeks.at(-1)?.end ?? null, weeks: weeks.length };
}

/** A milestone outside the known weeks cuts nothing off. */
function placeOf(weeks: readonly WindowBucket[], at: Instant): number {
  const place = bucketIndex(weeks, at);
  if (place >= 0) return place;
  return at < (weeks[0]?.start ?? Infinity) ? -1 : weeks.length;
}

/** The weeks from the first on that are complete without a hole, 13 at most. */
function completeRun(weeks: readonly WindowBucket[]): WindowBucket[] {
  const hole = weeks.findIndex((week) => week.partial);
  return weeks.slice(0, Math.min(sideWeeks, hole < 0 ? weeks.length : hole));
}
