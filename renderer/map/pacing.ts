import type { Evolution, Week } from '../../main/domain/analysis/facts';
import type { Instant } from '../../main/domain/history/records';
import { changesOf } from './presence';

/** A piece of the film in which the clock runs steadily. Seconds of film, instants of history. */
export interface Stretch {
  fromSeconds: number;
  toSeconds: number;
  from: Instant;
  to: Instant;
  /** Index of the flag it dwells on, else null. */
  flag: number | null;
}

export interface Pacing {
  stretches: Stretch[];
  seconds: number;
}

const dayMs = 86_400_000;
/** Usual pace; where nothing changes for long the film hurries, at a milestone it dwells. */
const secondsPerWeek = 0.5;
const hurry = 0.5;
const quietWeeks = 4;
const dwellSeconds = 3.2;
const dwellDays = 5;

/**
 * How film time maps to history. A week takes half a second, in quiet stretches (nothing enters, leaves or is flagged
 * within four weeks) a quarter. At every flag the clock slows down to five days in three seconds.
 */
export function buildPacing(
  evolution: Evolution,
  weeks: readonly Week[],
  flags: readonly { at: Instant }[],
  from: Instant,
  to: Instant,
): Pacing {
  const stretches: Stretch[] = [];
  let seconds = 0;
  const busy = [...changesOf(evolution), ...flags.map(({ at }) => at)];
  for (const [start, end] of cutsBetween(weeks, flags, from, to)) {
    const flag = flags.findIndex(({ at }) => start >= at && start < at + dwellDays * dayMs);
    const length = flag < 0 ? travelSeconds(start, end, busy) : (dwellSeconds * (end - start)) / (dwellDays * dayMs);
    stretches.push({
      fromSeconds: seconds,
      toSeconds: seconds + length,
      from: start,
      to: end,
      flag: flag < 0 ? null : flag,
    });
    seconds += length;
  }
  return { stretches, seconds };
}

export function instantAt(pacing: Pacing, seconds: number): Instant {
  const stretch = pacing.stretches.find(({ toSeconds }) => seconds < toSeconds) ?? pacing.stretches.at(-1);
  if (!stretch) return 0;
  const share = (seconds - stretch.fromSeconds) / Math.max(1e-9, stretch.toSeconds - stretch.fromSeconds);
  return stretch.from + (stretch.to - stretch.from) * Math.min(1, Math.max(0, share));
}

export function secondsAt(pacing: Pacing, at: Instant): number {
  const stretch = pacing.stretches.find(({ to }) => at < to) ?? pacing.stretches.at(-1);
  if (!stretch) return 0;
  const share = (at - stretch.from) / Math.max(1, stretch.to - stretch.from);
  return stretch.fromSeconds + (stretch.toSeconds - stretch.fromSeconds) * Math.min(1, Math.max(0, share));
}

/** The flag spoken of at that moment and how visible its caption is: it comes in a third of a second and stays a while. */
export function captionAt(pacing: Pacing, seconds: number): { flag: number; alpha: number } | null {
  const lingerSeconds = 1.2;
  const started = pacing.stretches.filter(({ flag, fromSeconds }) => flag !== null && fromSeconds <= seconds);
  const flag = started.at(-1)?.flag ?? null;
  if (flag === null) return null;
  const own = pacing.stretches.filter((stretch) => stretch.flag === flag);
  const [start, end] = [own[0]?.fromSeconds ?? 0, (own.at(-1)?.toSeconds ?? 0) + lingerSeconds];
  if (seconds > end) return null;
  return { flag, alpha: Math.min(1, (seconds - start) / 0.3, (end - seconds) / 0.4) };
}

/** Every boundary of a week, and begin and end of every dwell, inside the film. */
function cutsBetween(
  weeks: readonly Week[],
  flags: readonly { at: Instant }[],
  from: Instant,
  to: Instant,
): [Instant, Instant][] {
  const inner = [...weeks.map(({ start }) => start), ...flags.flatMap(({ at }) => [at, at + dwellDays * dayMs])];
  const cuts = [...new Set([from, ...inner.filter((at) => at > from && at < to), to])].sort((a, b) => a - b);
  return cuts.slice(1).map((end, index) => [cuts[index] as Instant, end]);
}

function travelSeconds(start: Instant, end: Instant, busy: readonly Instant[]): number {
  const reach = quietWeeks * 7 * dayMs;
  const isQuiet = !busy.some((at) => at > start - reach && at < end + reach);
  return ((end - start) / (7 * dayMs)) * secondsPerWeek * (isQuiet ? hurry : 1);
}
