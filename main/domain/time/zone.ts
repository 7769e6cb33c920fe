import { Temporal } from 'temporal-polyfill';
import type { Instant } from '../history/records';
import { parseInstant } from './instant';

/** Whether the text names an IANA time zone ("Europe/Berlin", "UTC"). A bare offset is none: it knows no summer time. */
export function isZone(text: string): boolean {
  if (!/^[A-Za-z]/.test(text)) return false;
  try {
    Temporal.Instant.fromEpochMilliseconds(0).toZonedDateTimeISO(text);
    return true;
  } catch {
    return false;
  }
}

/** The first instant of a calendar date in a zone; where midnight is skipped by summer time, the moment after it. */
export function startOfDate(date: Temporal.PlainDate, zone: string): Instant {
  return date.toZonedDateTime(zone).epochMilliseconds;
}

/** The calendar date of an instant in a zone. */
export function dateOf(instant: Instant, zone: string): Temporal.PlainDate {
  return Temporal.Instant.fromEpochMilliseconds(instant).toZonedDateTimeISO(zone).toPlainDate();
}

/** An instant with its zone, or a date, which means its midnight in `zone`; null for anything else. */
export function parseWhen(text: string, zone: string): Instant | null {
  const trimmed = text.trim();
  if (!/^\d{4}-\d{2}-\d{2}$/.test(trimmed)) return parseInstant(trimmed);
  try {
    return startOfDate(Temporal.PlainDate.from(trimmed, { overflow: 'reject' }), zone);
  } catch {
    return null;
  }
}
