/**
 * For marks on one line, the longest label that ends before the next mark begins: its place in `widths` (longest
 * first), or null where none fits. A label stands right of its mark; all in pixels.
 */
export function labelsBetween(
  marks: readonly { id: string; x: number; widths: readonly number[] }[],
  plotWidth: number,
  markPx: number,
): Map<string, number | null> {
  const sorted = [...marks].sort((a, b) => a.x - b.x);
  return new Map(
    sorted.map(({ id, x, widths }, place) => {
      const next = sorted[place + 1]?.x ?? Infinity;
      const room = Math.min(plotWidth, next - markPx) - x;
      const fitting = widths.findIndex((width) => width <= room);
      return [id, fitting === -1 ? null : fitting];
    }),
  );
}
