import type { NoteChange } from '../../domain/notes/noteChanges';
import type { RetroState } from './retro';

/** What a retro is given to teammates as, or its milestones to other programs. */
export const sharedForms = ['retro', 'notes', 'csv', 'ics', 'grafana', 'json'] as const;
export type SharedForm = (typeof sharedForms)[number];

export interface ExchangeOutcome {
  state: RetroState;
  /** Name of the folder. */
  folder: string;
  /** What people see differently now. */
  changes: NoteChange[];
  /** Fields that two people wrote differently. */
  toSettle: number;
  /** What of the folder could not be read, in sentences. */
  problems: string[];
}
