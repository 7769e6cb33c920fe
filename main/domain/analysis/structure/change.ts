import type { Instant, Span } from '../../history/records';
import type { ChangeKind } from './features';

/** One thing about the way to production that became different and stayed so. */
export interface Change {
  kind: ChangeKind;
  subject: string;
  /** `branch:git:app`, `gate:staging`, …: what it is listed under. */
  series: string;
  /** Index of the first deployment (of what is not on the way to production: week) that shows it, and when its run began. */
  index: number;
  at: Instant;
  /** From the deployment before to the one that shows it. */
  window: Span;
  /** Came (or took this value), or went. */
  appears: boolean;
  /** The value it has from now on and the one it mostly had before; null where presence is the matter. */
  now: string | null;
  before: string | null;
  /** The product it holds for, where several are deployed side by side; else null. */
  product: string | null;
  pipeline: string | null;
  isProduction: boolean;
  /** Deployments (or weeks) that show it, of those that say, since the turn before and until the next. */
  counts: { before: Count; after: Count };
  /** Likelihood ratio of one share before and another after, against one share throughout. */
  likelihoodRatio: number;
  /** The deployment that first shows it, as outputs name it. */
  run: string;
  /** Other stages of the same pipeline that came or went with it. */
  siblings: string[];
}

export interface Count {
  count: number;
  total: number;
}

/** Changes near each other in time, told as one; the most important first. */
export interface StructuralMilestone {
  changes: [Change, ...Change[]];
}
