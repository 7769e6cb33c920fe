import type { Coverage, Gap, HistoryRecord, Instant } from '../domain/history/records';
import type { Failure } from '../failure';
import type { Transport } from './http/transport';

/** What `--source` names, lower case letters and digits. Which there are is the registry's to say. */
export type SourceKind = string;

/** How much of something a source can tell. `partly` says what in `notes`. */
export type Ability = 'yes' | 'partly' | 'no';

/** What `shiplapse sources` and the import screen say of a source: honest about what it lacks. */
export interface SourceInfo {
  kind: SourceKind;
  /** Its name as people write it. */
  name: string;
  gives: Record<'stages' | 'environments' | 'changes' | 'upstream' | 'people', Ability>;
  notes: string[];
  /** How to authenticate, in a sentence; null where there is nothing to authenticate. */
  auth: string | null;
  /** Whether it asks a live server (`--url`, `--project`), reads files or folders. */
  live: boolean;
  /** Label of what `--project` holds ("owner/repo"), null where it has none. */
  project: string | null;
  /** True where without `--project` everything is read. */
  isProjectOptional?: boolean;
  /** An example address, for the empty field. */
  exampleUrl: string | null;
  /** One sentence: which saved replies or files it reads. */
  files: string;
}

/** What to fetch. Empty lists mean "everything". */
export interface LiveRequest {
  url: string;
  projects: string[];
  pipelines: string[];
  since: Instant | null;
  until: Instant | null;
  token: string | null;
}

/** What to read: the paths as the user named them. A folder is passed as it is. */
export interface FileRequest {
  files: string[];
  /** Paths inside a repository of files that list feature toggles, beside those known by their names. */
  toggles?: string[];
  /** IANA zone of dates in files that say none; absent: UTC. */
  zone?: string;
  pipelines: string[];
  since: Instant | null;
  until: Instant | null;
}

/** Counts for people watching, after each page. */
export interface ImportProgress {
  /** What is being read now: a pipeline, a file, a repository. */
  label: string;
  requests: number;
  pages: number;
  runs: number;
  commits: number;
  /** How far, 0 to 1, where it can be known. */
  fraction: number | null;
  /** Set while waiting for a rate limit to reset. */
  waitingUntil: Instant | null;
}

export const noProgress: Readonly<ImportProgress> = {
  label: '',
  requests: 0,
  pages: 0,
  runs: 0,
  commits: 0,
  fraction: null,
  waitingUntil: null,
};

/** What the store knows already, so that a second import asks only for what is new. */
export interface KnownHistory {
  /** What the source left with its last complete page, or null. Plain JSON. */
  cursor: unknown;
  /** Ids of runs that had not finished when last seen: ask again. */
  unfinished: readonly string[];
  has(runId: string): boolean;
}

export interface SourceContext {
  known: KnownHistory;
  /** The way to the server; straight there where absent. */
  transport?: Transport | undefined;
  signal: AbortSignal;
  progress(progress: Partial<ImportProgress>): void;
  now(): Instant;
}

/** A row that could not be taken, set aside with its reason; the rest goes on. */
export interface Rejection {
  /** `FILE:LINE` or URL. */
  where: string;
  id: string | null;
  reason: string;
}

/**
 * What a source yields, page by page. A page's records are complete: parsed and valid. `cursor` moves only together
 * with the records of its event. Records carry `source: ''`, and the importer fills in the name of the source; only
 * files that hold the history of several sources name another one themselves.
 */
export type SourceEvent =
  | { type: 'page'; records: HistoryRecord[]; rejected?: Rejection[]; cursor?: unknown }
  /** The stretch of time the source vouches for. Gaps say why. `inferred`: only taken from the moments of its rows. */
  | {
      type: 'coverage';
      coverage: Coverage;
      mainBranches?: Record<string, string>;
      source?: string;
      inferred?: boolean;
    }
  | { type: 'gap'; gap: Gap }
  /** Part of the import failed (one pipeline of several, a refused link); what else there is goes on. */
  | { type: 'partFailed'; failure: Failure }
  /** Name the header of a neutral file gives its source; must come first. */
  | { type: 'sourceName'; name: string }
  /** Zone in which the files say days and weeks are counted: that of a new retro. Must come before the first page. */
  | { type: 'zone'; zone: string };

/** One sentence about a file, when a source knows it for its own. */
export interface Recognition {
  kind: SourceKind;
  /** "GoCD pipeline history, 10 runs of Consumer_Website" */
  what: string;
  /** 0 to 1: the surest source gets the file. */
  confidence: number;
}

/** The first bytes of a file somebody dropped, or a folder. */
export interface FileSample {
  path: string;
  isFolder: boolean;
  /** Up to 64 KiB of text; empty for a folder. */
  head: string;
  size: number;
  /** True where `<path>/.git` exists or the folder is a bare repository. */
  isGitFolder: boolean;
}

/** One server kind, checkout or file format. Throws `FailureError` only where nothing at all can be brought in. */
export interface Source {
  info: SourceInfo;
  /** What tells one server from another, of an address as people type it; scheme and host of a web address where absent. */
  origin?(url: string): string;
  fetch?(request: LiveRequest, context: SourceContext): AsyncIterable<SourceEvent>;
  read(request: FileRequest, context: SourceContext): AsyncIterable<SourceEvent>;
  recognise(sample: FileSample): Recognition | null;
}
