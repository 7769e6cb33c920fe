import type { Instant } from '../../history/records';

/**
 * Puts stretches that are in order of their beginning into as few rows as can be, each into the first row that is free:
 * no two of a row overlap. None counts as shorter than `leastMs`, so that every one can be seen. What has no place in
 * `mostRows` is left out and counted.
 */
export function packRows<Item extends { from: Instant; to: Instant | null }>(
  items: readonly Item[],
  leastMs: number,
  mostRows: number,
): { placed: { item: Item; row: number }[]; rows: number; hidden: number } {
  const ends: number[] = [];
  const placed: { item: Item; row: number }[] = [];
  for (const item of items) {
    const free = ends.findIndex((end) => end <= item.from);
    const row = free < 0 ? ends.length : free;
    if (row >= mostRows) continue;
    ends[row] = item.to === null ? Infinity : Math.max(item.to, item.from + leastMs);
    placed.push({ item, row });
  }
  return { placed, rows: ends.length, hidden: items.length - placed.length };
}
