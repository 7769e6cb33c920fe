import type { Coverage, Gap, Instant, Span } from './records';

/**
 * What several parts of one history cover together: from the first to the last moment, with a gap wherever no part is
 * there. A gap of one part that another part covers is none. An open end (null) makes that end unknown.
 */
export function uniteCoverage(parts: readonly Coverage[]): Coverage {
  const [only, ...others] = parts;
  if (!only) return { from: null, to: null, gaps: [] };
  if (others.length === 0) return only;
  const from = extreme(
    parts.map((part) => part.from),
    Math.min,
  );
  const to = extreme(
    parts.map((part) => part.to),
    Math.max,
  );
  const covered = parts.flatMap(coveredSpans);
  const gaps = parts.flatMap((part) => part.gaps).flatMap((gap) => withoutSpans(gap, covered));
  return { from, to, gaps: distinct([...gaps, ...gapsBetween(parts)]) };
}

/**
 * A stretch that is only taken from the moments of its rows, made to touch what is known before or after it: a history
 * told in pieces has no gap between the pieces, as nobody said that there was one.
 */
export function joinOnto(known: Coverage, stretch: Coverage): Coverage {
  const from = known.to !== null && stretch.from !== null ? Math.min(stretch.from, known.to) : stretch.from;
  const to = known.from !== null && stretch.to !== null ? Math.max(stretch.to, known.from) : stretch.to;
  return { ...stretch, from, to };
}

/** The gap that a moment lies in; null where that moment is covered, or nothing is said of it. */
export function gapAt({ gaps }: Pick<Coverage, 'gaps'>, at: Instant): Gap | null {
  return gaps.find(({ from, to }) => from <= at && at < to) ?? null;
}

/** The part of a coverage that lies in [since, until). */
export function clipCoverage(coverage: Coverage, since: Instant | null, until: Instant | null): Coverage {
  const from = since === null ? coverage.from : Math.max(coverage.from ?? since, since);
  const to = until === null ? coverage.to : Math.min(coverage.to ?? until, until);
  if (from !== null && to !== null && to < from) return { from: null, to: null, gaps: [] };
  const gaps = coverage.gaps.flatMap((gap) => {
    const clipped = { ...gap, from: Math.max(gap.from, from ?? gap.from), to: Math.min(gap.to, to ?? gap.to) };
    return clipped.from < clipped.to ? [clipped] : [];
  });
  return { from, to, gaps };
}

/** Stretches between parts that no part says anything about; its gaps count as something said. */
function gapsBetween(parts: readonly Coverage[]): Gap[] {
  const spans = parts.flatMap((part) =>
    part.from === null || part.to === null ? [] : [{ from: part.from, to: part.to }],
  );
  if (spans.length < parts.length) return [];
  spans.sort((one, other) => one.from - other.from);
  const gaps: Gap[] = [];
  let reached = spans[0]?.to ?? 0;
  for (const span of spans) {
    if (span.from > reached) gaps.push({ from: reached, to: span.from, reason: 'not in the files' });
    reached = Math.max(reached, span.to);
  }
  return gaps;
}

function coveredSpans(part: Coverage): Span[] {
  if (part.from === null || part.to === null) return [];
  return part.gaps.reduce<Span[]>(
    (spans, gap) => spans.flatMap((span) => withoutSpans(span, [gap])),
    [{ from: part.from, to: part.to }],
  );
}

function withoutSpans<Piece extends Span>(piece: Piece, taken: readonly Span[]): Piece[] {
  return taken.reduce<Piece[]>(
    (pieces, span) =>
      pieces.flatMap((one) => {
        if (span.to <= one.from || span.from >= one.to) return [one];
        const before = { ...one, to: span.from };
        const after = { ...one, from: span.to };
        return [before, after].filter((rest) => rest.from < rest.to);
      }),
    [piece],
  );
}

function distinct(gaps: readonly Gap[]): Gap[] {
  const seen = new Map(gaps.map((gap) => [`${gap.from} ${gap.to}`, gap]));
  return [...seen.values()].sort((one, other) => one.from - other.from || one.to - other.to);
}

function extreme(moments: readonly (Instant | null)[], choose: (...values: number[]) => number): Instant | null {
  const known = moments.filter((moment) => moment !== null);
  return known.length === moments.length && known.length > 0 ? choose(...known) : null;
}
