import type { Instant } from '../../../main/domain/history/records';

/** A stretch of time on the screen. Always `to > from`. */
export interface View {
  from: Instant;
  to: Instant;
}

/** Nothing shorter than this is shown: two weeks. */
export const shortestViewMs = 14 * 24 * 3_600_000;

/** Pixels from the left end of a plot `width` wide. */
export function xOf(at: Instant, view: View, width: number): number {
  return ((at - view.from) / (view.to - view.from)) * width;
}

/** The moment under a pixel, kept inside the view. */
export function instantAt(x: number, view: View, width: number): Instant {
  const share = width > 0 ? Math.min(1, Math.max(0, x / width)) : 0;
  return view.from + share * (view.to - view.from);
}

/** The view grown (`factor` > 1) or shrunk about a moment that stays where it is, never beyond `bounds`. */
export function zoom(view: View, bounds: View, factor: number, about: Instant): View {
  const length = clamp(
    (view.to - view.from) * factor,
    Math.min(shortestViewMs, bounds.to - bounds.from),
    bounds.to - bounds.from,
  );
  const share = clamp((about - view.from) / (view.to - view.from), 0, 1);
  return inside({ from: about - share * length, to: about + (1 - share) * length }, bounds);
}

/** The view moved by a time, never beyond `bounds`. */
export function pan(view: View, bounds: View, byMs: number): View {
  return inside({ from: view.from + byMs, to: view.to + byMs }, bounds);
}

/** The view moved just so far that it shows the moment. */
export function reveal(view: View, bounds: View, at: Instant): View {
  if (at >= view.from && at <= view.to) return view;
  return pan(view, bounds, at < view.from ? at - view.from : at - view.to);
}

/** Index of the bucket a moment lies in, by halving; -1 outside all of them. Buckets are sorted and half-open. */
export function bucketAt(buckets: readonly { start: Instant; end: Instant }[], at: Instant): number {
  let [low, high] = [0, buckets.length - 1];
  while (low <= high) {
    const index = (low + high) >> 1;
    const bucket = buckets[index];
    if (!bucket) return -1;
    if (at < bucket.start) high = index - 1;
    else if (at >= bucket.end) low = index + 1;
    else return index;
  }
  return -1;
}

function inside(view: View, bounds: View): View {
  const length = Math.min(view.to - view.from, bounds.to - bounds.from);
  const from = clamp(view.from, bounds.from, bounds.to - length);
  return { from, to: from + length };
}

function clamp(value: number, low: number, high: number): number {
  return Math.min(high, Math.max(low, value));
}
