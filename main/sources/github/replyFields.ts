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

/** ISO text with a zone; anything else, and year 1, is "no moment". */
export function momentOf(value: unknown): Instant | null {
  return parseServerInstant(value);
}

export function loginOf(value: unknown): string | null {
  return textOf(fieldsOf(value).login);
}

/** `owner/name` as one of several addresses of a reply says it, of the API or of the pages. */
export function repositoryIn(...addresses: unknown[]): string | null {
  const texts = addresses.filter((each) => typeof each === 'string');
  for (const text of texts) {
    const match = /\/repos\/([^/]+\/[^/]+)(?:\/(?:actions|deployments|commits|compare|check-runs|git)\b|$)/.exec(text);
    if (match?.[1]) return match[1];
  }
  for (const text of texts) {
    const match = /([^/]+\/[^/]+)\/(?:actions|commit|compare|runs)\//.exec(text);
    if (match?.[1] && !text.includes('/repos/')) return match[1];
  }
  return null;
}

/** The material of a repository: its short name, as a checkout of it is called. */
export function materialOf(repository: string | null): string {
  return `git:${
    repository
      ?.split('/')
      .at(-1)
      ?.replace(/\.git$/i, '') ?? 'unknown'
  }`;
}
