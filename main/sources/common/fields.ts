import type { Instant } from '../../domain/history/records';
import { parseServerInstant } from '../../domain/time/instant';

/** A JSON object of a reply, its fields not yet looked at. */
export type Fields = Record<string, unknown>;

/** Something in a reply that cannot be used; `message` is the reason, one clause. */
export class Unusable extends Error {
  constructor(
    readonly id: string | null,
    reason: string,
  ) {
    super(reason);
    this.name = 'Unusable';
  }
}

export function isFields(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

export function listOf(value: unknown): unknown[] {
  return Array.isArray(value) ? (value as unknown[]) : [];
}

/** The objects of a list; what else is in it is left out. */
export function itemsOf(value: unknown): Fields[] {
  return listOf(value).filter(isFields);
}

export function fieldsOf(value: unknown): Fields {
  return isFields(value) ? value : {};
}

/** Text with something in it, or null. */
export function textOf(value: unknown): string | null {
  return typeof value === 'string' && value.trim() !== '' ? value : null;
}

export function countOf(value: unknown): number | null {
  return typeof value === 'number' && Number.isSafeInteger(value) && value >= 0 ? value : null;
}

/** Ids are numbers; some tools keep them as text. */
export function idOf(value: unknown): string | null {
  if (typeof value === 'string') return /^\d{1,18}$/.test(value.trim()) ? value.trim() : null;
  return typeof value === 'number' && Number.isSafeInteger(value) && value > 0 ? String(value) : null;
}

/** An id a thing cannot do without. Throws `Unusable`. */
export function needId(value: unknown, field: string, of: string | null = null): string {
  const id = idOf(value) ?? textOf(value);
  if (id === null) throw new Unusable(of, `"${field}" is missing`);
  return id;
}

/** ISO text with a zone; anything else, and year 1, is "no moment". */
export function momentOf(value: unknown): Instant | null {
  return parseServerInstant(value);
}

/** Milliseconds since 1970 as a number; 0, and what a date cannot hold, is "no moment". */
export function epochMsOf(value: unknown): Instant | null {
  return typeof value === 'number' && Number.isSafeInteger(value) && value > 0 && value <= 8.64e15 ? value : null;
}

/** The material of a repository, from its path or address: its short name, as a checkout of it is called. */
export function materialOf(repository: string | null): string {
  const path = repository?.replace(/[?#].*$/, '').replace(/\/+$/, '');
  const name = path
    ?.split(/[/:]/)
    .at(-1)
    ?.replace(/\.git$/i, '');
  return `git:${name || 'unknown'}`;
}

/** What is at `a.b.c`; undefined where the way breaks off. */
export function fieldAt(value: unknown, path: string): unknown {
  return path.split('.').reduce<unknown>((each, key) => fieldsOf(each)[key], value);
}
