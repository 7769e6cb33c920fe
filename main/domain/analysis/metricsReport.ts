import type { Coverage, Instant } from '../history/records';

/** A proportion with its counts. `value` is null where `total` is 0. */
export interface Share {
  value: number | null;
  passed: number;
  total: number;
}

export interface FailShare {
  value: number | null;
  failed: number;
  total: number;
}

/** Everything `shiplapse metrics --json` prints, with instants as numbers. Definitions and units: the functions that fill it. */
export interface MetricsReport {
  environment: string | null;
  zone: string;
  bucket: 'week' | 'month';
  from: Instant | null;
  to: Instant | null;
  coverage: Coverage;
  summary: MetricsSummary;
  series: MetricsBucket[];
  deployments: DeploymentRow[];
  leadTimes: LeadTimeRow[];
  partialRuns: { run: string; passed: string[]; missing: string[] }[];
  incidents: { id: string; openedAt: Instant; resolvedAt: Instant | null; run: string | null }[];
  flakyGroups: { pipeline: string; stage: string | null; runs: string[]; passed: number; failed: number }[];
  redEpisodes: { pipeline: string; branch: string | null; from: Instant; to: Instant | null; hours: number }[];
}

export interface MetricsSummary {
  deployments: {
    count: number;
    perWeekMean: number | null;
    perWeekMedian: number | null;
    daysPerWeekMedian: number | null;
    intervalHoursMedian: number | null;
    failedAttempts: number;
    partial: number;
  };
  leadTimeHours: {
    n: number;
    median: number | null;
    p90: number | null;
    excluded: { no_predecessor: number; clock_skew: number };
    waiting: { n: number; oldestHours: number | null };
  };
  changeFailRate: FailShare & { basis: 'incidents' | 'inferred' };
  recoveryHours: { n: number; median: number | null; open: number };
  reworkRate: { value: number | null; count: number; total: number };
  batchSize: { n: number; median: number | null; mean: number | null };
  firstPassYield: Share;
  eventualSuccess: Share;
  attemptFailRate: FailShare & { inconclusive: number };
  flaky: {
    rate: number | null;
    groups: number;
    flakyGroups: number;
    retriedGroups: number;
    failureShare: number | null;
  };
  red: {
    fraction: number | null;
    hours: number;
    knownHours: number;
    timeToGreenHoursMedian: number | null;
    openSince: Instant | null;
  };
}

export interface MetricsBucket {
  /** `2024-W05`, or `2024-01` for a month. */
  id: string;
  start: Instant;
  end: Instant;
  partial: boolean;
  deployments: number;
  deploymentDays: number;
  leadTimeHoursMedian: number | null;
  leadTimeHoursP90: number | null;
  leadTimeN: number;
  batchSizeMedian: number | null;
  firstPassYield: number | null;
  flakyRate: number | null;
  redFraction: number | null;
  redHours: number;
  knownHours: number;
}

export interface DeploymentRow {
  run: string;
  at: Instant;
  kind: 'first' | 'change' | 'redeploy' | 'rollback';
  diverged: boolean;
  batchSize: number | null;
  removed: number | null;
  leadTimeHoursMedian: number | null;
  failed: boolean;
  recoveryHours: number | null;
  /** Batch size and lead times come from the CI server's own lists, which may be cut short. Not in `metrics --json`. */
  fromCi: boolean;
}

export interface LeadTimeRow {
  material: string;
  revision: string;
  committedAt: Instant;
  deployedAt: Instant;
  run: string;
  hours: number;
}
