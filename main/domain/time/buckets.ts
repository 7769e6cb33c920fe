import { Temporal } from 'temporal-polyfill';
import type { Instant, Span } from '../history/records';
import { dateOf, startOfDate } from './zone';

/** A stretch of the calendar, half-open. */
export interface Bucket {
  /** `2024-W05` for an ISO 8601 week, `2024-01` for a month. */
  id: string;
  start: Instant;
  end: Instant;
}

export type BucketKind = 'week' | 'month';

/** Every ISO week (Monday to Monday) or month in `zone` that touches the half-open span. Empty for an empty span. */
export function bucketsOver(span: Span, kind: BucketKind, zone: string): Bucket[] {
  const buckets: Bucket[] = [];
  if (span.to <= span.from) return buckets;
  let date = firstDate(dateOf(span.from, zone), kind);
  let start = startOfDate(date, zone);
  while (start < span.to) {
    const next = date.add(kind === 'week' ? { days: 7 } : { months: 1 });
    const end = startOfDate(next, zone);
    buckets.push({ id: bucketId(date, kind), start, end });
    date = next;
    start = end;
  }
  return buckets;
}

function firstDate(date: Temporal.PlainDate, kind: BucketKind): Temporal.PlainDate {
  return kind === 'week' ? date.subtract({ days: date.dayOfWeek - 1 }) : date.with({ day: 1 });
}

function bucketId(date: Temporal.PlainDate, kind: BucketKind): string {
  if (kind === 'month') return date.toString().slice(0, 7);
  const week = String(date.weekOfYear ?? 0).padStart(2, '0');
  return `${String(date.yearOfWeek ?? date.year).padStart(4, '0')}-W${week}`;
}

/** Index of the bucket that holds an instant, -1 where none does. The buckets follow one another without a hole. */
export function bucketIndex(buckets: readonly Bucket[], instant: Instant): number {
  let low = 0;
  let high = buckets.length - 1;
  while (low <= high) {
    const middle = (low + high) >> 1;
    const bucket = buckets[middle] as Bucket;
    if (instant < bucket.start) high = middle - 1;
    else if (instant >= bucket.end) low = middle + 1;
    else return middle;
  }
  return -1;
}

const dayMs = 86_400_000;

/**
 * Gives the number of the local day of an instant (days since 1970-01-01 on the zone's wall clock). The zone's offsets
 * are looked up once for the span, as asking the calendar for every deployment would cost more than all the rest.
 */
export function localDays(span: Span, zone: string): (instant: Instant) => number {
  const starts: Instant[] = [];
  const offsets: number[] = [];
  let moment: Temporal.ZonedDateTime | null = Temporal.Instant.fromEpochMilliseconds(span.from).toZonedDateTimeISO(
    zone,
  );
  while (moment !== null && (starts.length === 0 || moment.epochMilliseconds < span.to)) {
    starts.push(moment.epochMilliseconds);
    offsets.push(moment.offsetNanoseconds / 1e6);
    moment = moment.getTimeZoneTransition('next');
  }
  return (instant) => {
    let at = starts.length - 1;
    while (at > 0 && instant < (starts[at] as number)) at -= 1;
    return Math.floor((instant + (offsets[at] as number)) / dayMs);
  };
}
