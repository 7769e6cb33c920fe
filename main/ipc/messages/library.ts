import type { Coverage, Instant } from '../../domain/history/records';

export interface Library {
  retros: LibraryEntry[];
  /** True where the store is opened read-only, with the reason. */
  readOnly: string | null;
  /** What the store could not read when it opened, in sentences. */
  damage: string[];
}

export interface LibraryEntry {
  name: string;
  title: string;
  illustrative: boolean;
  changedAt: Instant;
  runs: number;
  commits: number;
  coverage: Coverage;
  milestones: number;
}
