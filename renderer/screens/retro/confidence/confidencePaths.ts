import { fullConfidence } from '../../../../main/domain/retro/confidence';

/** A point of a line in pixels; null where nobody drew. */
export type Point = { x: number; y: number } | null;

const margin = 5;

/** Pixels from the top for a confidence. */
export function yOf(value: number, height: number): number {
  return margin + (1 - value / fullConfidence) * (height - 2 * margin);
}

/** The confidence under a pixel, whole and within the scale. */
export function valueAt(y: number, height: number): number {
  const share = 1 - (y - margin) / Math.max(1, height - 2 * margin);
  return Math.round(Math.min(1, Math.max(0, share)) * fullConfidence);
}

/** Weeks that follow one another are joined; a week alone is a short dash; what nobody drew is a gap. */
export function linePath(points: readonly Point[]): string {
  return runsOf(points)
    .map((run) => {
      const [first] = run;
      const rest = run.slice(1).map(({ x, y }) => `L${x.toFixed(1)} ${y.toFixed(1)}`);
      return `M${(first?.x ?? 0).toFixed(1)} ${(first?.y ?? 0).toFixed(1)}${rest.length > 0 ? rest.join('') : 'h0.1'}`;
    })
    .join('');
}

/** The ground between the highest and the lowest, run by run. */
export function bandPath(high: readonly Point[], low: readonly Point[]): string {
  const lows = runsOf(low);
  return runsOf(high)
    .map((run, i) => {
      const around = [...run, ...[...(lows[i] ?? [])].reverse()];
      return around.map(({ x, y }, at) => `${at === 0 ? 'M' : 'L'}${x.toFixed(1)} ${y.toFixed(1)}`).join('') + 'z';
    })
    .join('');
}

/** Everything a fast hand passed over, straight from one week to the other; erasing takes it all away. */
export function strokeBetween(
  from: { week: number; value: number },
  to: { week: number; value: number },
  erasing: boolean,
): Map<number, number | null> {
  const weeks = new Map<number, number | null>();
  const step = Math.sign(to.week - from.week);
  for (let week = from.week; week !== to.week; week += step) {
    const share = (week - from.week) / (to.week - from.week);
    weeks.set(week, erasing ? null : Math.round(from.value + share * (to.value - from.value)));
  }
  return weeks.set(to.week, erasing ? null : to.value);
}

/** Heights of labels so that none lies over another: each as near to its line as those above allow, all within the lane. */
export function spreadLabels(wished: readonly number[], gap: number, height: number): number[] {
  const order = wished.map((y, index) => ({ y, index })).sort((a, b) => a.y - b.y);
  const placed = wished.map(() => 0);
  let free = gap;
  order.forEach(({ y, index }, i) => {
    const lowest = height - 3 - (order.length - 1 - i) * gap;
    free = Math.max(free, Math.min(y, lowest));
    placed[index] = free;
    free += gap;
  });
  return placed;
}

function runsOf(points: readonly Point[]): NonNullable<Point>[][] {
  const runs: NonNullable<Point>[][] = [];
  points.forEach((point, i) => {
    if (point === null) return;
    const before = i > 0 ? (points[i - 1] ?? null) : null;
    if (before === null) runs.push([point]);
    else runs.at(-1)?.push(point);
  });
  return runs;
}
