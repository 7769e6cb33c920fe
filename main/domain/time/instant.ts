import type { Instant } from '../history/records';

const rfc3339 =
  /^(\d{4})-(\d{2})-(\d{2})[Tt ](\d{2}):(\d{2}):(\d{2})(?:[.,](\d{1,12}))?(?:[Zz]|([+-])(\d{2}):?(\d{2}))$/;

/**
 * Strict RFC 3339 text to an instant, to the millisecond; null for anything that is not a real moment with a zone
 * (30 February, hour 24, no zone). A leap second counts as the second after it. `Date` is not asked to judge, as it
 * turns 30 February into 1 March.
 */
export function parseInstant(text: string): Instant | null {
  const match = rfc3339.exec(text.trim());
  if (!match) return null;
  const [year, month, day, hour, minute, second] = match.slice(1, 7).map(Number) as [
    number,
    number,
    number,
    number,
    number,
    number,
  ];
  if (month < 1 || month > 12 || day < 1 || day > daysIn(year, month)) return null;
  if (hour > 23 || minute > 59 || second > 60) return null;
  const fraction = Number((match[7] ?? '').slice(0, 3).padEnd(3, '0'));
  const offsetMinutes = Number(match[9] ?? 0) * 60 + Number(match[10] ?? 0);
  if (Number(match[9] ?? 0) > 23 || Number(match[10] ?? 0) > 59) return null;
  const local = Date.UTC(2000, month - 1, day, hour, minute, second, fraction) + yearsFrom2000(year, month, day);
  return local - (match[8] === '-' ? -1 : 1) * offsetMinutes * 60_000;
}

/** As `parseInstant`, but year 1 and earlier than 1970 is "no moment", as several servers write it. */
export function parseServerInstant(text: unknown): Instant | null {
  if (typeof text !== 'string') return null;
  const instant = parseInstant(text);
  return instant !== null && instant > 0 ? instant : null;
}

/** RFC 3339 in UTC, ending in `Z`, with milliseconds only where there are any. */
export function printInstant(instant: Instant): string {
  return new Date(instant).toISOString().replace('.000Z', 'Z');
}

export function printMoment(instant: Instant | null): string | null {
  return instant === null ? null : printInstant(instant);
}

function daysIn(year: number, month: number): number {
  if (month === 2) return (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0 ? 29 : 28;
  return month === 4 || month === 6 || month === 9 || month === 11 ? 30 : 31;
}

/** `Date.UTC` reads years below 100 as 19xx, so the year is added as a distance from 2000, which is a leap year. */
function yearsFrom2000(year: number, month: number, day: number): number {
  const date = new Date(0);
  date.setUTCFullYear(year, month - 1, day);
  return date.getTime() - Date.UTC(2000, month - 1, day);
}
