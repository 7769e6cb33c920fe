import type { Instant, Span, Toggle, ToggleStretch } from '../../history/records';
import type { Bucket } from '../../time/buckets';
import { median } from '../statistics';
import { distinctToggles } from './distinctToggles';
import { packRows } from './packRows';

/** What a window needs of the feature toggles: bounded by weeks × rows, however many there are. */
export interface ToggleFacts {
  /** Toggles that were there at some moment of the coverage; one that came back counts again. */
  known: number;
  /** Those there at the end of coverage. */
  live: number;
  /** Of the live, the one that has been there longest. */
  oldest: { name: string; from: Instant } | null;
  /** Days from coming to going, of those that are gone (n of them). */
  lifetimeDays: { median: number | null; n: number };
  /** Per week, same order as the weeks: toggles there at some moment of it; null before the first that is known. */
  perWeek: (number | null)[];
  /** In rows without overlap, oldest first. */
  bars: ToggleBar[];
  rows: number;
  /** Toggles for which there was no room in the rows. */
  hidden: number;
}

export interface ToggleBar {
  name: string;
  from: Instant;
  /** Null where it is still there. */
  to: Instant | null;
  /** Stretches in which it was on; null where only its being there is known. */
  on: ToggleStretch[] | null;
  row: number;
}

const dayMs = 86_400_000;
const weekMs = 7 * dayMs;
/** More rows than this nobody looks at; the count by week still has every toggle. */
const mostRows = 60;
/** Above this, on-stretches less than a week apart are drawn as one. */
const mostStretches = 50;

/** Null where no toggle is known, or none in the time the history covers. */
export function toggleFacts(
  toggles: readonly Toggle[],
  covered: Span | null,
  weeks: readonly Bucket[],
): ToggleFacts | null {
  if (!covered) return null;
  const known = distinctToggles(toggles).filter((one) => one.from < covered.to && (one.to ?? Infinity) > covered.from);
  const [first] = known;
  if (!first) return null;
  const live = known.filter((one) => one.to === null || one.to >= covered.to);
  const oldest = live.reduce<Toggle | null>((old, one) => (old && old.from <= one.from ? old : one), null);
  const lifetimes = known.flatMap((one) => (one.to === null ? [] : [(one.to - one.from) / dayMs]));
  const { placed, rows, hidden } = packRows(known, weekMs, mostRows);
  return {
    known: known.length,
    live: live.length,
    oldest: oldest && { name: oldest.name, from: oldest.from },
    lifetimeDays: { median: median(lifetimes), n: lifetimes.length },
    perWeek: countPerWeek(known, first.from, weeks),
    bars: placed.map(({ item: { name, from, to, on }, row }) => ({ name, from, to, on: on && fewer(on), row })),
    rows,
    hidden,
  };
}

/** Comings and goings added up week by week, so that the work is toggles + weeks. */
function countPerWeek(toggles: readonly Toggle[], known: Instant, weeks: readonly Bucket[]): (number | null)[] {
  const change = new Int32Array(weeks.length + 1);
  for (const { from, to } of toggles) {
    const first = weeks.findIndex((week) => from < week.end);
    if (first < 0) continue;
    const after = to === null ? -1 : weeks.findIndex((week) => to <= week.start);
    change[first] = (change[first] ?? 0) + 1;
    const end = after < 0 ? weeks.length : Math.max(after, first + 1);
    change[end] = (change[end] ?? 0) - 1;
  }
  let there = 0;
  return weeks.map((week, i) => {
    there += change[i] ?? 0;
    return week.end <= known ? null : there;
  });
}

function fewer(on: ToggleStretch[]): ToggleStretch[] {
  if (on.length <= mostStretches) return on;
  const joined: ToggleStretch[] = [];
  for (const stretch of on) {
    const last = joined.at(-1);
    if (last && stretch.from - (last.to ?? Infinity) < weekMs) last.to = stretch.to;
    else joined.push({ ...stretch });
  }
  return joined;
}
