import type { Run, Span } from '../../history/records';
import { BucketClock } from '../health/bucketClock';
import { countFlaky } from '../health/flaky';
import { eachStage } from '../health/healthScope';
import { countYields } from '../health/yields';
import { median } from '../statistics';
import { stepKey } from '../structure/pathSteps';
import type { WindowBucket } from '../window/metricsWindow';
import type { NumberSeries, SeriesWords } from './numberSeries';

const minuteMs = 60_000;

/** First passes of one stage by week: what the lowlight of failing stages looks at too. */
export interface StageYield {
  /** `PIPELINE/STAGE`. */
  of: string;
  pipeline: string;
  stage: string | null;
  failures: number[];
  trials: number[];
}

/** First-pass yield, flakiness and duration of every stage of the pipelines given, by complete week. */
export function stageSeries(
  runs: readonly Run[],
  pipelines: ReadonlySet<string>,
  weeks: readonly WindowBucket[],
): { series: NumberSeries[]; yields: StageYield[] } {
  const [first, last] = [weeks[0], weeks.at(-1)];
  if (!first || !last) return { series: [], yields: [] };
  const clock = new BucketClock({ from: first.start, to: last.end }, weeks);
  const spans = complete(weeks, weeks).map((week) => ({ from: week.start, to: week.end }));
  const all = [...byPipeline(runs, pipelines)].flatMap(([pipeline, own]) =>
    stagesOf(own).map((stage) => ofStage(own, { pipeline, stage }, clock, spans)),
  );
  return { series: all.flatMap((one) => one.series), yields: all.map((one) => one.stageYield) };
}

function ofStage(
  runs: readonly Run[],
  scope: { pipeline: string; stage: string | null },
  clock: BucketClock,
  spans: readonly Span[],
): { series: NumberSeries[]; stageYield: StageYield } {
  const weeks = clock.buckets as readonly WindowBucket[];
  const of = stepKey(scope.pipeline, scope.stage);
  const yields = countYields(runs, scope, clock);
  const flaky = countFlaky(runs, scope, clock);
  const trials = complete(yields.totals, weeks);
  const failures = complete(yields.firstPasses, weeks).map((passes, week) => (trials[week] ?? 0) - passes);
  const minutes = complete(weeklyMinutes(runs, scope, clock), weeks);
  const timed = minutes.flatMap((value, week) => (value === null ? [] : [{ value, span: spans[week] as Span }]));
  const series: NumberSeries[] = [
    {
      ...{ name: `firstPassYield:${of}`, spans, words: words(`First-pass yield of ${of}`, '', true) },
      series: { family: 'binomial', values: failures, trials },
    },
    {
      ...{ name: `flaky:${of}`, spans, words: words(`Flaky rate of ${of}`, '') },
      series: { family: 'binomial', values: complete(flaky.flaky, weeks), trials: complete(flaky.totals, weeks) },
    },
    {
      ...{ name: `duration:${of}`, words: words(`Duration of ${of}`, 'minutes') },
      series: { family: 'magnitude', values: timed.map((one) => one.value) },
      spans: timed.map((one) => one.span),
    },
  ];
  return { series, stageYield: { of, ...scope, failures, trials } };
}

/** Weekly median of the time passed attempts ran; null for a week without any. */
function weeklyMinutes(
  runs: readonly Run[],
  scope: { pipeline: string; stage: string | null },
  clock: BucketClock,
): (number | null)[] {
  const byWeek: number[][] = clock.buckets.map(() => []);
  for (const run of runs) {
    eachStage(run, scope, (_stage, attempts) => {
      for (const attempt of attempts) {
        const { outcome, startedAt, finishedAt } = attempt ?? run;
        if (outcome !== 'passed' || startedAt === null || finishedAt === null || finishedAt < startedAt) continue;
        byWeek[clock.indexOf(finishedAt)]?.push((finishedAt - startedAt) / minuteMs);
      }
    });
  }
  return byWeek.map((of) => median(of));
}

function complete<T>(values: readonly T[], weeks: readonly WindowBucket[]): T[] {
  return values.filter((_, place) => weeks[place]?.partial === false);
}

function byPipeline(runs: readonly Run[], pipelines: ReadonlySet<string>): Map<string, Run[]> {
  const map = new Map([...pipelines].sort().map((name): [string, Run[]] => [name, []]));
  for (const run of runs) map.get(run.pipeline)?.push(run);
  return map;
}

/** Stages in the order of their names; the pipeline itself only where its runs have none. */
function stagesOf(runs: readonly Run[]): (string | null)[] {
  const names = new Set<string>();
  for (const run of runs) for (const stage of run.stages) names.add(stage.name);
  return names.size > 0 ? [...names].sort() : [null];
}

function words(subject: string, unit: string, tellsPasses = false): SeriesWords {
  return { subject, unit, points: 'weeks', upIsBetter: false, tellsPasses };
}
