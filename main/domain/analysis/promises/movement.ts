import type { Target } from '../../retro/environmentMap';

/** `not moved`: within a tenth of the way, which is no news. */
export type Movement = 'reached' | 'on the way' | 'not moved' | 'moved away' | 'not enough data';

/** Whether more of a measure is better. */
export const wantsMore: Record<Target['measure'], boolean> = {
  deployments: true,
  leadTimeHours: false,
  batchSize: false,
  changeFailRate: false,
  firstPassYield: true,
  flaky: false,
  redFraction: false,
};

interface Side {
  value: number | null;
  n: number;
}

const fewestWeeks = 4;
/** As for the evidence of a milestone: a rate needs ten events on both sides together, a share 20 and a median 8 on each. */
const fewestOf: Record<Target['measure'], { each: number; together: number }> = {
  deployments: { each: 0, together: 10 },
  leadTimeHours: { each: 8, together: 0 },
  batchSize: { each: 8, together: 0 },
  changeFailRate: { each: 20, together: 0 },
  firstPassYield: { each: 20, together: 0 },
  flaky: { each: 20, together: 0 },
  redFraction: { each: 1, together: 0 },
};

/**
 * Which way a measure went since an action was decided. Without a target the value of then stands for the way to go: a
 * tenth more or less of it counts as moved. It says what happened, not that the action did it.
 */
export function movementOf(
  measure: Target['measure'],
  then: Side,
  now: Side & { weeks: number },
  target: number | null,
): Movement {
  const { each, together } = fewestOf[measure];
  const enough = now.weeks >= fewestWeeks && Math.min(then.n, now.n) >= each && then.n + now.n >= together;
  if (then.value === null || now.value === null || !enough) return 'not enough data';
  const sign = wantsMore[measure] ? 1 : -1;
  const gained = sign * (now.value - then.value);
  if (target === null) return direction(gained, Math.abs(then.value));
  if (sign * (now.value - target) >= 0) return 'reached';
  const gap = sign * (target - then.value);
  return gap <= 0 ? 'moved away' : direction(gained, gap);
}

function direction(gained: number, way: number): Movement {
  if (Math.abs(gained) < way / 10 || gained === 0) return 'not moved';
  return gained > 0 ? 'on the way' : 'moved away';
}
