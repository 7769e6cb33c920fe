import type { Instant, Span } from '../../history/records';
import type { PresenceRule } from './presence';
import type { Sightings } from './sightings';
import { lengthOutside } from './stretches';

const dayMs = 86_400_000;
/** So many days of use show nights, weekends and what else is usual. */
const enoughDays = 10;
const enoughUses = 10;

/**
 * Whether something can have been there before its first use: nothing that covers it waited longer for that than for the
 * longest pause of its first ten days of use, as what comes up so often would have been heard of. Where runs would have
 * shown it, they count in place of time.
 */
export function mayBeOlder(sightings: Sightings, { uncovered, axis }: PresenceRule): boolean {
  if (axis) return (sightings.axisBefore[0] ?? 0) <= usuallySkipped(sightings);
  const [[first], before] = [sightings.seenAt, uncovered[0]];
  if (first === undefined) return false;
  const begin = before?.from === -Infinity ? before.to : first;
  return begin >= first || lengthOutside(begin, first, uncovered) <= usualPauseMs(sightings.seenAt, uncovered);
}

function usuallySkipped({ axisBefore, axisAfter }: Sightings): number {
  let most = 0;
  for (let use = 1; use < Math.min(enoughUses, axisBefore.length); use += 1) {
    most = Math.max(most, (axisBefore[use] ?? 0) - (axisAfter[use - 1] ?? 0));
  }
  return most;
}

function usualPauseMs(seenAt: readonly Instant[], uncovered: readonly Span[]): number {
  const days = new Set<number>();
  let longest = 0;
  let last = seenAt[0] ?? 0;
  for (const at of seenAt) {
    days.add(Math.floor(at / dayMs));
    if (days.size > enoughDays) break;
    if (at - last > longest) longest = Math.max(longest, lengthOutside(last, at, uncovered));
    last = at;
  }
  return longest;
}
