import { sortedQuantile } from '../statistics';
import { z975 } from '../wilson';
import type { Effect } from './effect';

const mostPairs = 1_000_000;

/**
 * Typical ratio, after / before, of positive magnitudes: the median of the ratios of all pairs (Hodges and Lehmann 1963,
 * on logarithms), with its interval by rank. Of more than a million pairs both sides are thinned evenly.
 * Where a value is 0, `addedOne` is true: 1 was added to all of them, as 0 has no ratio.
 */
export function typicalRatio(before: readonly number[], after: readonly number[]): Effect & { addedOne: boolean } {
  const addedOne = [...before, ...after].some((value) => value <= 0);
  const shift = addedOne ? 1 : 0;
  const isLarge = before.length * after.length > mostPairs;
  const [earlier, later] = [before, after].map((values) => logs(isLarge ? thinned(values) : values, shift)) as [
    number[],
    number[],
  ];
  const ratios = new Float64Array(earlier.length * later.length);
  let place = 0;
  for (const a of later) for (const b of earlier) ratios[place++] = a - b;
  ratios.sort();
  const rank = intervalRank(earlier.length, later.length);
  return {
    kind: 'typical_ratio',
    value: Math.exp(sortedQuantile(ratios, 0.5) ?? NaN),
    low: Math.exp(ratios[rank - 1] ?? NaN),
    high: Math.exp(ratios[ratios.length - rank] ?? NaN),
    addedOne,
  };
}

/** Which smallest and which largest ratio bound the 95 % interval, counted from 1: 13 for eight and eight values. */
export function intervalRank(m: number, n: number): number {
  return Math.max(1, Math.floor((m * n) / 2 - z975 * Math.sqrt((m * n * (m + n + 1)) / 12)));
}

function logs(values: readonly number[], shift: number): number[] {
  return values.map((value) => Math.log(value + shift));
}

/** A thousand values, evenly by rank. */
function thinned(values: readonly number[]): number[] {
  const size = Math.min(values.length, Math.floor(Math.sqrt(mostPairs)));
  const sorted = [...values].sort((a, b) => a - b);
  return Array.from({ length: size }, (_, i) => sorted[Math.floor(((i + 0.5) * sorted.length) / size)] ?? NaN);
}
