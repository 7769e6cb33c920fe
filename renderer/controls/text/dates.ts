import { Temporal } from 'temporal-polyfill';
import type { Instant } from '../../../main/domain/history/records';

const formats = new Map<string, Intl.DateTimeFormat>();

function format(zone: string, options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  const key = `${zone} ${JSON.stringify(options)}`;
  const known = formats.get(key) ?? new Intl.DateTimeFormat('en-GB', { ...options, timeZone: zone });
  formats.set(key, known);
  return known;
}

/** "3 Mar 2014", in the retro's zone. */
export function dayText(at: Instant, zone: string): string {
  return format(zone, { day: 'numeric', month: 'short', year: 'numeric' }).format(at);
}

/** "Mon 3 Mar 2014, 14:05" */
export function momentText(at: Instant, zone: string): string {
  const day = format(zone, { weekday: 'short', day: 'numeric', month: 'short', year: 'numeric' });
  return `${day.format(at).replace(',', '')}, ${format(zone, { hour: '2-digit', minute: '2-digit' }).format(at)}`;
}

/** "Mar 2012 – Nov 2014"; one month alone where both ends lie in it. */
export function spanText(from: Instant | null, to: Instant | null, zone: string): string {
  if (from === null || to === null) return 'no dates known';
  const month = format(zone, { month: 'short', year: 'numeric' });
  const [start, end] = [month.format(from), month.format(to)];
  return start === end ? start : `${start} – ${end}`;
}

/** "2014-03-03" for a date field. */
export function dateField(at: Instant | null, zone: string): string {
  return at === null
    ? ''
    : Temporal.Instant.fromEpochMilliseconds(at).toZonedDateTimeISO(zone).toPlainDate().toString();
}

/** Start of the day a date field holds, in the zone; null where it is empty or no date. */
export function instantOfDate(text: string, zone: string): Instant | null {
  try {
    return Temporal.PlainDate.from(text).toZonedDateTime(zone).epochMilliseconds;
  } catch {
    return null;
  }
}

/** The same moment some days later: a day is a day on the calendar of the zone, also where clocks change. */
export function addDays(at: Instant, days: number, zone: string): Instant {
  return Temporal.Instant.fromEpochMilliseconds(at).toZonedDateTimeISO(zone).add({ days }).epochMilliseconds;
}

export function startOfDay(at: Instant, zone: string): Instant {
  return Temporal.Instant.fromEpochMilliseconds(at).toZonedDateTimeISO(zone).startOfDay().epochMilliseconds;
}

/** "just now", "4 minutes ago", "3 days ago", then the date. */
export function agoText(at: Instant, now: Instant, zone: string): string {
  const minutes = Math.round((now - at) / 60_000);
  if (minutes < 1) return 'just now';
  if (minutes < 60) return `${count(minutes, 'minute')} ago`;
  if (minutes < 24 * 60) return `${count(Math.round(minutes / 60), 'hour')} ago`;
  if (minutes < 14 * 24 * 60) return `${count(Math.round(minutes / (24 * 60)), 'day')} ago`;
  return dayText(at, zone);
}

function count(number: number, word: string): string {
  return `${String(number)} ${word}${number === 1 ? '' : 's'}`;
}
