import type { Instant } from '../history/records';
import type { Target } from './environmentMap';

export const milestoneKinds = ['highlight', 'lowlight', 'note'] as const;
export type MilestoneKind = (typeof milestoneKinds)[number];

/** What a milestone hangs on, so that a new import or another layout cannot move it. */
export type Anchor =
  | { to: 'run'; run: string }
  | { to: 'stage'; pipeline: string; stage: string }
  | { to: 'edge'; from: string; into: string }
  | { to: 'date'; at: Instant };

/** A moment the team found worth telling. Accepted by people, never by the program. */
export interface Milestone {
  id: string;
  at: Instant;
  /** End of a stretch; null for a moment. */
  until: Instant | null;
  kind: MilestoneKind;
  title: string;
  text: string;
  gained: string;
  cost: string;
  tags: string[];
  author: string;
  anchors: Anchor[];
  status: 'accepted' | 'suggested' | 'dismissed';
  /** What it was found by, where it began as a suggestion. */
  detected?: Detected | null;
}

export const detectionFamilies = ['structure', 'rate', 'proportion', 'magnitude'] as const;
export type DetectionFamily = (typeof detectionFamilies)[number];

/**
 * Why a milestone was suggested: the facts, the most important or strongest first. `family` and `series` (names of the
 * outward contract: `deployments`, `gate:baklava`, …) are those of the first. `strength` is only good for putting
 * suggestions in order.
 */
export interface Detected {
  family: DetectionFamily;
  series: string;
  facts: { family: DetectionFamily; series: string; text: string }[];
  /** The location set; of a structural one, from the deployment before to the one that shows it. */
  window: { from: Instant; to: Instant };
  strength: number;
}

/** Something to do, with who and until when. */
export interface Action {
  id: string;
  text: string;
  owner: string;
  due: Instant | null;
  /** Absent: open. */
  status?: 'done' | 'open';
  /** What it is meant to move; absent or null where nothing is measured. */
  metric?: ActionMetric | null;
}

/** What an action is to move, with where that stood when it was decided, so that a later retro can tell what moved. */
export interface ActionMetric {
  measure: Target['measure'];
  environment: string | null;
  /** `PIPELINE` or `PIPELINE/STAGE` for a measure of pipeline health; null: all pipelines. */
  pipeline: string | null;
  /** In the measure's own unit, over `from` (in) to `to` (out); null: not enough data. */
  value: number | null;
  /** What the value was counted from: deployments, commits, attempts, groups, or hours. */
  n: number;
  from: Instant | null;
  to: Instant | null;
  /** End of the history then known: what came later can show whether it moved. Null where there was none. */
  knownTo: Instant | null;
  /** Where it is wanted; null where nobody said. */
  target: number | null;
}
