import { runTime } from '../../history/recordTime';
import type { Definition, Run, Span } from '../../history/records';
import { BucketClock } from '../health/bucketClock';
import { countFlaky } from '../health/flaky';
import { eachStage } from '../health/healthScope';
import { countYields } from '../health/yields';
import type { WindowBucket } from '../window/metricsWindow';
import type { Observation } from './observation';
import { stageWarnings } from './stageWarnings';
import type { Sides } from './sides';

/** A pipeline with its runs, and those of its stages (null: the pipeline itself) that ran in the windows. */
interface Pipeline {
  name: string;
  runs: Run[];
  stages: Set<string | null>;
}

/** First-pass yield and flakiness of every stage that ran in the windows, counted as the metrics count them. */
export function stageObservations(
  runs: readonly Run[],
  definitions: readonly Definition[],
  sides: Sides,
): Observation[] {
  const weeks = [...sides.before, ...sides.after];
  const [first, last] = [weeks[0], weeks.at(-1)];
  if (!first || !last) return [];
  const span = { from: first.start, to: last.end };
  const clock = new BucketClock(span, [...sides.before, ...between(sides), ...sides.after]);
  return pipelinesWithin(runs, span).flatMap((pipeline) =>
    [...pipeline.stages].flatMap((stage) => {
      const scope = { pipeline: pipeline.name, stage };
      const of = stage === null ? pipeline.name : `${pipeline.name}/${stage}`;
      const yields = countYields(pipeline.runs, scope, clock);
      const flaky = countFlaky(pipeline.runs, scope, clock);
      const observations: Observation[] = [
        {
          ...{ measure: 'firstPassYield', of, family: 'proportion', warnings: [] },
          words: { subject: `First-pass yield of ${of}`, countsFailures: false },
          ...weekly(sides, clock, yields.firstPasses, yields.totals),
        },
        {
          ...{ measure: 'flaky', of, family: 'proportion', warnings: [] },
          words: { subject: `Flaky rate of ${of}`, countsFailures: true },
          ...weekly(sides, clock, flaky.flaky, flaky.totals),
        },
      ];
      const warnings = stageWarnings(pipeline, stage, sides, definitions);
      return observations.map((one) => ({ ...one, warnings }));
    }),
  );
}

/** The milestone's own weeks: the clock wants buckets without a hole, and counts of these are not used. */
function between({ before, after }: Sides): WindowBucket[] {
  const [last, first] = [before.at(-1), after[0]];
  return last && first ? [{ id: '', start: last.end, end: first.start, partial: true }] : [];
}

function weekly(sides: Sides, clock: BucketClock, counts: readonly number[], totals: readonly number[]) {
  const of = (weeks: readonly WindowBucket[]) =>
    weeks.map((week) => {
      const place = clock.buckets.indexOf(week);
      return { count: counts[place] ?? 0, total: totals[place] ?? 0 };
    });
  return { before: of(sides.before), after: of(sides.after) };
}

function pipelinesWithin(runs: readonly Run[], span: Span): Pipeline[] {
  const all = new Map<string, Pipeline>();
  for (const run of runs) {
    const known = all.get(run.pipeline);
    const pipeline = known ?? { name: run.pipeline, runs: [], stages: new Set<string | null>() };
    if (!known) all.set(run.pipeline, pipeline);
    pipeline.runs.push(run);
    const [from, to] = [runTime(run) ?? 0, run.finishedAt ?? Infinity];
    if (from < span.to && to >= span.from) {
      eachStage(run, { pipeline: null, stage: null }, (stage) => pipeline.stages.add(stage));
    }
  }
  // A pipeline whose runs mostly have stages is counted by stage; the pipeline as such then stands for none of them.
  for (const { stages } of all.values()) if (stages.size > 1) stages.delete(null);
  return [...all.values()].sort((a, b) => (a.name < b.name ? -1 : 1));
}
