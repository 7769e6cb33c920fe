import type { Instant } from '../../domain/history/records';
import { parseServerInstant } from '../../domain/time/instant';

/** Text with something in it, or null. */
export function textOf(value: string | null | undefined): string | null {
  return value === undefined || value === null || value.trim() === '' ? null : value;
}

/**
 * A moment as MySQL, PostgreSQL or a dump prints it. Without a zone it is UTC, as DevLake stores it; 0000-00-00, year 1 and
 * what no calendar holds are no moment.
 */
export function momentOf(value: string | null | undefined): Instant | null {
  const text = textOf(value)?.trim();
  if (text === undefined) return null;
  const zoned = /(?:[Zz]|[+-]\d\d(?::?\d\d)?)$/.exec(text.slice(10));
  const zone = !zoned ? 'Z' : /^[+-]\d\d$/.test(zoned[0]) ? `${zoned[0]}:00` : zoned[0];
  const clock = (zoned ? text.slice(0, -zoned[0].length) : text).trim().replace(' ', 'T');
  return parseServerInstant(clock + zone);
}

/** The material of a repository: its short name, as a checkout of it is called. */
export function materialOf(url: string | null, repoId: string | null): string {
  const place = textOf(url) ?? textOf(repoId) ?? '';
  const parts = place
    .replace(/[?#].*$/, '')
    .split(/[/\\:]/)
    .filter((part) => part !== '' && part !== '.git');
  return `git:${parts.at(-1)?.replace(/\.git$/i, '') || 'unknown'}`;
}

/** Servers say a branch in several ways; people say its name. */
export function branchOf(ref: string | null | undefined): string | null {
  return textOf(ref)?.replace(/^refs\/(?:heads|remotes\/[^/]+)\//, '') ?? null;
}

/** Last part of an id of DevLake, `PLUGIN:TABLE:CONNECTION:…`. */
export function shortId(id: string): string {
  return id.replace(/^[^:]+:[^:]+:\d+:/, '');
}
