import type { CountedDeployment } from '../countedDeployments';
import { median } from '../statistics';
import type { WindowBucket } from '../window/metricsWindow';
import { bucketIndex } from '../../time/buckets';
import type { NumberSeries, SeriesWords } from './numberSeries';

/**
 * What deployments to production tell: counts by complete week, and one value for each deployment, as the commits of one
 * deployment share its date and are not independent.
 */
export function deploymentSeries(
  counted: readonly CountedDeployment[],
  weeks: readonly WindowBucket[],
  { label, inferred }: { label: string; inferred: boolean },
): NumberSeries[] {
  const counts = weeklyCounts(counted, weeks);
  const complete = counts.filter(({ week }) => !week.partial);
  const spans = complete.map(({ week }) => ({ from: week.start, to: week.end }));
  const basis = inferred ? ', inferred from rollbacks and hotfixes' : '';
  const small = lowered(label);
  return [
    {
      ...{ name: 'deployments', spans, words: words(`${label} deployments`, '', true) },
      series: { family: 'poisson', values: complete.map((one) => one.deployments) },
    },
    perDeployment(counted, 'interval', (one) => one.intervalHours, words(`Time between ${small} deployments`, 'hours')),
    perDeployment(
      counted,
      'leadTimeHours',
      ({ deployment }) => median(deployment.leadTimes.map((one) => one.hours)),
      words(`Change lead time to ${small}`, 'hours'),
    ),
    perDeployment(
      counted,
      'batchSize',
      ({ deployment }) => (deployment.kind === 'change' ? deployment.batchSize : null),
      words(`Batch size of ${small} deployments`, 'commits'),
    ),
    {
      ...{ name: 'changeFailRate', spans, words: words(`Change fail rate in ${small}${basis}`, '') },
      series: {
        family: 'binomial',
        values: complete.map((one) => one.failed),
        trials: complete.map((one) => one.deployments),
      },
    },
  ];
}

function perDeployment(
  counted: readonly CountedDeployment[],
  name: string,
  valueOf: (one: CountedDeployment) => number | null,
  of: SeriesWords,
): NumberSeries {
  const points = counted.flatMap((one) => {
    const value = valueOf(one);
    return value === null ? [] : [{ value, at: one.deployment.at }];
  });
  return {
    ...{ name, words: of },
    series: { family: 'magnitude', values: points.map((one) => one.value) },
    spans: points.map(({ at }) => ({ from: at, to: at })),
  };
}

function weeklyCounts(counted: readonly CountedDeployment[], weeks: readonly WindowBucket[]) {
  const counts = weeks.map((week) => ({ week, deployments: 0, failed: 0 }));
  for (const { deployment, verdict } of counted) {
    const count = counts[bucketIndex(weeks, deployment.at)];
    if (!count) continue;
    count.deployments += 1;
    if (verdict.failed) count.failed += 1;
  }
  return counts;
}

function words(subject: string, unit: string, upIsBetter = false): SeriesWords {
  return { subject, unit, points: 'deployments', upIsBetter, tellsPasses: false };
}

function lowered(label: string): string {
  return label.charAt(0).toLowerCase() + label.slice(1);
}
