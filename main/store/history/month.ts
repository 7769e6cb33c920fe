import type { Instant } from '../../domain/history/records';

/** 1 January of year 1. */
const firstMoment = -62_135_596_800_000;
const lastMoment = Date.UTC(9999, 11, 31);

/** The month (UTC) a record is filed under: `2024-03`. Later moments never give an earlier month. */
export function monthOf(at: Instant): string {
  return new Date(Math.min(Math.max(at, firstMoment), lastMoment)).toISOString().slice(0, 7);
}
