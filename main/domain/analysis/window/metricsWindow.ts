import type { Coverage, Instant, Span } from '../../history/records';
import { bucketsOver, type Bucket, type BucketKind } from '../../time/buckets';

/** What is counted: half-open. Null where nothing is known of any time. */
export function countedWindow(coverage: Coverage, since: Instant | null, until: Instant | null): Span | null {
  const from = since ?? coverage.from;
  const to = until ?? coverage.to;
  return from === null || to === null ? null : { from, to };
}

export interface WindowBucket extends Bucket {
  /** Not wholly inside both the coverage and the window: left out of means and medians of buckets. */
  partial: boolean;
}

/** Every bucket that touches the window. */
export function windowBuckets(window: Span, coverage: Coverage, kind: BucketKind, zone: string): WindowBucket[] {
  return bucketsOver(window, kind, zone).map((bucket) => ({
    ...bucket,
    partial: !isInside(bucket, window) || !isCovered(bucket, coverage),
  }));
}

function isInside({ start, end }: Bucket, { from, to }: Span): boolean {
  return from <= start && end <= to;
}

export function isCovered(bucket: Bucket, { from, to, gaps }: Coverage): boolean {
  if (from === null || to === null || !isInside(bucket, { from, to })) return false;
  return gaps.every((gap) => gap.to <= bucket.start || bucket.end <= gap.from);
}
