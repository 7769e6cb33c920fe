import type { Target } from '../retro/environmentMap';
import type { MetricsSummary } from './metricsReport';

/** What a target's measure is now, in the target's own unit (per week, hours, commits, or a share); null without data. */
export function targetValue(measure: Target['measure'], summary: MetricsSummary): number | null {
  switch (measure) {
    case 'deployments':
      return summary.deployments.perWeekMean;
    case 'leadTimeHours':
      return summary.leadTimeHours.median;
    case 'batchSize':
      return summary.batchSize.median;
    case 'changeFailRate':
      return summary.changeFailRate.value;
    case 'firstPassYield':
      return summary.firstPassYield.value;
    case 'flaky':
      return summary.flaky.rate;
    case 'redFraction':
      return summary.red.fraction;
  }
}
