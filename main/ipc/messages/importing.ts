import type { TwiceTold } from '../../domain/analysis/joining/joinHistory';
import type { Coverage, Instant } from '../../domain/history/records';
import type { ImportReport } from '../../engine/importHistory';
import type { QueuedFor } from '../../engine/importQueue';
import type { Failure } from '../../failure';
import type { ImportProgress, Rejection, SourceKind } from '../../sources/source';

/** Either `files` (handles) or `url`. */
export interface ImportOrder {
  /** Names this look or import among those that go on; made by the window. */
  id: string;
  retro: string;
  kind: SourceKind;
  files: string[];
  url: string | null;
  projects: string[];
  pipelines: string[];
  since: Instant | null;
  until: Instant | null;
  /** Null: the one that is known for the address, if any. */
  token: string | null;
  /** Keep the token beyond this session, in the machine's keychain. */
  keepToken: boolean;
}

/** How a look or an import is doing. `queued`: what it waits for before it begins; null once it reads. */
export interface ImportNews {
  id: string;
  queued: QueuedFor | null;
  /** Null until the first number is known. */
  progress: ImportProgress | null;
}

export interface ImportPreview {
  runs: number;
  commits: number;
  deployments: number;
  definitions: number;
  toggles: number;
  coverage: Coverage;
  pipelines: { name: string; runs: number; from: Instant; to: Instant }[];
  /** The first rows as they would be stored. */
  sample: {
    id: string;
    pipeline: string;
    outcome: string;
    sourceOutcome: string | null;
    at: Instant | null;
    branch: string | null;
    revision: string | null;
  }[];
  /** The first feature toggles; `to` null where it is still there. */
  toggleSample: { name: string; from: Instant; to: Instant | null; owner: string | null }[];
  rejected: Rejection[];
  failures: Failure[];
  /** True where only part was read, to answer quickly. */
  more: boolean;
}

/** What an import brought, and into what. */
export interface ImportOutcome extends ImportReport {
  retro: string;
  source: string;
  /** Runs that several sources of the retro tell of: each counts once. */
  twice: TwiceTold[];
}
