import type { Instant } from '../history/records';
import { leastFactor, mostFactor, type Passage } from './plot';

/** Steps people choose from: slower is more film time for the same history. */
export const factors = [0.25, 0.5, 1, 1.5, 2, 3, 4, 6] as const;

/** The passages with one more, which takes the place of what lay under it. A factor of 1 clears the stretch. */
export function withPassage(passages: readonly Passage[], added: Passage): Passage[] {
  const factor = Math.min(mostFactor, Math.max(leastFactor, added.factor));
  const rest = passages.flatMap((one) => [
    ...(one.from < added.from ? [{ ...one, to: Math.min(one.to, added.from) }] : []),
    ...(one.to > added.to ? [{ ...one, from: Math.max(one.from, added.to) }] : []),
  ]);
  const all = factor === 1 || added.to <= added.from ? rest : [...rest, { from: added.from, to: added.to, factor }];
  return all.sort((a, b) => a.from - b.from);
}

/** The factor one step slower (1) or quicker (−1). */
export function nextFactor(factor: number, direction: 1 | -1): number {
  const next =
    direction > 0 ? factors.find((one) => one > factor + 1e-6) : factors.findLast((one) => one < factor - 1e-6);
  return next ?? factor;
}

export function passageAt(passages: readonly Passage[], at: Instant): Passage | null {
  return passages.find(({ from, to }) => at >= from && at < to) ?? null;
}
