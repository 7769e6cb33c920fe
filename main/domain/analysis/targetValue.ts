import type { Target } from '../retro/environmentMap';
import type { MetricsSummary } from './metricsReport';

/** What a target's measure is now, in the target's own unit (per week, hours, commits, or a share); null without data. */
export function targetValue(measure: Target['measure'], summary: MetricsSummary): number | null {
  return measures[measure](summary).value;
}

/** What that was counted from: deployments, commits, attempts, groups, or known hours. */
export function targetBasis(measure: Target['measure'], summary: MetricsSummary): number {
  return measures[measure](summary).n;
}

const measures: Record<Target['measure'], (summary: MetricsSummary) => { value: number | null; n: number }> = {
  deployments: ({ deployments }) => ({ value: deployments.perWeekMean, n: deployments.count }),
  leadTimeHours: ({ leadTimeHours }) => ({ value: leadTimeHours.median, n: leadTimeHours.n }),
  batchSize: ({ batchSize }) => ({ value: batchSize.median, n: batchSize.n }),
  changeFailRate: ({ changeFailRate }) => ({ value: changeFailRate.value, n: changeFailRate.total }),
  firstPassYield: ({ firstPassYield }) => ({ value: firstPassYield.value, n: firstPassYield.total }),
  flaky: ({ flaky }) => ({ value: flaky.rate, n: flaky.groups }),
  redFraction: ({ red }) => ({ value: red.fraction, n: red.knownHours }),
};
