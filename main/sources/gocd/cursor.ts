import type { Instant } from '../../domain/history/records';
import { isObject } from './replies';
import type { GocdPipeline } from './replies';

/** A stretch of history not read yet: from run `below` (exclusive) down to run `floor` (exclusive). */
export interface Unread {
  below: number;
  floor: number;
  next: string;
  /** When the oldest run read above it began. */
  at: Instant | null;
}

/** How far the history of one pipeline was read. */
export interface PipelineCursor {
  /** Number of the newest run seen; 0 before the first page. */
  top: number;
  oldest: Instant | null;
  unread: Unread[];
  /** Of the newest runs: which stages had come to what, to notice later attempts and gates opened late. */
  seen: Record<string, string>;
}

export type GocdCursor = Map<string, PipelineCursor>;

const seenRuns = 100;

export function newCursor(): PipelineCursor {
  return { top: 0, oldest: null, unread: [], seen: {} };
}

export function parseCursor(value: unknown): GocdCursor {
  const cursor: GocdCursor = new Map();
  if (!isObject(value) || value.version !== 1 || !isObject(value.pipelines)) return cursor;
  for (const [name, each] of Object.entries(value.pipelines)) {
    if (!isObject(each) || typeof each.top !== 'number' || !isObject(each.seen) || !Array.isArray(each.unread))
      continue;
    const seen = Object.fromEntries(
      Object.entries(each.seen).filter((entry): entry is [string, string] => typeof entry[1] === 'string'),
    );
    const oldest = typeof each.oldest === 'number' ? each.oldest : null;
    cursor.set(name, { top: each.top, oldest, seen, unread: (each.unread as unknown[]).flatMap(parseUnread) });
  }
  return cursor;
}

/** Plain JSON, detached from what goes on being changed. */
export function printCursor(cursor: GocdCursor): unknown {
  return structuredClone({
    version: 1,
    pipelines: Object.fromEntries([...cursor].sort(([a], [b]) => (a < b ? -1 : 1))),
  });
}

export function fingerprint(pipeline: GocdPipeline): string {
  return pipeline.stages.map((stage) => `${stage.counter}${stage.scheduled ? stage.result.slice(0, 2) : ''}`).join(' ');
}

export function noteSeen(cursor: PipelineCursor, pipelines: readonly GocdPipeline[]): void {
  const seen = new Map(Object.entries(cursor.seen));
  for (const pipeline of pipelines) seen.set(String(pipeline.counter), fingerprint(pipeline));
  const newest = [...seen].sort(([a], [b]) => Number(b) - Number(a)).slice(0, seenRuns);
  cursor.seen = Object.fromEntries(newest);
}

function parseUnread(value: unknown): Unread[] {
  if (!isObject(value)) return [];
  const { below, floor, next, at } = value;
  if (typeof below !== 'number' || typeof floor !== 'number' || typeof next !== 'string') return [];
  return [{ below, floor, next, at: typeof at === 'number' ? at : null }];
}
