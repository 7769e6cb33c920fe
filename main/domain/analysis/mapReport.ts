import type { Instant, Outcome } from '../history/records';
import type { Share } from './metricsReport';

/** The value stream as it was at one instant: `shiplapse map --at`. */
export interface MapReport {
  at: Instant;
  nodes: MapNode[];
  edges: MapEdge[];
  branches: BranchRow[];
}

export interface MapNode {
  id: string;
  kind: 'material' | 'pipeline' | 'environment';
  name: string;
  level: number;
  x: number;
  y: number;
  stages: { name: string; outcome: Outcome }[];
  firstSeen: Instant;
  lastSeen: Instant;
  runs: number;
  failed: number;
  /** The last one used by then. */
  branch: string | null;
  /** Those that carried its runs then, in the order they first came. */
  branches: string[];
  /** Others refer to it, but nothing of its own is in the history. */
  missing?: true;
  /** At that instant it is known from configuration only: no runs of it are known. */
  configuredOnly?: true;
}

export interface MapEdge {
  from: string;
  to: string;
  kind: 'material' | 'upstream' | 'deploys';
  runs: number;
  /** It is part of a cycle and leads back, against the flow. */
  back?: true;
  configuredOnly?: true;
}

/** A branch other than the main one, as of an instant. Days have fractions. */
export interface BranchRow {
  material: string;
  name: string;
  head: string;
  ahead: number;
  behind: number;
  ageDays: number | null;
  mergedAt: Instant | null;
  lifetimeDays: number | null;
}

/** What differs between the maps of two instants: `shiplapse map --at --against`. */
export interface MapDifference {
  from: Instant;
  to: Instant;
  added: string[];
  removed: string[];
  /** There at the second, but whether it was at the first nobody can tell; absent where there is none. */
  knownFrom?: string[];
  /** There at the first, but nobody can tell of the second. */
  knownUntil?: string[];
  changed: { id: string; what: string[] }[];
}

/** The value stream of one deployment: `shiplapse map --run`. Hours. */
export interface RunMapReport {
  run: string;
  environment: string | null;
  commit: { material: string; revision: string; committedAt: Instant } | null;
  leadTimeHours: number | null;
  processHours: number | null;
  queueHours: number | null;
  triggerWaitHours: number | null;
  gateWaitHours: number | null;
  flowEfficiency: number | null;
  rolledFirstPassYield: number | null;
  path: {
    run: string;
    pipeline: string;
    stage: string | null;
    wait: 'gate' | 'trigger' | null;
    waitHours: number | null;
    queueHours: number | null;
    runHours: number | null;
    firstPassYield: Share;
  }[];
}
