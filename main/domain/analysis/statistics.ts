/** Quantile of unsorted values by linear interpolation ("type 7" of Hyndman and Fan 1996); null without values. */
export function quantile(values: readonly number[] | Float64Array, share: number): number | null {
  return sortedQuantile(Float64Array.from(values).sort(), share);
}

/** As `quantile`, of values already in ascending order. */
export function sortedQuantile(sorted: ArrayLike<number>, share: number): number | null {
  const last = sorted.length - 1;
  if (last < 0) return null;
  const position = last * share;
  const index = Math.floor(position);
  const low = sorted[index] as number;
  const high = sorted[Math.min(index + 1, last)] as number;
  return low + (position - index) * (high - low);
}

/** Half of the values lie below; of an even number the mean of the middle two. Null without values. */
export function median(values: readonly number[] | Float64Array): number | null {
  return quantile(values, 0.5);
}

export function mean(values: readonly number[]): number | null {
  if (values.length === 0) return null;
  let sum = 0;
  for (const value of values) sum += value;
  return sum / values.length;
}

/** A proportion; null where there is nothing to divide by, as "no data" is never 0. */
export function proportion(count: number, total: number): number | null {
  return total === 0 ? null : count / total;
}
