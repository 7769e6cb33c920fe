export interface LabelWish {
  id: string;
  /** Where its marker stands, in pixels. */
  x: number;
  /** Widths of its label in pixels, whole first, then as it may be shortened. */
  widths: readonly number[];
}

export interface PlacedLabel {
  id: string;
  /** Which of the wished widths found room. */
  size: number;
  /** Left end of the label. */
  left: number;
  /** The side of its marker the label stands on. */
  side: 'right' | 'left';
  /** 0 is the row nearest to the marks below; null where there is no room: then only the marker is shown. */
  row: number | null;
}

interface Span {
  left: number;
  right: number;
}

/** Half of a marker: the label's box holds the marker at the end that stands on `x`. */
const markerPx = 12;

/**
 * Puts labels beside their markers so that none overlaps another: whole before shortened, right of the marker before
 * left of it, in the nearest free row. In order of time, so that a drag changes as little as can be.
 */
export function placeLabels(wishes: readonly LabelWish[], plotWidth: number, rows: number, gap = 8): PlacedLabel[] {
  const taken: Span[][] = Array.from({ length: rows }, () => []);
  return [...wishes]
    .sort((a, b) => a.x - b.x)
    .map((wish) => {
      for (const option of optionsOf(wish, plotWidth)) {
        const span = { left: option.left, right: option.left + option.width + gap };
        const row = taken.findIndex((spans) => spans.every((one) => span.right <= one.left || span.left >= one.right));
        if (row === -1) continue;
        taken[row]?.push(span);
        return { id: wish.id, size: option.size, left: option.left, side: option.side, row };
      }
      return { id: wish.id, size: wish.widths.length - 1, left: wish.x - markerPx, side: 'right', row: null };
    });
}

function optionsOf(wish: LabelWish, plotWidth: number) {
  return wish.widths
    .flatMap((width, size) => [
      { size, width, side: 'right' as const, left: wish.x - markerPx },
      { size, width, side: 'left' as const, left: wish.x + markerPx - width },
    ])
    .filter(({ left, width }) => left >= -markerPx && left + width <= plotWidth + markerPx);
}
