/** A point the curve goes through. Neither coordinate ever decreases from one knot to the next. */
export interface Knot {
  seconds: number;
  at: number;
}

/**
 * Monotone cubic interpolation (Fritsch and Carlson 1980, with the weighted harmonic mean of Fritsch and Butland 1984):
 * through every knot, never backwards, and with a speed that changes steadily, so that the clock eases in and out.
 */
export function valueAt(knots: readonly Knot[], slopes: readonly number[], seconds: number): number {
  const last = knots.length - 1;
  if (last < 0) return 0;
  if (seconds <= (knots[0] as Knot).seconds) return (knots[0] as Knot).at;
  if (seconds >= (knots[last] as Knot).seconds) return (knots[last] as Knot).at;
  const index = lastBefore(knots, seconds);
  const [a, b] = [knots[index] as Knot, knots[index + 1] as Knot];
  if (a.at === b.at) return a.at;
  const width = b.seconds - a.seconds;
  const t = (seconds - a.seconds) / width;
  const u = 1 - t;
  const value =
    a.at * (1 + 2 * t) * u * u +
    width * (slopes[index] as number) * t * u * u +
    b.at * t * t * (3 - 2 * t) -
    width * (slopes[index + 1] as number) * t * t * u;
  return Math.min(b.at, Math.max(a.at, value));
}

/** The speed at every knot. */
export function slopesOf(knots: readonly Knot[]): number[] {
  const steps = knots.slice(1).map((knot, index) => {
    const before = knots[index] as Knot;
    return { width: knot.seconds - before.seconds, rise: (knot.at - before.at) / (knot.seconds - before.seconds) };
  });
  return knots.map((_, index) => {
    const [before, after] = [steps[index - 1], steps[index]];
    if (!before || !after) return (before ?? after)?.rise ?? 0;
    if (before.rise === 0 || after.rise === 0) return 0;
    const [w1, w2] = [2 * after.width + before.width, after.width + 2 * before.width];
    return (w1 + w2) / (w1 / before.rise + w2 / after.rise);
  });
}

function lastBefore(knots: readonly Knot[], seconds: number): number {
  let low = 0;
  let high = knots.length - 2;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if ((knots[middle] as Knot).seconds <= seconds) low = middle;
    else high = middle - 1;
  }
  return low;
}
