import { mean, median, proportion } from '../statistics';
import type { Series } from './series';

/**
 * The level of points `from` (in) to `to` (out) in the family's own unit: events per bucket, share of failures, or
 * median. Null where there is nothing to tell it from.
 */
export function levelOf(series: Series, from: number, to: number): number | null {
  const values = series.values.slice(from, to);
  switch (series.family) {
    case 'poisson':
      return mean(values);
    case 'binomial':
      return proportion(sum(values), sum(series.trials.slice(from, to)));
    case 'magnitude':
      return median(values);
  }
}

export function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}
