import type { KeptNode } from './keptLayout';
import type { Column } from './routes';

/** Least width of the channel between two columns, so that lines still find their way. */
export const channel = 28;

/** The strips the levels of a kept layout take; a level nobody stands on is a line beside the one before it. */
export function columnsOf(nodes: readonly KeptNode[], margin: number): Column[] {
  const count = Math.max(0, ...nodes.map(({ level }) => level)) + 1;
  const columns: Column[] = [];
  for (let level = 0; level < count; level += 1) {
    const own = nodes.filter((node) => node.level === level);
    const beside = level === 0 ? margin : (columns[level - 1]?.right ?? 0) + channel / 2;
    const left = own.length > 0 ? Math.min(...own.map(({ x, width }) => x - width / 2)) : beside;
    const right = own.length > 0 ? Math.max(...own.map(({ x, width }) => x + width / 2)) : beside;
    columns.push({ left, right, centre: (left + right) / 2 });
  }
  return columns;
}

/** The widest a box about `x` may be in a column: into the gaps beside it, as long as a channel is left. */
export function widestIn(columns: readonly Column[], level: number, x: number): number {
  const left = level > 0 ? (columns[level - 1]?.right ?? 0) + channel : 0;
  const next = columns[level + 1];
  const right = next ? next.left - channel : Infinity;
  return 2 * Math.min(x - left, right - x);
}

export function widen(columns: Column[], level: number, x: number, width: number): void {
  const column = columns[level];
  if (!column) return;
  column.left = Math.min(column.left, x - width / 2);
  column.right = Math.max(column.right, x + width / 2);
}
