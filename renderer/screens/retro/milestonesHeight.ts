/** Height of a row of labels, in pixels. */
export const rowHeight = 22;

/** Rows of labels, and under them a line for markers that found no room for theirs. */
export function milestonesHeight(rows: number): number {
  return rows * rowHeight + 20;
}
