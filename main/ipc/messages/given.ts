import type { Instant } from '../../domain/history/records';
import type { SourceKind } from '../../sources/source';

export interface PickedFile {
  /** Names the file in later calls; the path stays in the main process. */
  handle: string;
  name: string;
  isFolder: boolean;
  /** What the file is taken for, when some source knows it. */
  kind: SourceKind | null;
  /** What teammates or other programs gave, which is no history to import; null for everything else. */
  holds: Exchanged | null;
  what: string;
}

export const exchangedKinds = ['retro', 'notes', 'milestones'] as const;
/** A retro file, a teammate's notes file, or milestones in the form of another program. */
export type Exchanged = (typeof exchangedKinds)[number];

/** What a retro file holds. */
export interface Inside {
  name: string;
  title: string;
  /** In which its days are told. */
  zone: string;
  from: Instant | null;
  to: Instant | null;
  runs: number;
  commits: number;
  pipelines: number;
  /** Those that are accepted. */
  milestones: number;
}

/** How many milestones, actions and slides people see differently, and what could not be read, as ends of sentences. */
export interface TakenIn {
  added: number;
  changed: number;
  removed: number;
  leftOut: string[];
}

/** Files named when the app was started (or started again), and the retro it was asked to show. */
export interface Given {
  files: PickedFile[];
  open: string | null;
}
