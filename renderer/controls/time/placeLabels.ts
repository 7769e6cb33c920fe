export interface LabelWish {
  id: string;
  /** Where its marker stands, in pixels. */
  x: number;
  /** Width of the written label, in pixels. */
  width: number;
}

export interface PlacedLabel extends LabelWish {
  /** Left end of the label. */
  left: number;
  /** 0 is the row nearest to the markers; null where there is no room: then only the marker is shown. */
  row: number | null;
}

/**
 * Puts labels beside their markers so that none overlaps another: to the right of the marker, in the nearest free row.
 * Near the right end a label hangs to the left. In order of time, so that a drag changes as little as can be.
 */
export function placeLabels(wishes: readonly LabelWish[], plotWidth: number, rows: number, gap = 10): PlacedLabel[] {
  const taken: { left: number; right: number }[][] = Array.from({ length: rows }, () => []);
  return [...wishes]
    .sort((a, b) => a.x - b.x)
    .map((wish) => {
      const left = Math.max(0, Math.min(wish.x, plotWidth - wish.width));
      const span = { left, right: left + wish.width + gap };
      const row = taken.findIndex((spans) => spans.every((one) => span.right <= one.left || span.left >= one.right));
      taken[row]?.push(span);
      return { ...wish, left, row: row === -1 ? null : row };
    });
}
