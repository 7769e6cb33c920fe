import { uniteCoverage } from '../../domain/history/coverage';
import type { Coverage, Instant } from '../../domain/history/records';
import type { SegmentEntry, SourceBinding, SourceState } from './manifest';
import type { StoredRecord } from './storedRecord';

/** What an import says of its source beside the records. Absent: as it was. */
export interface SourceChange {
  cursor?: unknown;
  coverage?: Coverage;
  mainBranches?: Record<string, string>;
  lookedAt?: Instant;
}

/** The source after an import: what was covered once stays covered, however short the new look was. */
export function changedSource(state: SourceState, change: SourceChange, records: Iterable<StoredRecord>): SourceState {
  return {
    ...state,
    cursor: change.cursor === undefined ? state.cursor : change.cursor,
    coverage: mergeCoverage(state.coverage, change.coverage),
    mainBranches: change.mainBranches ? { ...state.mainBranches, ...change.mainBranches } : state.mainBranches,
    unfinished: stillUnfinished(state.unfinished, records),
    lookedAt: change.lookedAt ?? state.lookedAt,
  };
}

/** Union of what was and what is covered. An end that the new look does not know is the one known before. */
export function mergeCoverage(before: Coverage, now: Coverage | undefined): Coverage {
  if (!now || (now.from === null && now.to === null)) return before;
  if (before.from === null && before.to === null) return now;
  const from = now.from ?? before.from;
  const to = now.to ?? before.to;
  return uniteCoverage([before, { from, to, gaps: now.gaps }]);
}

/** A source whose segments were lost has gaps there, and asks for everything again. */
export function withoutLost(state: SourceState, lost: readonly SegmentEntry[]): SourceState {
  const own = lost.filter(({ source }) => source === state.source);
  if (own.length === 0) return state;
  const reason = 'lost from the store by damage on disk; import again';
  const gaps = own.map(({ from, to }) => ({ from, to: to + 1, reason }));
  const coverage = { ...state.coverage, gaps: [...state.coverage.gaps, ...gaps].sort((a, b) => a.from - b.from) };
  return { ...state, cursor: null, coverage };
}

/**
 * Files come without an origin and may be of the very server; so no origin goes with any. The binding that says more
 * stays; null where two differ.
 */
export function joinBindings(before: SourceBinding | null, now: SourceBinding): SourceBinding | null {
  if (before === null) return now;
  if (before.kind !== now.kind) return null;
  if (now.origin === null) return before;
  if (before.origin === null) return now;
  return before.origin === now.origin && before.project === now.project ? { ...before, ...now } : null;
}

function stillUnfinished(before: readonly string[], records: Iterable<StoredRecord>): string[] {
  const ids = new Set(before);
  for (const { runId, unfinished } of records) {
    if (runId === null) continue;
    if (unfinished) ids.add(runId);
    else ids.delete(runId);
  }
  return [...ids].sort();
}
