import type { Instant } from '../../history/records';
import type { Role } from '../../retro/environmentMap';

/**
 * What the environments before production did: `shiplapse gates`, with instants as numbers. Nothing here says that a
 * gate was worth it; it says what it did and what it cost.
 */
export interface GatesReport {
  /** The production group; null where no environment is production. */
  environment: string | null;
  zone: string;
  /** What is counted, half-open. */
  from: Instant | null;
  to: Instant | null;
  gates: GateReport[];
}

/**
 * How a deployment went by a gate, as known when production started: the same revision (or a run of its lineage) had
 * passed there; had only failed there; had not been there; or runs are missing, so that nobody can say.
 */
export type Passage = 'passed' | 'failed' | 'skipped' | 'unknown';

export interface PassageCounts extends Record<Passage, number> {
  /** passed / (passed + failed + skipped); null where nothing is known. */
  coverage: number | null;
}

export interface GateReport {
  /** The gate: name, plain label and role of the environment. */
  environment: string;
  label: string;
  role: Role;
  /** First and last conclusive attempt there, in the whole history; null where there was none. */
  firstAt: Instant | null;
  lastAt: Instant | null;
  /** Deployments since their product was first tried there. `before`: those of the window that came earlier. */
  deployments: PassageCounts & { total: number; before: number };
  revisions: RevisionCounts;
  minutes: MinutesSummary;
  series: GateWeek[];
  rows: GateRow[];
  stopped: StoppedRevision[];
}

/** Revisions of the main product (runs, where nothing says their revision) by what became of them. */
export interface RevisionCounts {
  /** With a conclusive attempt at the gate. */
  tried: number;
  /** Failed there and never passed; production never got that revision, or only within a later one. */
  stopped: number;
  /** Failed there, then passed there at the same revision. */
  retried: number;
  /** Failed there, never passed, and went to production at that revision all the same. */
  wentOn: number;
  /** Failed there only when production had it already. */
  late: number;
}

/**
 * Calendar minutes the gate added to deployments that passed it: from the end of what came before (the run or stage it
 * was made from; where that is not known, when it was put in the queue) until it had passed. `run` is the time in
 * which an attempt of that revision was running there, `wait` the rest. A pass that several deployments rest on counts
 * with the first of them.
 */
export interface MinutesSummary {
  n: number;
  median: number | null;
  total: number;
  runMedian: number | null;
  runTotal: number;
  waitMedian: number | null;
  waitTotal: number;
}

export interface GateWeek extends PassageCounts {
  id: string;
  start: Instant;
  end: Instant;
  partial: boolean;
  /** Deployments to production in that week, those before the gate was there included. */
  deployments: number;
  /** Revisions that failed at the gate for the first time in that week and were stopped. */
  stopped: number;
  minutesMedian: number | null;
}

export interface GateRow {
  run: string;
  at: Instant;
  passage: Passage;
  /** The run that passed (or failed) at the gate. */
  gateRun: string | null;
  minutes: number | null;
  runMinutes: number | null;
  waitMinutes: number | null;
}

export interface StoppedRevision {
  material: string | null;
  /** Null where nothing says what the run was made from. */
  revision: string | null;
  /** Runs that failed at the gate with it, in order. */
  runs: string[];
  failedAt: Instant;
  /** The deployment that brought its commits to production within a later revision; null: not yet, or not known. */
  fixedBy: string | null;
  deployedAt: Instant | null;
  /** From the first failure to that deployment. */
  hours: number | null;
}
