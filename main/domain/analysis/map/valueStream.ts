import type { Instant, Outcome, Span } from '../../history/records';
import type { Role } from '../../retro/environmentMap';
import type { Sightings } from './sightings';

/** The value stream of everything that ever existed, with what is needed to tell how it was at any instant. */
export interface ValueStream {
  nodes: StreamNode[];
  edges: StreamEdge[];
  /** End of all history, as far as it is known. */
  end: Instant;
}

export interface StreamNode {
  /** `material:git:mingle`, `pipeline:build` (`pipeline:SOURCE:build` where two sources share the name), `environment:dumpling`. */
  id: string;
  kind: 'material' | 'pipeline' | 'environment';
  /** Set where it stands for a group: of how many things. */
  group?: { size: number };
  /** Id of the open group it belongs to. */
  of?: string;
  /** Of a pipeline; null for what several sources may name. */
  source: string | null;
  name: string;
  label: string | null;
  role: Role | null;
  /** Runs refer to it, or a configuration does, but nothing of its own is in the history. */
  isMissing: boolean;
  sightings: Sightings;
  /** An open end is `Infinity`. */
  present: Span[];
  /** That, and the time of which nobody can tell whether it was there. */
  possible: Span[];
  /** The part of `present` that runs show; in the rest it is known from configuration only. */
  used: Span[];
  /** When the versions of its configuration came, ascending. */
  versionsAt: Instant[];
  /** Stages of a pipeline in the order of the flow. */
  stages: StreamStage[];
  /** Uses of a material on a branch, in time order, in parallel arrays. Pull requests count only where nothing else ran. */
  branchAt: Instant[];
  branchName: string[];
}

export interface StreamStage {
  name: string;
  present: Span[];
  /** Ends of the attempts that passed, failed or were cancelled, ascending, in parallel arrays. */
  endedAt: Instant[];
  outcome: Outcome[];
}

export interface StreamEdge {
  /** Indexes into `nodes`. */
  from: number;
  to: number;
  kind: 'material' | 'upstream' | 'deploys';
  sightings: Sightings;
  /** As of a node. */
  present: Span[];
  possible: Span[];
  used: Span[];
}
