/** Height of one row of toggles; the bar in it is a little lower. */
export const barHeight = 20;

/** Height of the open lane. */
export function togglesHeight(rows: number): number {
  return rows * barHeight + 6;
}
