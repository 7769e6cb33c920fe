/** A label wants its middle at `anchor` and takes `size`, both in pixels along one line. */
export interface Wish {
  anchor: number;
  size: number;
}

interface Group {
  /** Sum of the wished positions of the group's first label, and how many wishes it is made of. */
  sum: number;
  count: number;
  first: number;
  length: number;
}

/**
 * Middles for labels along a line so that none overlap, each as near to its anchor as can be (least squared distance:
 * neighbours in conflict are pooled and share the way). Order is kept, so leader lines never cross. `wishes` are sorted
 * by anchor. Inside `from`…`to` if they fit at all; otherwise they start at `from` and run over.
 */
export function placeLabels(wishes: readonly Wish[], from: number, to: number, gap: number): number[] {
  const offsets = offsetsOf(wishes, gap);
  const groups: Group[] = [];
  wishes.forEach((wish, index) => {
    groups.push({ sum: wish.anchor - (offsets[index] as number), count: 1, first: index, length: 1 });
    mergeBack(groups);
  });
  const first = wishes[0]?.size ?? 0;
  const last = wishes.at(-1)?.size ?? 0;
  const least = from + first / 2;
  const most = to - last / 2 - (offsets.at(-1) ?? 0);
  return groups.flatMap(({ sum, count, first: start, length }) => {
    const base = Math.max(least, Math.min(most, sum / count));
    return Array.from({ length }, (_, index) => base + (offsets[start + index] as number));
  });
}

/** Distance of each label's middle from the first one's when all stand shoulder to shoulder. */
function offsetsOf(wishes: readonly Wish[], gap: number): number[] {
  let offset = 0;
  return wishes.map((wish, index) => {
    const before = wishes[index - 1];
    if (before) offset += before.size / 2 + gap + wish.size / 2;
    return offset;
  });
}

function mergeBack(groups: Group[]): void {
  for (;;) {
    const last = groups.at(-1);
    const before = groups.at(-2);
    if (!last || !before || before.sum / before.count <= last.sum / last.count) return;
    groups.splice(-2, 2, {
      sum: before.sum + last.sum,
      count: before.count + last.count,
      first: before.first,
      length: before.length + last.length,
    });
  }
}
