import type { Instant, Span } from '../../domain/history/records';

/** Spans in order, none touching another. */
export function joinSpans(spans: readonly Span[]): Span[] {
  const joined: Span[] = [];
  for (const span of [...spans].sort((a, b) => a.from - b.from)) {
    const last = joined.at(-1);
    if (last && span.from <= last.to) last.to = Math.max(last.to, span.to);
    else if (span.to > span.from) joined.push({ ...span });
  }
  return joined;
}

/** What of `whole` no span covers, in order. */
export function uncovered(whole: Span, covered: readonly Span[]): Span[] {
  const left: Span[] = [];
  let { from } = whole;
  for (const span of joinSpans(covered)) {
    if (span.from > from) left.push({ from, to: Math.min(span.from, whole.to) });
    from = Math.max(from, span.to);
  }
  left.push({ from, to: whole.to });
  return left.filter((span) => span.from < span.to);
}

export function isCovered(at: Instant, spans: readonly Span[]): boolean {
  return spans.some((span) => span.from <= at && at < span.to);
}

const secondMs = 1000;

/** Moments of creation have whole seconds, so a window of one second is the smallest. */
export function isDivisible({ from, to }: Span): boolean {
  return to - from > secondMs;
}

/**
 * Both have the second in the middle, whichever way a server counts the end of a range. The newer half is last.
 */
export function halves({ from, to }: Span): Span[] {
  const middle = floorSecond((from + to) / 2);
  return [
    { from, to: middle },
    { from: middle, to },
  ];
}

export function floorSecond(at: number): number {
  return Math.floor(at / secondMs) * secondMs;
}

export function ceilSecond(at: number): number {
  return Math.ceil(at / secondMs) * secondMs;
}
