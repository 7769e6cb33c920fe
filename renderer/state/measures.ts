import type { MetricsBucket, MetricsSummary } from '../../main/domain/analysis/metricsReport';
import type { RowsOrder } from '../../main/ipc/messages/retro';
import { countText, hoursText, percentText, shortText } from '../controls/text/numbers';

export type MeasureId =
  'deployments' | 'leadTime' | 'batchSize' | 'changeFailRate' | 'firstPassYield' | 'flaky' | 'red';

/** One number of the panel and, where it has weekly values, one strip under the timeline. */
export interface Measure {
  id: MeasureId;
  name: string;
  /** What it means, in a sentence or two. */
  meaning: string;
  /** Over the whole coverage; null where there is not enough data. */
  value: (summary: MetricsSummary) => string | null;
  /** What the number rests on: counts, a second number, the basis. */
  detail: (summary: MetricsSummary) => string;
  /** Weekly value; absent for measures that are not told by week. */
  weekly?: (bucket: MetricsBucket) => number | null;
  print: (value: number) => string;
  kind: 'bar' | 'line';
  /** The rows that are counted. */
  rows: 'deployments' | 'runs' | 'failedRuns';
}

const share = (value: number | null): string | null => (value === null ? null : percentText(value));

export const measures: readonly Measure[] = [
  {
    id: 'deployments',
    name: 'Deployments per week',
    meaning:
      'Successful deployments to every environment of the group, per full week. Weeks cut off by the coverage are left out.',
    value: ({ deployments }) => (deployments.perWeekMean === null ? null : shortText(deployments.perWeekMean)),
    detail: ({ deployments }) =>
      `${countText(deployments.count, 'deployment')}, ${countText(deployments.failedAttempts, 'failed attempt')}`,
    weekly: (bucket) => (bucket.knownHours === 0 && bucket.deployments === 0 ? null : bucket.deployments),
    print: shortText,
    kind: 'bar',
    rows: 'deployments',
  },
  {
    id: 'leadTime',
    name: 'Lead time',
    meaning:
      'From a commit to the first successful deployment that carries it. Half of the commits are faster than the median, nine in ten faster than the second number.',
    value: ({ leadTimeHours }) => (leadTimeHours.median === null ? null : hoursText(leadTimeHours.median)),
    detail: ({ leadTimeHours: { n, p90 } }) =>
      `${p90 === null ? '' : `nine in ten within ${hoursText(p90)}, `}${countText(n, 'commit')}`,
    weekly: (bucket) => bucket.leadTimeHoursMedian,
    print: hoursText,
    kind: 'line',
    rows: 'deployments',
  },
  {
    id: 'batchSize',
    name: 'Batch size',
    meaning: 'Commits that are new in a deployment, counted since the deployment before. Median of all deployments.',
    value: ({ batchSize }) => (batchSize.median === null ? null : countText(Math.round(batchSize.median), 'commit')),
    detail: ({ batchSize }) => countText(batchSize.n, 'deployment'),
    weekly: (bucket) => bucket.batchSizeMedian,
    print: (value) => countText(Math.round(value), 'commit'),
    kind: 'line',
    rows: 'deployments',
  },
  {
    id: 'changeFailRate',
    name: 'Change fail rate',
    meaning:
      'Share of deployments that had to be repaired. Counted from incidents where there are any; else inferred from rollbacks, hotfixes and marks.',
    value: ({ changeFailRate }) => share(changeFailRate.value),
    detail: ({ changeFailRate: { failed, total, basis } }) =>
      `${shortText(failed)} of ${shortText(total)}, ${basis === 'incidents' ? 'from incidents' : 'inferred from rollbacks and hotfixes'}`,
    print: percentText,
    kind: 'line',
    rows: 'deployments',
  },
  {
    id: 'firstPassYield',
    name: 'First-pass yield',
    meaning: 'Share of stages that passed at the first attempt.',
    value: ({ firstPassYield }) => share(firstPassYield.value),
    detail: ({ firstPassYield: { passed, total } }) => `${countText(passed, 'stage')} of ${countText(total, 'stage')}`,
    weekly: (bucket) => bucket.firstPassYield,
    print: percentText,
    kind: 'line',
    rows: 'runs',
  },
  {
    id: 'flaky',
    name: 'Flaky',
    meaning: 'Share of revisions on which the same stage both failed and passed with nothing changed in between.',
    value: ({ flaky }) => share(flaky.rate),
    detail: ({ flaky }) => `${countText(flaky.flakyGroups, 'revision')} of ${shortText(flaky.groups)}`,
    weekly: (bucket) => bucket.flakyRate,
    print: percentText,
    kind: 'line',
    rows: 'failedRuns',
  },
  {
    id: 'red',
    name: 'Red time',
    meaning: 'Share of the known hours during which the pipeline’s last conclusive run had failed.',
    value: ({ red }) => share(red.fraction),
    detail: ({ red }) =>
      red.timeToGreenHoursMedian === null
        ? hoursText(red.hours)
        : `green again after ${hoursText(red.timeToGreenHoursMedian)}`,
    weekly: (bucket) => bucket.redFraction,
    print: percentText,
    kind: 'line',
    rows: 'failedRuns',
  },
];

/** Which rows stand behind a number: all, or those of one stretch of time. */
export function rowsBehind(measure: Measure, group: string | null): RowsOrder['of'] {
  if (measure.rows === 'deployments') return { kind: 'deployments', environment: group };
  return { kind: 'runs', pipeline: null, stage: null, outcome: measure.rows === 'failedRuns' ? 'failed' : null };
}
