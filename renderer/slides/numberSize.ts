import type { BigNumber } from '../../main/domain/deck/deck';

/** A digit's width in ems, rather too wide; "before" is set at 0.62 of the size, the arrow and its gaps take about 1 em. */
const letterEm = 0.58;
const beforeShare = 0.62;
const arrowEm = 0.95;
const least = 44;

/** Size in stage pixels at which the longest of the numbers stands on one line of `room`; never above `most`. */
export function numberSize(
  numbers: readonly Pick<BigNumber, 'before' | 'after'>[],
  room: number,
  most: number,
): number {
  const ems = numbers.map(({ before, after }) => {
    const start = before === null ? 0 : before.length * letterEm * beforeShare + arrowEm;
    return start + after.length * letterEm;
  });
  return Math.max(least, Math.min(most, Math.floor(room / Math.max(1, ...ems))));
}
