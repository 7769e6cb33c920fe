import type { Span } from '../history/records';
import { batchSizes, isIn, leadTimeHours, type CountedDeployment } from './countedDeployments';
import type { DeploymentAnalysis } from './deployments/analyseDeployments';
import { isRework } from './deployments/failedDeployments';
import type { waitingCommits } from './deployments/waitingCommits';
import type { MetricsSummary } from './metricsReport';
import { mean, median, proportion, quantile } from './statistics';
import type { BucketCounts } from './weeklyCounts';
import type { WindowBucket } from './window/metricsWindow';

type DeploymentMeasures = Pick<
  MetricsSummary,
  'deployments' | 'leadTimeHours' | 'changeFailRate' | 'recoveryHours' | 'reworkRate' | 'batchSize'
>;

/** The five measures of delivery (dora.dev, 2026-01) over a window, each as analysed for one environment group. */
export function summarizeDeployments(
  counted: readonly CountedDeployment[],
  analysis: DeploymentAnalysis | null,
  window: Span | null,
  weeks: { buckets: readonly WindowBucket[]; counts: BucketCounts },
  context: { hasIncidents: boolean; waiting: ReturnType<typeof waitingCommits> },
): DeploymentMeasures {
  return {
    deployments: frequency(counted, analysis, window, weeks),
    leadTimeHours: leadTime(counted, context.waiting),
    ...stability(counted, context.hasIncidents),
    batchSize: batches(counted),
  };
}

/** Per complete week, so that a week cut by coverage or window does not look like a slow one. */
function frequency(
  counted: readonly CountedDeployment[],
  analysis: DeploymentAnalysis | null,
  window: Span | null,
  { buckets, counts }: { buckets: readonly WindowBucket[]; counts: BucketCounts },
): MetricsSummary['deployments'] {
  const complete = analysis ? buckets.flatMap((bucket, index) => (bucket.partial ? [] : [index])) : [];
  const perWeek = complete.map((index) => counts.deployments[index]?.length ?? 0);
  const within = (list: readonly { at: number }[]): number =>
    window ? list.filter((one) => isIn(window, one.at)).length : 0;
  return {
    count: counted.length,
    perWeekMean: mean(perWeek),
    perWeekMedian: median(perWeek),
    daysPerWeekMedian: median(complete.map((index) => counts.days[index] ?? 0)),
    intervalHoursMedian: median(counted.flatMap((one) => one.intervalHours ?? [])),
    failedAttempts: within(analysis?.events.failedAttempts ?? []),
    partial: within(analysis?.events.partial ?? []),
  };
}

function leadTime(
  counted: readonly CountedDeployment[],
  waiting: ReturnType<typeof waitingCommits>,
): MetricsSummary['leadTimeHours'] {
  const hours = leadTimeHours(counted);
  return {
    n: hours.length,
    median: median(hours),
    p90: quantile(hours, 0.9),
    excluded: {
      no_predecessor: counted.reduce((sum, one) => sum + one.deployment.noPredecessor, 0),
      clock_skew: counted.reduce((sum, one) => sum + one.deployment.clockSkew, 0),
    },
    waiting,
  };
}

function stability(
  counted: readonly CountedDeployment[],
  hasIncidents: boolean,
): Pick<MetricsSummary, 'changeFailRate' | 'recoveryHours' | 'reworkRate'> {
  const total = counted.length;
  const failed = counted.filter((one) => one.verdict.failed).length;
  const rework = counted.filter((one) => isRework(one.deployment)).length;
  const recoveries = counted.flatMap((one) => one.verdict.recoveryHours ?? []);
  return {
    changeFailRate: { value: proportion(failed, total), failed, total, basis: hasIncidents ? 'incidents' : 'inferred' },
    recoveryHours: {
      n: recoveries.length,
      median: median(recoveries),
      open: counted.filter((one) => one.verdict.open).length,
    },
    reworkRate: { value: proportion(rework, total), count: rework, total },
  };
}

function batches(counted: readonly CountedDeployment[]): MetricsSummary['batchSize'] {
  const sizes = batchSizes(counted);
  return { n: sizes.length, median: median(sizes), mean: mean(sizes) };
}
