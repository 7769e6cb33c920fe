import { parseInstant } from '../time/instant';
import type { Instant } from './records';

/** A field that cannot be taken. Its message names the field from the record down: `stages[0].startedAt is not …`. */
export class FieldError extends Error {
  constructor(
    readonly field: string,
    readonly problem: string,
  ) {
    super(`${field} ${problem}`);
    this.name = 'FieldError';
  }

  within(parent: string): FieldError {
    const joint = this.field === '' || this.field.startsWith('[') ? '' : '.';
    return new FieldError(`${parent}${joint}${this.field}`, this.problem);
  }
}

export type Fields = Readonly<Record<string, unknown>>;

export function isFields(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

export function fieldsOf(value: unknown): Fields {
  if (!isFields(value)) throw new FieldError('', 'is not an object');
  return value;
}

/** Text; a whole number is taken as it is written, because servers disagree on whether an id is one. Empty is null. */
export function textOrNull(fields: Fields, name: string): string | null {
  const value = fields[name];
  if (value === undefined || value === null || value === '') return null;
  return asText(value, name);
}

export function requiredText(fields: Fields, name: string): string {
  const text = textOrNull(fields, name);
  if (text === null) throw new FieldError(name, 'is missing');
  return text;
}

/** A list of texts, such as the ids of upstream runs; absent is empty. */
export function textList(fields: Fields, name: string): string[] {
  return list(fields, name, (value) => asText(value, ''));
}

/** A list whose entries are parsed one by one; absent is empty. A bad entry is named by its index. */
export function list<Entry>(
  fields: Fields,
  name: string,
  parseEntry: (value: unknown, before: readonly Entry[]) => Entry,
): Entry[] {
  const value = fields[name];
  if (value === undefined || value === null) return [];
  if (!Array.isArray(value)) throw new FieldError(name, 'is not a list');
  const entries: Entry[] = [];
  value.forEach((entry: unknown, index) => {
    try {
      entries.push(parseEntry(entry, entries));
    } catch (error) {
      throw error instanceof FieldError ? error.within(`${name}[${index}]`) : error;
    }
  });
  return entries;
}

/** A whole number of at least 0, also as digits in text. */
export function countOrNull(fields: Fields, name: string): number | null {
  const value = fields[name];
  if (value === undefined || value === null || value === '') return null;
  const number = typeof value === 'string' && /^\d{1,16}$/.test(value) ? Number(value) : value;
  if (typeof number !== 'number' || !Number.isSafeInteger(number) || number < 0) {
    throw new FieldError(name, 'is not a whole number');
  }
  return number === 0 ? 0 : number;
}

const lastInstant = Date.UTC(9999, 11, 31, 23, 59, 59, 999);
const secondYear = -62_104_060_800_000;

/** An RFC 3339 moment with its zone. Absent, empty and year 1 (as several servers write "none") are null. */
export function momentOrNull(fields: Fields, name: string): Instant | null {
  const value = fields[name];
  if (value === undefined || value === null || value === '') return null;
  if (typeof value !== 'string') throw new FieldError(name, `is not a moment in RFC 3339: ${shown(value)}`);
  if (/^000[01]-/.test(value)) return null;
  const instant = parseInstant(value);
  if (instant === null || instant > lastInstant) {
    throw new FieldError(name, `is not a real moment in RFC 3339 with its zone: ${shown(value)}`);
  }
  return instant < secondYear ? null : instant;
}

export function requiredMoment(fields: Fields, name: string): Instant {
  const moment = momentOrNull(fields, name);
  if (moment === null) throw new FieldError(name, 'is missing');
  return moment;
}

function asText(value: unknown, name: string): string {
  if (typeof value === 'string') return value;
  if (typeof value === 'number' && Number.isSafeInteger(value)) return String(value);
  if (typeof value === 'number')
    throw new FieldError(name, 'is a number that cannot be kept exactly; write it as text');
  throw new FieldError(name, 'is not text');
}

/** Enough of a bad value to find it again, never more. */
function shown(value: unknown): string {
  if (typeof value !== 'string' && typeof value !== 'number' && typeof value !== 'boolean') return 'not text';
  return JSON.stringify(typeof value === 'string' ? value.slice(0, 40) : value);
}
