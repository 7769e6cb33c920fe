import type { Instant, Span } from '../../history/records';
import { mayBeOlder } from './mayBeOlder';
import type { Sightings } from './sightings';
import { lengthOutside } from './stretches';

const dayMs = 86_400_000;
/** Nothing is gone before it was idle for four weeks, */
const shortestIdleMs = 28 * dayMs;
/** nor, as long as its rhythm is not known, before a quarter. */
const unknownRhythmIdleMs = 91 * dayMs;
const neighboursASide = 4;

/** What else decides when something ended. */
export interface PresenceRule {
  /** Beginning of all history: before it nothing is known, and what it begins with is its first. */
  begin: Instant;
  /** End of all history: what is idle until then is measured against it. */
  end: Instant;
  /** What the sources that tell of the thing do not cover, ascending: not hearing of it then says nothing. */
  uncovered: readonly Span[];
  /** Moments at which the configuration took the thing away. */
  removedAt: readonly Instant[];
  /** Times of the runs that would have shown the thing; null where only idleness counts. */
  axis: readonly Instant[] | null;
  /** False where idleness says nothing because the thing lives and dies with its pipeline (stages). */
  idleCounts: boolean;
}

/** When a thing was part of the process, as far as that is known. An open end is `Infinity`. */
export interface Presence {
  present: Span[];
  /** That, and the time before and after of which nobody can tell. */
  possible: Span[];
}

/**
 * The stretches in which a thing was part of the process, judged with hindsight so that the answer for a past day does
 * not change later. It begins with its first use. It ends where it was not used for four times as long as around
 * that pause (at least 28 days; 91 while fewer than four intervals are known), two runs after the last that were due;
 * or at the first of a row of runs that did without it; or when its configuration was removed. Where so long a pause
 * at the end is one of its sources and not of the thing, it is known until they end, and may go on.
 */
export function presenceOf(sightings: Sightings, rule: PresenceRule): Presence {
  const { seenAt } = sightings;
  const [first] = seenAt;
  if (first === undefined) return { present: [], possible: [] };
  const stretches = stretchesOf(sightings, first, rule);
  const knownTo = endOfKnowledge(seenAt, rule);
  const begin = mayBeOlder(sightings, rule) ? Math.min(rule.begin, first) : first;
  return {
    present: stretches.map(({ from, to }) => ({ from, to: Math.min(to, knownTo) })),
    possible: stretches.map(({ from, to }, place) => ({ from: place === 0 ? begin : from, to })),
  };
}

function stretchesOf(sightings: Sightings, first: Instant, rule: PresenceRule): Span[] {
  const { seenAt } = sightings;
  const stretches: Span[] = [];
  let from = first;
  for (let i = 0; i < seenAt.length; i += 1) {
    const end = endAfter(sightings, i, rule);
    if (end === null) continue;
    stretches.push({ from, to: end });
    const next = seenAt[i + 1];
    if (next === undefined) return stretches;
    from = next;
  }
  return [...stretches, { from, to: Infinity }];
}

/** The end of its sources, or its last use, where those end so long before all history that silence till then would be its end. */
function endOfKnowledge(seenAt: readonly Instant[], rule: PresenceRule): Instant {
  const after = rule.uncovered.at(-1);
  if (after?.to !== Infinity || after.from >= rule.end) return Infinity;
  const last = seenAt.length - 1;
  const isLong = idleEnd(seenAt, last, { ...rule, uncovered: [] }) !== null;
  return isLong ? Math.max(after.from, (seenAt[last] ?? 0) + 1) : Infinity;
}

/** Where the stretch ends if use `i` was its last, or null if it goes on. */
function endAfter(sightings: Sightings, i: number, rule: PresenceRule): Instant | null {
  const last = sightings.seenAt[i] ?? 0;
  const next = sightings.seenAt[i + 1] ?? Infinity;
  const removed = rule.removedAt.find((at) => at >= last && at < next) ?? null;
  const idle = idleEnd(sightings.seenAt, i, rule);
  const skipped = skippedEnd(sightings, i, rule);
  if (removed === null && idle === null && skipped === null) return null;
  return Math.min(next, Math.max(last + 1, Math.min(removed ?? Infinity, idle ?? Infinity, skipped ?? Infinity)));
}

function idleEnd(seenAt: readonly Instant[], i: number, rule: PresenceRule): Instant | null {
  const last = seenAt[i] ?? 0;
  const next = seenAt[i + 1] ?? Math.max(rule.end, last);
  if (!rule.idleCounts || next - last <= shortestIdleMs) return null;
  const around = intervalsAround(seenAt, i);
  const rhythmMs = Math.max(0, ...around);
  const floorMs = around.length < neighboursASide ? unknownRhythmIdleMs : shortestIdleMs;
  if (lengthOutside(last, next, rule.uncovered) <= Math.max(floorMs, 4 * rhythmMs)) return null;
  return last + lingerMs(seenAt, i);
}

/** The intervals between uses nearest to the pause after use `i`, the pause itself left out. */
function intervalsAround(seenAt: readonly Instant[], i: number): number[] {
  const intervals: number[] = [];
  for (let k = Math.max(0, i - neighboursASide); k < Math.min(seenAt.length - 1, i + 1 + neighboursASide); k += 1) {
    if (k !== i) intervals.push((seenAt[k + 1] ?? 0) - (seenAt[k] ?? 0));
  }
  return intervals;
}

/** It is missed once two runs that were due have not come: twice the median of the last eight intervals, 1 to 28 days. */
function lingerMs(seenAt: readonly Instant[], i: number): number {
  const intervals: number[] = [];
  for (let k = Math.max(0, i - 8); k < i; k += 1) intervals.push((seenAt[k + 1] ?? 0) - (seenAt[k] ?? 0));
  intervals.sort((a, b) => a - b);
  const median = intervals[intervals.length >>> 1] ?? 3.5 * dayMs;
  return Math.min(shortestIdleMs, Math.max(dayMs, 2 * median));
}

/**
 * A row of runs without the thing ends it, at the first of them: more than four times as many as were ever skipped
 * around it, and at least two when it never comes back, six when it does.
 */
function skippedEnd(sightings: Sightings, i: number, rule: PresenceRule): Instant | null {
  if (!rule.axis) return null;
  const isLast = i === sightings.seenAt.length - 1;
  const skipped = skippedAfter(sightings, i, rule.axis);
  if (skipped < (isLast ? 2 : 6)) return null;
  let usual = 0;
  const first = Math.max(0, i - neighboursASide);
  for (let k = first; k < Math.min(sightings.seenAt.length - 1, i + 1 + neighboursASide); k += 1) {
    if (k !== i) usual = Math.max(usual, skippedAfter(sightings, k, rule.axis));
  }
  return skipped > 4 * usual ? (rule.axis[sightings.axisAfter[i] ?? 0] ?? null) : null;
}

function skippedAfter(sightings: Sightings, i: number, axis: readonly Instant[]): number {
  return (sightings.axisBefore[i + 1] ?? axis.length) - (sightings.axisAfter[i] ?? 0);
}
