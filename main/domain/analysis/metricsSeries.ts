import { batchSizes, leadTimeHours } from './countedDeployments';
import type { PipelineHealth } from './healthSummary';
import type { MetricsBucket } from './metricsReport';
import { median, proportion, quantile } from './statistics';
import type { BucketCounts } from './weeklyCounts';
import type { WindowBucket } from './window/metricsWindow';

const hourMs = 3_600_000;

/** The measures bucket by bucket: 0 for a count, null (a gap in the line) for a median or share without data. */
export function buildSeries(
  buckets: readonly WindowBucket[],
  counts: BucketCounts,
  { yields, flaky, red }: PipelineHealth,
): MetricsBucket[] {
  return buckets.map(({ id, start, end, partial }, at) => {
    const counted = counts.deployments[at] ?? [];
    const hours = leadTimeHours(counted);
    return {
      id,
      start,
      end,
      partial,
      deployments: counted.length,
      deploymentDays: counts.days[at] ?? 0,
      leadTimeHoursMedian: median(hours),
      leadTimeHoursP90: quantile(hours, 0.9),
      leadTimeN: hours.length,
      batchSizeMedian: median(batchSizes(counted)),
      firstPassYield: proportion(yields.firstPasses[at] ?? 0, yields.totals[at] ?? 0),
      flakyRate: proportion(flaky.flaky[at] ?? 0, flaky.totals[at] ?? 0),
      redFraction: proportion(red.redMs[at] ?? 0, red.knownMs[at] ?? 0),
      redHours: (red.redMs[at] ?? 0) / hourMs,
      knownHours: (red.knownMs[at] ?? 0) / hourMs,
    };
  });
}
