import type { Instant } from '../../domain/history/records';
import { isFields } from '../../domain/history/parseFields';

/** How far a pass over the database has come: rows of a step in the order of their keys, up to `after`. */
export interface Pass {
  step: 'pipelines' | 'deployments' | 'commits';
  after: string;
  /** Newest change in the database when the pass began. */
  newest: Instant | null;
}

export interface DevlakeCursor {
  /** Rows changed since then are read; null: all of them. */
  since: Instant | null;
  /** Set while a pass is not finished. */
  pass: Pass | null;
  /** Names that had to be told apart; when others have to be, everything is read again. */
  shared: string[];
  oldest: Instant | null;
}

export function newCursor(): DevlakeCursor {
  return { since: null, pass: null, shared: [], oldest: null };
}

/** Anything that is not a cursor of this version is none. */
export function parseCursor(value: unknown): DevlakeCursor {
  if (!isFields(value) || value['version'] !== 1) return newCursor();
  const { since, shared, oldest, pass } = value;
  return {
    since: instantOf(since),
    shared: Array.isArray(shared) ? shared.map(String) : [],
    oldest: instantOf(oldest),
    pass: parsePass(pass),
  };
}

export function printCursor(cursor: DevlakeCursor): unknown {
  return structuredClone({ version: 1, ...cursor });
}

function parsePass(value: unknown): Pass | null {
  if (!isFields(value)) return null;
  const { step, after, newest } = value;
  if (step !== 'pipelines' && step !== 'deployments' && step !== 'commits') return null;
  return typeof after === 'string' ? { step, after, newest: instantOf(newest) } : null;
}

function instantOf(value: unknown): Instant | null {
  return typeof value === 'number' ? value : null;
}
