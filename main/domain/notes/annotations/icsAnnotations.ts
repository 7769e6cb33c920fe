import { Temporal } from 'temporal-polyfill';
import type { Instant } from '../../history/records';
import type { Milestone } from '../../retro/milestone';
import { printMilestone } from '../../retro/parseMilestones';
import { printInstant } from '../../time/instant';
import { isZone, parseWhen } from '../../time/zone';
import {
  accepted,
  midnightDate,
  readAnnotations,
  withZone,
  type RawAnnotation,
  type ReadAnnotations,
  type ReadingHow,
} from './annotations';
import { escapeIcs, foldLine, parseIcsLines, splitIcsList, unescapeIcs, type IcsLine } from './icsText';
import { parseJson } from './jsonAnnotations';

const ownId = '@shiplapse';

/**
 * Every accepted milestone as an event of a calendar (RFC 5545). What begins at a midnight of the retro's zone, and ends
 * at one, is all-day; everything else is an instant in UTC.
 */
export function printIcsAnnotations(milestones: readonly Milestone[], zone: string): string {
  const lines = accepted(milestones).flatMap((one) => eventLines(one, zone));
  const head = ['BEGIN:VCALENDAR', 'VERSION:2.0', 'PRODID:-//Shiplapse//Milestones//EN'];
  return [...head, ...lines, 'END:VCALENDAR'].map(foldLine).join('');
}

/** The events of a calendar; null where the text is none. Of one that recurs only the first is taken, and that is said. */
export function parseIcsAnnotations(text: string, how: ReadingHow): ReadAnnotations | null {
  const lines = parseIcsLines(text);
  if (!lines.some(({ name, value }) => name === 'BEGIN' && value.toUpperCase() === 'VCALENDAR')) return null;
  const events = eventsOf(lines);
  const read = readAnnotations(
    events.map((event, i) => ({ where: `event ${String(i + 1)}`, raw: rawOf(event, how.zone) })),
    how,
  );
  events.forEach((event, i) => {
    if (event.has('RRULE'))
      read.problems.push({ where: `event ${String(i + 1)}`, reason: 'recurs; only its first date is taken' });
  });
  return read;
}

function eventLines(one: Milestone, zone: string): string[] {
  const { anchors } = printMilestone(one);
  const optional: [string, string][] = [
    ['DESCRIPTION', one.text],
    ['X-SHIPLAPSE-GAINED', one.gained],
    ['X-SHIPLAPSE-COST', one.cost],
    ['X-SHIPLAPSE-AUTHOR', one.author],
    ['X-SHIPLAPSE-ANCHORS', anchors.length > 0 ? JSON.stringify(anchors) : ''],
  ];
  return [
    'BEGIN:VEVENT',
    `UID:${escapeIcs(one.id)}${ownId}`,
    `DTSTAMP:${utc(one.at)}`,
    ...timeLines(one, zone),
    `SUMMARY:${escapeIcs(one.title)}`,
    ...(one.tags.length > 0 ? [`CATEGORIES:${one.tags.map(escapeIcs).join(',')}`] : []),
    `X-SHIPLAPSE-KIND:${one.kind}`,
    ...optional.filter(([, value]) => value !== '').map(([name, value]) => `${name}:${escapeIcs(value)}`),
    'END:VEVENT',
  ];
}

function timeLines({ at, until }: Milestone, zone: string): string[] {
  const from = midnightDate(at, zone);
  const to = until === null ? null : midnightDate(until, zone);
  // Calendars write a single day as one that ends the next; so a stretch of one day keeps its instants.
  const isAllDay = from !== null && (until === null || (to !== null && to !== nextDate(from)));
  if (!isAllDay) return [`DTSTART:${utc(at)}`, ...(until === null ? [] : [`DTEND:${utc(until)}`])];
  return [`DTSTART;VALUE=DATE:${bare(from)}`, ...(to === null ? [] : [`DTEND;VALUE=DATE:${bare(to)}`])];
}

function eventsOf(lines: readonly IcsLine[]): Map<string, IcsLine>[] {
  const events: Map<string, IcsLine>[] = [];
  let event: Map<string, IcsLine> | null = null;
  let inside = 0;
  for (const line of lines) {
    const block = line.value.toUpperCase();
    if (line.name === 'BEGIN' && block === 'VEVENT') event = new Map();
    else if (line.name === 'END' && block === 'VEVENT') {
      if (event) events.push(event);
      event = null;
    } else if (line.name === 'BEGIN') inside += 1;
    else if (line.name === 'END') inside -= 1;
    // An alarm inside an event has a description of its own.
    else if (
      event &&
      (inside <= 1 || !['DESCRIPTION', 'SUMMARY', 'DURATION'].includes(line.name)) &&
      !event.has(line.name)
    )
      event.set(line.name, line);
  }
  return events;
}

function rawOf(event: ReadonlyMap<string, IcsLine>, zone: string): RawAnnotation | string {
  const start = event.get('DTSTART');
  const at = start ? momentOf(start, zone) : null;
  if (at === null) return 'DTSTART: is missing or no moment this program can read';
  const end = event.get('DTEND');
  const until = end ? momentOf(end, zone) : endAfter(at, event.get('DURATION')?.value);
  if (end && until === null) return 'DTEND: is no moment this program can read';
  const isDay =
    start !== undefined &&
    isDate(start) &&
    until !== null &&
    midnightDate(until, zone) === nextDate(midnightDate(at, zone) ?? '');
  const text = (name: string): string => unescapeIcs(event.get(name)?.value ?? '');
  const uid = text('UID');
  const anchors = parseJson(text('X-SHIPLAPSE-ANCHORS'));
  return {
    id: uid === '' ? null : uid.endsWith(ownId) ? uid.slice(0, -ownId.length) : uid,
    at: printInstant(at),
    until: until === null || until <= at || isDay ? null : printInstant(until),
    kind: text('X-SHIPLAPSE-KIND') === '' ? 'note' : text('X-SHIPLAPSE-KIND'),
    title: text('SUMMARY'),
    text: text('DESCRIPTION'),
    gained: text('X-SHIPLAPSE-GAINED'),
    cost: text('X-SHIPLAPSE-COST'),
    author: text('X-SHIPLAPSE-AUTHOR'),
    tags: splitIcsList(event.get('CATEGORIES')?.value ?? ''),
    ...(anchors !== undefined && { anchors }),
  };
}

/** A date is its midnight in the retro's zone, a clock time that of its own zone, or of the retro's where it has none. */
function momentOf({ parameters, value }: IcsLine, zone: string): Instant | null {
  const match = /^(\d{4})(\d{2})(\d{2})(?:T(\d{2})(\d{2})(\d{2})(Z?))?$/.exec(value.trim());
  if (!match) return null;
  const [, year = '', month = '', day = '', hour, minute = '', second = '', isUtc] = match;
  const date = `${year}-${month}-${day}`;
  if (hour === undefined) return parseWhen(date, zone);
  const clock = `${date}T${hour}:${minute}:${second}`;
  if (isUtc === 'Z') return parseWhen(`${clock}Z`, zone);
  const named = parameters.get('TZID');
  if (named !== undefined && !isZone(named)) return null;
  return parseWhen(withZone(clock, named ?? zone), zone);
}

function endAfter(at: Instant, duration: string | undefined): Instant | null {
  if (duration === undefined) return null;
  try {
    return Temporal.Instant.fromEpochMilliseconds(at).toZonedDateTimeISO('UTC').add(Temporal.Duration.from(duration))
      .epochMilliseconds;
  } catch {
    return null;
  }
}

function isDate({ value }: IcsLine): boolean {
  return /^\d{8}$/.test(value.trim());
}

/** `20240301T090000Z`; a calendar counts in whole seconds. */
function utc(at: Instant): string {
  return printInstant(Math.floor(at / 1000) * 1000).replace(/[-:]/g, '');
}

function bare(date: string): string {
  return date.replaceAll('-', '');
}

function nextDate(date: string): string {
  return date === '' ? '' : Temporal.PlainDate.from(date).add({ days: 1 }).toString();
}
