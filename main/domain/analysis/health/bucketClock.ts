import type { Instant, Span } from '../../history/records';
import { bucketIndex, type Bucket } from '../../time/buckets';

/** Says which bucket an instant of the window is in. History comes in order, so the last answer is tried first. */
export class BucketClock {
  private last = 0;

  constructor(
    readonly window: Span,
    readonly buckets: readonly Bucket[],
  ) {}

  /** -1 outside the window. */
  indexOf(instant: Instant): number {
    if (instant < this.window.from || instant >= this.window.to) return -1;
    const bucket = this.buckets[this.last];
    if (bucket && bucket.start <= instant && instant < bucket.end) return this.last;
    return (this.last = bucketIndex(this.buckets, instant));
  }
}
