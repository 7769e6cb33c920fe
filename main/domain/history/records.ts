/**
 * The records of history: what every source is translated to, and what everything after the sources works on.
 * They are the neutral history format held in memory; `parseRecord.ts` and `printRecord.ts` convert.
 */

/** Milliseconds since 1970-01-01T00:00:00Z. In files and in every output the same moment is RFC 3339 text ending in `Z`. */
export type Instant = number;

export const outcomes = ['passed', 'failed', 'cancelled', 'skipped', 'running', 'unknown'] as const;
/** What came of a run, stage or job. Only `passed` and `failed` are conclusive. */
export type Outcome = (typeof outcomes)[number];

export const triggers = ['push', 'schedule', 'manual', 'upstream', 'pull_request', 'tag', 'api', 'unknown'] as const;
export type Trigger = (typeof triggers)[number];

/** What people said of a run. */
export type Mark = 'hotfix' | 'failed';

/** Fields of a record this version does not know; kept as they came and printed again. */
export interface Unknowns {
  more?: Record<string, unknown>;
}

/** A revision of one material: an input of a run, or one commit that came in with it. */
export interface Revision extends Unknowns {
  /** Name of the material, for git `git:<short name of the repository>`. */
  material: string;
  branch: string | null;
  revision: string;
  committedAt: Instant | null;
  author: string | null;
  message: string | null;
}

export interface Job extends Unknowns {
  name: string;
  outcome: Outcome;
  sourceOutcome: string | null;
  scheduledAt: Instant | null;
  startedAt: Instant | null;
  finishedAt: Instant | null;
  agent: string | null;
}

/** One attempt of one stage. Several attempts of a stage are several entries. */
export interface Stage extends Unknowns {
  name: string;
  /** 1 for the first attempt. */
  attempt: number;
  outcome: Outcome;
  sourceOutcome: string | null;
  scheduledAt: Instant | null;
  startedAt: Instant | null;
  finishedAt: Instant | null;
  approval: 'auto' | 'manual' | null;
  /** Name of the environment this attempt is a deployment attempt at. */
  environment: string | null;
  image: string | null;
  agent: string | null;
  jobs: Job[];
}

/** One run of a pipeline. `source` + `id` identify it; the same again is an edit. */
export interface Run extends Unknowns {
  record: 'run';
  source: string;
  id: string;
  pipeline: string;
  number: number | null;
  attempt: number;
  url: string | null;
  trigger: Trigger;
  actor: string | null;
  outcome: Outcome;
  /** The server's own word for the outcome. */
  sourceOutcome: string | null;
  queuedAt: Instant | null;
  startedAt: Instant | null;
  finishedAt: Instant | null;
  revisions: Revision[];
  /** Commits that came in with this run, newest first. */
  changes: Revision[];
  /** Ids of runs this one was made from; of the same source, or `SOURCE:ID`. */
  upstream: string[];
  /** Set where the whole run is one deployment attempt at that environment. */
  environment: string | null;
  marks: Mark[];
  stages: Stage[];
  /** How its source calls a run that goes on in a stream of another name or source. Only in memory. */
  recorded?: { source: string; pipeline: string };
}

export interface Commit extends Unknowns {
  record: 'commit';
  source: string;
  material: string;
  revision: string;
  parents: string[];
  committedAt: Instant | null;
  authoredAt: Instant | null;
  author: string | null;
  message: string | null;
  /** Branches it was made on (first-parent line), not all that contain it by now. */
  branches: string[];
}

export interface Incident extends Unknowns {
  record: 'incident';
  source: string;
  id: string;
  environment: string | null;
  openedAt: Instant;
  resolvedAt: Instant | null;
  run: string | null;
  title: string | null;
}

/** A stage as a pipeline's configuration declares it. */
export interface StageDefinition extends Unknowns {
  name: string;
  approval: 'auto' | 'manual' | null;
  environment: string | null;
  image: string | null;
  agent: string | null;
  jobs: string[];
}

/** `git:name`, or the name of an upstream pipeline with its kind. */
export interface MaterialDefinition extends Unknowns {
  kind: 'material' | 'pipeline';
  name: string;
  branch: string | null;
}

/** What a pipeline was configured to be, from `validFrom` until the next definition of the same pipeline. */
export interface Definition extends Unknowns {
  record: 'definition';
  source: string;
  pipeline: string;
  validFrom: Instant;
  /** False where the configuration file was removed: the pipeline ended. */
  present: boolean;
  stages: StageDefinition[];
  materials: MaterialDefinition[];
  environments: string[];
  /** Where it was read: `config.yml@ab12`. */
  origin: string;
}

/**
 * A feature toggle (flag, switch) from the moment it came into the code until it was taken out, with the stretches in
 * which it was switched on. One that comes back later is another record.
 */
export interface Toggle extends Unknowns {
  record: 'toggle';
  source: string;
  /** Unique within its source; where nobody gives one it is made of name and `from`. */
  id: string;
  name: string;
  /** When it came; it exists in [from, to). */
  from: Instant;
  /** When it was taken out; null while it is still there. */
  to: Instant | null;
  /** Stretches within [from, to) in which it was on, in order; null where only its being there is known. */
  on: ToggleStretch[] | null;
  /** A team or a person. */
  owner: string | null;
  /** Where it was read: `config/toggles.yml@ab12`, `toggles.csv`. */
  origin: string | null;
}

/** Half-open; `to` null where it was still so when last seen. */
export interface ToggleStretch {
  from: Instant;
  to: Instant | null;
}

export type HistoryRecord = Run | Commit | Incident | Definition | Toggle;

/** A half-open stretch of time. */
export interface Span {
  from: Instant;
  to: Instant;
}

/** A stretch that is not there, and why ("purged by the server", "not asked for"). */
export interface Gap extends Span {
  reason: string;
}

/** The interval for which the history of a source is really there. */
export interface Coverage {
  from: Instant | null;
  to: Instant | null;
  gaps: Gap[];
}

export interface SourceCoverage extends Coverage {
  source: string;
  /** Main branch of each material, where the source itself knows it (the default branch of a git repository). */
  mainBranches?: Record<string, string>;
}

/** Everything known, in memory. Runs are sorted by `recordTime`, then id; so are the others. */
export interface History {
  runs: readonly Run[];
  commits: readonly Commit[];
  incidents: readonly Incident[];
  definitions: readonly Definition[];
  toggles: readonly Toggle[];
  coverage: readonly SourceCoverage[];
}
