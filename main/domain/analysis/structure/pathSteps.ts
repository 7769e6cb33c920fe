import type { Instant, Run, Stage } from '../../history/records';
import { momentOf } from '../environments/attempts';
import { eachStage } from '../health/healthScope';
import type { PathStep } from './signature';

/** `PIPELINE/STAGE`, or the pipeline where its runs have no stages: how series and anchors name it. */
export function stepKey(pipeline: string, stage: string | null): string {
  return stage === null ? pipeline : `${pipeline}/${stage}`;
}

/** When an attempt began, as well as is known. */
export function startOf(run: Run, stage: Stage | null): Instant {
  const own = stage ? (stage.startedAt ?? stage.scheduledAt) : null;
  return own ?? run.startedAt ?? run.queuedAt ?? run.finishedAt ?? 0;
}

/**
 * The steps of the runs that were over when production started, and those that deploy to it (`production`: attempts of
 * the deployment's run). Of several attempts of a stage the last that was over counts.
 */
export function pathSteps(
  runs: readonly Run[],
  deployment: Run,
  production: ReadonlySet<Stage | null>,
  startedAt: Instant,
): PathStep[] {
  const steps: { step: PathStep; endedAt: Instant }[] = [];
  for (const run of runs) {
    const isFirst = firstStageOf(run);
    eachStage(run, { pipeline: null, stage: null }, (name, attempts) => {
      const own = run === deployment ? attempts.find((attempt) => production.has(attempt)) : undefined;
      const over = attempts.findLast(
        (attempt) => (attempt ?? run).outcome === 'passed' && momentOf(run, attempt) <= startedAt,
      );
      const attempt = own ?? over;
      if (attempt === undefined) return;
      const step = stepOf(run, attempt, name, { isProduction: own !== undefined, isFirst: isFirst(name) });
      steps.push({ step, endedAt: own === undefined ? momentOf(run, attempt) : Infinity });
    });
  }
  return steps.sort((a, b) => compare(a.endedAt, b.endedAt)).map(({ step }) => step);
}

function stepOf(
  run: Run,
  stage: Stage | null,
  name: string | null,
  { isProduction, isFirst }: { isProduction: boolean; isFirst: boolean },
): PathStep {
  return {
    key: stepKey(run.pipeline, name),
    pipeline: run.pipeline,
    run,
    stage,
    isProduction,
    manual: startedByHand(run, stage, isFirst),
    jobs: [...new Set(stage?.jobs.map((job) => job.name))],
  };
}

/** A stage's own approval goes first; else the first stage of a run starts as its run did. */
function startedByHand(run: Run, stage: Stage | null, isFirst: boolean): boolean | null {
  if (stage?.approval === 'manual') return true;
  if (!isFirst) return stage?.approval === 'auto' ? false : null;
  if (run.trigger === 'manual') return true;
  if (run.trigger === 'unknown' || run.trigger === 'api') return stage?.approval === 'auto' ? false : null;
  return false;
}

function firstStageOf(run: Run): (name: string | null) => boolean {
  const first = run.stages.reduce<Stage | null>(
    (earliest, stage) => (!earliest || startOf(run, stage) < startOf(run, earliest) ? stage : earliest),
    null,
  );
  return (name) => name === null || name === first?.name;
}

function compare(a: number, b: number): number {
  return a === b ? 0 : a - b;
}
