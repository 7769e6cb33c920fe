/** A stretch of a column that is taken, from top to bottom. */
export interface Taken {
  top: number;
  bottom: number;
}

/**
 * The centre nearest to `wish` at which `height` fits between what is taken, with `gap` to either side and not above
 * `top`. There always is one, as a column may grow downwards.
 */
export function nearestFree(taken: readonly Taken[], wish: number, height: number, gap: number, top: number): number {
  const half = height / 2;
  const least = top + half;
  const wanted = Math.max(least, wish);
  const isFree = (centre: number): boolean =>
    centre >= least && taken.every((one) => centre + half + gap <= one.top || centre - half - gap >= one.bottom);
  if (isFree(wanted)) return wanted;
  const beside = taken.flatMap((one) => [one.top - gap - half, one.bottom + gap + half]).filter(isFree);
  return beside.reduce(
    (best, centre) => (Math.abs(centre - wanted) < Math.abs(best - wanted) ? centre : best),
    beside[0] ?? wanted,
  );
}
