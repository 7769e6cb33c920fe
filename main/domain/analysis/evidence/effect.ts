/** How large a change is, with its 95 % interval. `high` may be `Infinity` where nothing was counted before. */
export interface Effect {
  kind: 'rate_ratio' | 'difference' | 'typical_ratio';
  value: number;
  low: number;
  high: number;
}

/** The value that means "no change": a ratio of 1, a difference of 0. */
export function noChange(effect: Effect): number {
  return effect.kind === 'difference' ? 0 : 1;
}

/** Clear when the interval excludes no change. */
export function isClear(effect: Effect): boolean {
  return effect.low > noChange(effect) || effect.high < noChange(effect);
}
