import type { Instant, Span } from '../../history/records';

/** Stretches are half-open, ascending and apart from each other; an open end is `Infinity`. */
export function isWithin(stretches: readonly Span[], at: Instant): boolean {
  return stretches.some((stretch) => stretch.from <= at && at < stretch.to);
}

/** The time that is in any of them; they may come in any order and overlap. */
export function uniteStretches(stretches: readonly Span[]): Span[] {
  const union: Span[] = [];
  for (const { from, to } of [...stretches].sort((a, b) => a.from - b.from)) {
    const last = union.at(-1);
    if (last && from <= last.to) last.to = Math.max(last.to, to);
    else union.push({ from, to });
  }
  return union;
}

/** The time of the first list that is not in the second. */
export function withoutStretches(stretches: readonly Span[], others: readonly Span[]): Span[] {
  return stretches.flatMap(({ from, to }) => {
    const left: Span[] = [];
    let start = from;
    for (const other of others) {
      if (other.to <= start || other.from >= to) continue;
      if (other.from > start) left.push({ from: start, to: other.from });
      start = other.to;
    }
    return start < to ? [...left, { from: start, to }] : left;
  });
}

/** The time that is in both lists. */
export function intersectStretches(left: readonly Span[], right: readonly Span[]): Span[] {
  const both: Span[] = [];
  let i = 0;
  let j = 0;
  for (let a = left[i], b = right[j]; a && b; a = left[i], b = right[j]) {
    const from = Math.max(a.from, b.from);
    const to = Math.min(a.to, b.to);
    if (from < to) both.push({ from, to });
    if (a.to < b.to) i += 1;
    else j += 1;
  }
  return both;
}

/** Ends each stretch no later than the last moment one of `others` is there, so that nothing is left standing alone. */
export function endWith(stretches: readonly Span[], others: readonly (readonly Span[])[]): Span[] {
  return stretches.map((stretch) => {
    const ends = others
      .flat()
      .filter((other) => other.from < stretch.to && other.to > stretch.from)
      .map((other) => other.to);
    return ends.length === 0 ? stretch : { from: stretch.from, to: Math.min(stretch.to, Math.max(...ends)) };
  });
}

/** Length of the part of [from, to) that lies in none of `gaps` (which may overlap each other). */
export function lengthOutside(from: Instant, to: Instant, gaps: readonly Span[]): number {
  let length = to - from;
  let counted = from;
  for (const gap of [...gaps].sort((a, b) => a.from - b.from)) {
    const start = Math.max(gap.from, counted);
    const end = Math.min(gap.to, to);
    if (end > start) {
      length -= end - start;
      counted = end;
    }
  }
  return length;
}
