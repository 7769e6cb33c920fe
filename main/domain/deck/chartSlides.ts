import type { MetricsBucket, MetricsReport } from '../analysis/metricsReport';
import { blankSlide } from './blankSlide';
import type { ChartData, Slide } from './deck';
import type { DeckInput } from './deckInput';
import { cadenceChartHeadline, cadenceMeasure, groupName } from './timelineSlide';
import { counted, direction, duration, percent } from './wording';

interface Measure {
  id: string;
  kind: ChartData['kind'];
  title: string;
  /** A word or two for the end of the line. */
  name: string;
  unit: string;
  value: (bucket: MetricsBucket) => number | null;
  /** The same measure over a whole window. */
  of: (report: MetricsReport) => number | null;
  headline: (input: DeckInput, before: number | null, after: number | null) => string;
  measure: (input: DeckInput) => string;
}

const unknown = 'Not enough data yet to say';
const fewestForMagnitude = 8;

const compared = ({ ends }: DeckInput): string =>
  ends ? `; first and last ${String(ends.weeks)} complete weeks compared` : '';

/** A median of a handful of deployments is no finding. */
function medianOfDeployments(report: MetricsReport, median: number | null): number | null {
  return report.summary.deployments.count < fewestForMagnitude ? null : median;
}

/** Says how a value changed in words that claim no more than the numbers do. */
function changed(before: number, after: number, words: { up: string; down: string; same: string }): string {
  return words[direction(before, after)];
}

const measures: Measure[] = [
  {
    id: 'deployments',
    kind: 'bar',
    title: 'Deployments a week',
    name: 'deployments',
    unit: 'deployments',
    value: (bucket) => bucket.deployments,
    of: (report) => report.summary.deployments.perWeekMean,
    headline: (input) => cadenceChartHeadline(input),
    measure: cadenceMeasure,
  },
  {
    id: 'lead-time',
    kind: 'line',
    title: 'Lead time, weekly median',
    name: 'lead time',
    unit: 'days',
    value: (bucket) => (bucket.leadTimeHoursMedian === null ? null : bucket.leadTimeHoursMedian / 24),
    of: (report) => medianOfDeployments(report, report.summary.leadTimeHours.median),
    headline: (input, before, after) =>
      before === null || after === null
        ? `${unknown} how long a commit takes to ${groupName(input)}`
        : changed(before, after, {
            up: `A commit takes ${duration(after)} to ${groupName(input)}, up from ${duration(before)}`,
            down: `A commit reaches ${groupName(input)} in ${duration(after)}, down from ${duration(before)}`,
            same: `A commit takes about as long to ${groupName(input)} as it did: ${duration(after)}`,
          }),
    measure: (input) => `Median time from commit to its first production deployment${compared(input)}`,
  },
  {
    id: 'batch-size',
    kind: 'line',
    title: 'Commits in a deployment, weekly median',
    name: 'batch size',
    unit: 'commits',
    value: (bucket) => bucket.batchSizeMedian,
    of: (report) => medianOfDeployments(report, report.summary.batchSize.median),
    headline: (_, before, after) =>
      before === null || after === null
        ? `${unknown} how much one deployment carries`
        : changed(before, after, {
            up: `Each deployment carries ${counted(Math.round(after), 'commit')}, up from ${String(Math.round(before))}`,
            down: `Each deployment carries ${counted(Math.round(after), 'commit')}, down from ${String(Math.round(before))}`,
            same: `Deployments are about as large as they were: ${counted(Math.round(after), 'commit')}`,
          }),
    measure: (input) => `Median number of commits new to production in one deployment${compared(input)}`,
  },
  {
    id: 'first-pass',
    kind: 'line',
    title: 'Stages that failed at the first try',
    name: 'failed first',
    unit: '%',
    value: (bucket) => (bucket.firstPassYield === null ? null : (1 - bucket.firstPassYield) * 100),
    of: (report) => (report.summary.firstPassYield.value === null ? null : 1 - report.summary.firstPassYield.value),
    headline: (_, before, after) =>
      before === null || after === null
        ? `${unknown} how often a stage fails`
        : changed(before, after, {
            up: `${percent(after)} of stages fail at the first try, up from ${percent(before)}`,
            down: `${percent(after)} of stages fail at the first try, down from ${percent(before)}`,
            same: `Stages fail at the first try about as often as they did: ${percent(after)}`,
          }),
    measure: (input) => `1 − first-pass yield over all pipelines${compared(input)}`,
  },
  {
    id: 'flaky',
    kind: 'line',
    title: 'Flaky share',
    name: 'flaky',
    unit: '%',
    value: (bucket) => (bucket.flakyRate === null ? null : bucket.flakyRate * 100),
    of: (report) => report.summary.flaky.rate,
    headline: (_, before, after) =>
      before === null || after === null
        ? `${unknown} how flaky the pipelines are`
        : changed(before, after, {
            up: `Flaky failures went up: ${percent(after)} of what ran, from ${percent(before)}`,
            down: `Flaky failures went down: ${percent(after)} of what ran, from ${percent(before)}`,
            same: `Flaky failures are about as common as they were: ${percent(after)} of what ran`,
          }),
    measure: (input) =>
      `The same inputs both failed and passed; a lower bound, as an unretried failure cannot show it${compared(input)}`,
  },
];

/** One slide for each measure there is any number of. */
export function chartSlides(input: DeckInput): Slide[] {
  const { metrics } = input.facts;
  if (!metrics) return [];
  return measures.flatMap((measure) => {
    const values = metrics.series.map(measure.value);
    if (values.every((value) => value === null || value === 0)) return [];
    const before = input.ends ? measure.of(input.ends.first) : null;
    const after = input.ends ? measure.of(input.ends.last) : null;
    const headline = measure.headline(input, before, after);
    return [
      {
        ...blankSlide(input, 'chart', `chart:${measure.id}`),
        headline,
        measure: measure.measure(input),
        chart: chartOf(input, measure, metrics.series, values),
        notes: `${headline}. ${measure.measure(input)}.`,
        alt: `${measure.kind === 'bar' ? 'Bar' : 'Line'} chart of ${measure.title.toLowerCase()} by week (${measure.unit}). ${headline}.`,
      } satisfies Slide,
    ];
  });
}

/** A chart of one weekly series with the milestones as flags. */
export function chartOf(
  input: DeckInput,
  { title, name, unit, kind }: Pick<Measure, 'title' | 'name' | 'unit' | 'kind'>,
  series: readonly MetricsBucket[],
  values: (number | null)[],
): ChartData {
  return {
    kind,
    title,
    unit,
    categories: series.map((bucket) => bucket.id),
    starts: series.map((bucket) => bucket.start),
    partial: series.map((bucket) => bucket.partial),
    series: [{ name, values: values.map(tidy), tone: 'accent' }],
    target: null,
    flags: milestoneFlags(input),
  };
}

/** The milestones people accepted, as flags over a chart. */
export function milestoneFlags({ retro }: DeckInput): ChartData['flags'] {
  return retro.milestones
    .filter((one) => one.status === 'accepted')
    .map(({ at, kind, title: label }) => ({ at, label, kind }));
}

/** Chart sheets are read by people too: three decimals say all there is. */
function tidy(value: number | null): number | null {
  return value === null ? null : Math.round(value * 1000) / 1000;
}
