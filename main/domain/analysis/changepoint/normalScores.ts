import { normalQuantile } from './normalQuantile';

/**
 * Normal scores: the quantile of (rank − 0.5)/n, ties sharing their average rank. Ranks make what follows safe against
 * outliers, skew, zeros and units: any rising transformation of the values gives the same scores.
 */
export function normalScores(values: readonly number[]): Float64Array {
  const n = values.length;
  const order = Array.from(values.keys()).sort((a, b) => (values[a] as number) - (values[b] as number));
  const scores = new Float64Array(n);
  for (let first = 0; first < n;) {
    const value = values[order[first] as number];
    let after = first + 1;
    while (after < n && values[order[after] as number] === value) after += 1;
    const score = normalQuantile((first + 1 + after - 1) / 2 / n);
    for (let place = first; place < after; place += 1) scores[order[place] as number] = score;
    first = after;
  }
  return scores;
}
