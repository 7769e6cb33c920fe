import { z975 } from '../wilson';
import { clopperPearson } from './clopperPearson';
import type { Effect } from './effect';

/**
 * Ratio of two rates, after / before, from counts week by week. Where both sides have five events or more: log-normal
 * interval widened by the overdispersion of weekly counts; else exact, from Clopper and Pearson's interval for the
 * share of events that fell after.
 */
export function rateRatio(before: readonly number[], after: readonly number[]): Effect {
  const [n0, n1] = [sum(before), sum(after)];
  const [t0, t1] = [before.length, after.length];
  const value = n1 / t1 / (n0 / t0);
  if (n0 >= 5 && n1 >= 5) {
    const error = Math.sqrt(dispersion(before, after) * (1 / n0 + 1 / n1));
    return { kind: 'rate_ratio', value, low: value * Math.exp(-z975 * error), high: value * Math.exp(z975 * error) };
  }
  const [low, high] = clopperPearson(n1, n0 + n1).map((share) => ((share / (1 - share)) * t0) / t1) as [number, number];
  return { kind: 'rate_ratio', value, low, high };
}

/** Overdispersion of counts by successive differences, each side on its own, pooled; never below that of a Poisson process. */
export function dispersion(...sides: (readonly number[])[]): number {
  let squares = 0;
  let sums = 0;
  for (const counts of sides) {
    counts.slice(1).forEach((count, place) => {
      const previous = counts[place] ?? 0;
      squares += (count - previous) ** 2;
      sums += count + previous;
    });
  }
  return sums === 0 ? 1 : Math.max(1, squares / sums);
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}
