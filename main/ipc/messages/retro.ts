import type { RetroFacts } from '../../domain/analysis/facts';
import type { RowsWanted } from '../../domain/analysis/rowsBehind';
import type { Suggestion } from '../../domain/analysis/suggestions/detected';
import type { Instant } from '../../domain/history/records';
import type { Retro } from '../../domain/retro/retro';

export interface RetroState {
  retro: Retro;
  facts: RetroFacts;
  undo: string | null;
  redo: string | null;
  /** Generation of the last durable save, for the "Saved" sign. */
  savedAt: Instant | null;
}

export interface Suggestions {
  /** At most seven. */
  suggestions: Suggestion[];
  /** Weaker ones, for "show more". */
  weaker: Suggestion[];
  /** What to say where nothing is suggested; null where something is. */
  nothing: string | null;
}

/** The groups to show by their parts; a new layout of everything (`anew`), or the one it replaced (`back`). */
export type MapOrder = { open: string[] } | 'anew' | 'back';

/** Rows behind a number, by page. */
export type RowsOrder = RowsWanted & { retro: string };
