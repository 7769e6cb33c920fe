/**
 * A series in order of time, as change points are looked for in it. Counts per bucket; failures of trials per bucket;
 * or any magnitudes, one value each.
 */
export type Series =
  | { family: 'poisson'; values: readonly number[] }
  | { family: 'binomial'; values: readonly number[]; trials: readonly number[] }
  | { family: 'magnitude'; values: readonly number[] };

export type Family = Series['family'];

/** Shortest stretch that counts as a level: weeks, or values of a magnitude. */
export const minSegments: Record<Family, number> = { poisson: 4, binomial: 4, magnitude: 8 };
