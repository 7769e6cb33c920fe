import { normalScores } from './normalScores';
import type { Series } from './series';

/** Cost of the points `from` (in) to `to` (out) as one level: −2 log likelihood at its best, constants dropped. */
export type SegmentCost = (from: number, to: number) => number;

/** The unscaled cost of a family, from prefix sums: every question is answered in the same short time. */
export function segmentCost(series: Series): SegmentCost {
  switch (series.family) {
    case 'poisson':
      return poissonCost(prefixSums(series.values));
    case 'binomial':
      return binomialCost(prefixSums(series.values), prefixSums(series.trials));
    case 'magnitude':
      return scoreCost(normalScores(series.values));
  }
}

/** −2 N ln(N/E) for N events in E buckets. */
function poissonCost(events: Float64Array): SegmentCost {
  return (from, to) => {
    const n = (events[to] as number) - (events[from] as number);
    return n === 0 ? 0 : -2 * n * Math.log(n / (to - from));
  };
}

/** −2 [K ln(K/M) + (M − K) ln(1 − K/M)] for K failures of M trials. */
function binomialCost(failures: Float64Array, trials: Float64Array): SegmentCost {
  return (from, to) => {
    const m = (trials[to] as number) - (trials[from] as number);
    const k = (failures[to] as number) - (failures[from] as number);
    return -2 * (timesLog(k, m) + timesLog(m - k, m));
  };
}

/** Sum of squared distances of the scores from their mean. */
function scoreCost(scores: Float64Array): SegmentCost {
  const sums = prefixSums(scores);
  const squares = prefixSums(scores.map((score) => score * score));
  return (from, to) => {
    const sum = (sums[to] as number) - (sums[from] as number);
    return (squares[to] as number) - (squares[from] as number) - (sum * sum) / (to - from);
  };
}

function timesLog(part: number, whole: number): number {
  return part === 0 ? 0 : part * Math.log(part / whole);
}

export function prefixSums(values: ArrayLike<number>): Float64Array {
  const sums = new Float64Array(values.length + 1);
  for (let place = 0; place < values.length; place += 1) {
    sums[place + 1] = (sums[place] as number) + (values[place] as number);
  }
  return sums;
}
