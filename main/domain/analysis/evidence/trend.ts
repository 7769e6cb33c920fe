import { median } from '../statistics';
import { noChange } from './effect';
import type { Effect } from './effect';
import type { Observation, WeekTrials } from './observation';

/**
 * Whether the two halves of the time before already differ in the direction of the effect by half of it (on the scale
 * of the effect: logarithms for ratios). The middle week of an odd number belongs to the later half.
 */
export function wasAlreadyChanging(seen: Observation, effect: Effect): boolean {
  const [earlier, later] = halves(seen);
  if (earlier === null || later === null) return false;
  const isRatio = effect.kind !== 'difference';
  const change = isRatio ? Math.log(later) - Math.log(earlier) : later - earlier;
  const whole = isRatio ? Math.log(effect.value) : effect.value - noChange(effect);
  return Math.sign(change) === Math.sign(whole) && Math.abs(change) >= Math.abs(whole) / 2;
}

function halves(seen: Observation): [earlier: number | null, later: number | null] {
  const middle = Math.floor(seen.before.length / 2);
  switch (seen.family) {
    case 'rate':
      return [rate(seen.before.slice(0, middle)), rate(seen.before.slice(middle))];
    case 'proportion':
      return [share(seen.before.slice(0, middle)), share(seen.before.slice(middle))];
    case 'magnitude':
      return [median(seen.before.slice(0, middle).flat()), median(seen.before.slice(middle).flat())];
  }
}

function rate(counts: readonly number[]): number | null {
  return counts.length === 0 ? null : counts.reduce((sum, count) => sum + count, 0) / counts.length;
}

function share(weeks: readonly WeekTrials[]): number | null {
  const all = weeks.reduce((sum, week) => sum + week.total, 0);
  return all === 0 ? null : weeks.reduce((sum, week) => sum + week.count, 0) / all;
}
