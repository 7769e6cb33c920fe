/** 97.5 % point of the standard normal distribution. */
export const z975 = 1.959963984540054;

/**
 * 95 % interval of a proportion by Wilson's score method (Wilson 1927), as shares from 0 to 1. 0 of 12 is 0 to 24 %.
 * Both ends are 0 and 1 where there are no trials: nothing is known.
 */
export function wilson(count: number, total: number): [low: number, high: number] {
  if (total === 0) return [0, 1];
  const p = count / total;
  const z2 = z975 * z975;
  const centre = (p + z2 / (2 * total)) / (1 + z2 / total);
  const half = (z975 / (1 + z2 / total)) * Math.sqrt((p * (1 - p)) / total + z2 / (4 * total * total));
  return [count === 0 ? 0 : centre - half, count === total ? 1 : centre + half];
}
