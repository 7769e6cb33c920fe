import type { Coverage, Instant, Outcome, SourceCoverage } from '../history/records';
import type { TwiceTold } from './joining/joinHistory';
import type { Role } from '../retro/environmentMap';
import type { MetricsReport } from './metricsReport';
import type { ToggleFacts } from './toggles/toggleFacts';

/**
 * What a window needs of a retro: bounded by weeks × nodes, never by the number of runs. Plain data; the same object
 * feeds the timeline, the map, the deck and the exports.
 */
export interface RetroFacts {
  zone: string;
  coverage: Coverage;
  sources: SourceCoverage[];
  /** Runs that several sources tell of: counted once each. */
  twice?: TwiceTold[];
  counts: { runs: number; commits: number; pipelines: number; deployments: number };
  weeks: Week[];
  environments: EnvironmentFacts[];
  /** Name of the environment group all headline numbers speak of; null where no environment is production. */
  group: string | null;
  /** Metrics of that group by week; null where there is no group. Row lists are left out (empty). */
  metrics: MetricsReport | null;
  /** The branch production was deployed from, by stretch. */
  branchBand: BranchStretch[];
  /** Null where no feature toggle is known. */
  toggles: ToggleFacts | null;
  evolution: Evolution;
  /** Set where things stood in a kept layout that what is new did not fit into: they may stand elsewhere now. */
  laidOutAnew?: true;
  /** Groups a large map falls into, folded or open; empty where the map is drawn box by box. */
  groups: (MapGroup & { isOpen: boolean })[];
}

/** Boxes of the map that are drawn as one until somebody opens them. */
export interface MapGroup {
  /** `group:name:billing`; the id of its node. */
  id: string;
  name: string;
  /** What brought them together. */
  by: 'track' | 'name' | 'environment' | 'rest';
  /** What it is a group of; materials only one group uses are in it besides. */
  kind: 'material' | 'pipeline' | 'environment';
  /** Ids of nodes. */
  members: string[];
}

/** An ISO 8601 week in the retro's zone, half-open. */
export interface Week {
  /** `2024-W05` */
  id: string;
  start: Instant;
  end: Instant;
  /** Not wholly inside coverage: drawn hatched, left out of means and medians. */
  partial: boolean;
}

export interface EnvironmentFacts {
  name: string;
  label: string;
  role: Role;
  group: string;
  /** Per week, same order as `weeks`. */
  deployments: number[];
  failedAttempts: number[];
  firstAt: Instant | null;
  lastAt: Instant | null;
}

export interface BranchStretch {
  material: string;
  branch: string;
  from: Instant;
  to: Instant;
  deployments: number;
}

/** The value stream map through time: one place per thing, and week by week what was there. */
export interface Evolution {
  nodes: EvolutionNode[];
  edges: EvolutionEdge[];
  /** Size of the drawing, in the units of `x` and `y`. */
  width: number;
  height: number;
}

export interface EvolutionNode {
  id: string;
  kind: 'material' | 'pipeline' | 'environment';
  /** Set where it stands for a group: of how many things. */
  group?: { size: number };
  /** Id of the open group it belongs to. */
  of?: string;
  name: string;
  /** Plain label of an environment ("production"), else null. */
  label: string | null;
  role: Role | null;
  /** 0 for materials; grows along the flow. */
  level: number;
  /** Centre of the node. */
  x: number;
  y: number;
  width: number;
  height: number;
  firstSeen: Instant;
  lastSeen: Instant;
  /** Set where others refer to it, but nothing of its own is in the history. */
  isMissing?: true;
  /** Set where it is an environment that deployments pass on their way to production. */
  isGate?: boolean;
  /** Names a pipeline had before it got this one, oldest first. */
  formerly?: string[];
  /** Stretches in which it was part of the process; a node is drawn inside them only. */
  present: { from: Instant; to: Instant }[];
  /** The part of `present` in which it is known from configuration only: no runs of it are known. Absent where there is none. */
  configured?: { from: Instant; to: Instant }[];
  /**
   * Stretches beside `present` in which nobody can tell whether it was there: the history of its sources begins after them
   * or ends before. Absent where there is none.
   */
  unknown?: { from: Instant; to: Instant }[];
  /** Per week, same order as `weeks`: conclusive runs and failed ones. */
  runs: number[];
  failed: number[];
  /** Stages, with the stretches in which each existed and its last outcome week by week (null: no run yet). */
  stages: { name: string; present: { from: Instant; to: Instant }[]; outcome: (Outcome | null)[] }[];
  /** Branches that carried a material's runs at the end of each week, `, ` between them; null before the first. */
  branch: (string | null)[];
}

export interface EvolutionEdge {
  from: string;
  to: string;
  kind: 'material' | 'upstream' | 'deploys';
  /** Set where it is part of a cycle and leads back, against the flow. */
  isBack?: true;
  present: { from: Instant; to: Instant }[];
  /** As of a node. */
  configured?: { from: Instant; to: Instant }[];
  unknown?: { from: Instant; to: Instant }[];
  /** Per week: runs that came along it, and how many of them failed. */
  runs: number[];
  failed: number[];
  /** Corners of the routed line in drawing units, from the edge of one node to that of the other. */
  points: { x: number; y: number }[];
}
