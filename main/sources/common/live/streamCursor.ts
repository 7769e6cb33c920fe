import type { Instant } from '../../../domain/history/records';
import { fieldsOf, isFields, listOf, textOf } from '../fields';

/** A part of a list that was not read yet: from this page on, down to what was made before `floor`. */
export interface Unread {
  address: string;
  floor: Instant | null;
  /** When the oldest item above it was made. */
  at: Instant | null;
}

/** How far one list was read. */
export interface StreamCursor {
  /** Newest moment of the page at the newest end when that was last read, so that no clock matters; null before. */
  readAt: Instant | null;
  oldest: Instant | null;
  unread: Unread[];
  /** Fingerprints of the newest items, by id, the newest first, to notice changes. */
  seen: Map<string, string>;
  /** Records of which a detail could not be had. */
  again: string[];
}

export type StreamCursors = Map<string, StreamCursor>;

const seenKept = 2000;

export function newCursor(): StreamCursor {
  return { readAt: null, oldest: null, unread: [], seen: new Map(), again: [] };
}

/** Anything that is not a cursor of this version is none. */
export function parseCursors(value: unknown): StreamCursors {
  const cursors: StreamCursors = new Map();
  if (!isFields(value) || value.version !== 1) return cursors;
  for (const [key, each] of Object.entries(fieldsOf(value.streams))) {
    const fields = fieldsOf(each);
    cursors.set(key, {
      readAt: momentIn(fields.readAt),
      oldest: momentIn(fields.oldest),
      unread: listOf(fields.unread).flatMap(parseUnread),
      seen: new Map(listOf(fields.seen).flatMap(parseSeen)),
      again: listOf(fields.again).flatMap((id) => textOf(id) ?? []),
    });
  }
  return cursors;
}

/** Plain JSON, detached from what goes on being changed. */
export function printCursors(cursors: StreamCursors): unknown {
  const entries = [...cursors].sort(([a], [b]) => (a < b ? -1 : 1));
  const streams = entries.map(([key, cursor]) => [key, { ...cursor, seen: [...cursor.seen] }]);
  return structuredClone({ version: 1, streams: Object.fromEntries(streams) as unknown });
}

/** `fresh` are those of this import so far, newest first; of earlier ones as many as there is room for. */
export function noteSeen(cursor: StreamCursor, fresh: ReadonlyMap<string, string>): void {
  const before = [...cursor.seen].filter(([id]) => !fresh.has(id));
  cursor.seen = new Map([...fresh, ...before].slice(0, seenKept));
}

export function noteAgain(cursor: StreamCursor, id: string, isLacking: boolean): void {
  const others = cursor.again.filter((each) => each !== id);
  cursor.again = isLacking ? [...others, id] : others;
}

function parseUnread(value: unknown): Unread[] {
  const { address, floor, at } = fieldsOf(value);
  return typeof address === 'string' ? [{ address, floor: momentIn(floor), at: momentIn(at) }] : [];
}

function parseSeen(value: unknown): [string, string][] {
  const [id, fingerprint] = listOf(value);
  return typeof id === 'string' && typeof fingerprint === 'string' ? [[id, fingerprint]] : [];
}

function momentIn(value: unknown): Instant | null {
  return typeof value === 'number' ? value : null;
}
