import { wilson } from '../wilson';
import type { Effect } from './effect';

/** How often something happened of how many times it could. */
export interface Trials {
  count: number;
  total: number;
}

/** Difference of two proportions, after - before, with Newcombe's hybrid of Wilson intervals (1998, method 10). */
export function proportionDifference(before: Trials, after: Trials): Effect {
  const [p0, p1] = [before.count / before.total, after.count / after.total];
  const [l0, u0] = wilson(before.count, before.total);
  const [l1, u1] = wilson(after.count, after.total);
  const value = p1 - p0;
  return {
    kind: 'difference',
    value,
    low: value - Math.hypot(p1 - l1, u0 - p0),
    high: value + Math.hypot(u1 - p1, p0 - l0),
  };
}
