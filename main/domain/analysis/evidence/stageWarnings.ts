import { runTime } from '../../history/recordTime';
import type { Definition, Run } from '../../history/records';
import { eachStage } from '../health/healthScope';
import type { WindowBucket } from '../window/metricsWindow';
import type { Sides } from './sides';

/** What else changed about a stage at the milestone, so that its numbers may not be comparable. */
export function stageWarnings(
  pipeline: { name: string; runs: readonly Run[] },
  stage: string | null,
  sides: Sides,
  definitions: readonly Definition[],
): string[] {
  const [before, after] = [pictureOf(pipeline.runs, stage, sides.before), pictureOf(pipeline.runs, stage, sides.after)];
  const warnings: string[] = [];
  if (
    wasRedefined(pipeline.name, sides, definitions) ||
    differ(before.jobs, after.jobs) ||
    differ(before.stages, after.stages)
  ) {
    warnings.push('The definition of the stage or of its pipeline changed as well.');
  }
  if (retriesDiffer(before, after)) warnings.push('Failures were retried on one side only or far more often.');
  if (onlyVolumeMoved(before, after)) {
    warnings.push(
      `The number of runs changed from ${before.perWeek.toFixed(1)} to ${after.perWeek.toFixed(1)} per week while failures stayed about as many, so the share moved with the volume.`,
    );
  }
  return warnings;
}

interface Picture {
  jobs: Set<string>;
  stages: Set<string>;
  /** Runs whose first attempt failed, and those of them tried again. */
  failed: number;
  retried: number;
  perWeek: number;
  failedPerWeek: number;
}

function pictureOf(runs: readonly Run[], stage: string | null, weeks: readonly WindowBucket[]): Picture {
  const picture = { jobs: new Set<string>(), stages: new Set<string>(), failed: 0, retried: 0 };
  const [from, to] = [weeks[0]?.start ?? 0, weeks.at(-1)?.end ?? 0];
  let total = 0;
  for (const run of runs) {
    const at = runTime(run) ?? 0;
    if (at < from || at >= to) continue;
    for (const { name } of run.stages) picture.stages.add(name);
    eachStage(run, { pipeline: null, stage }, (_name, attempts) => {
      const outcomes = attempts
        .map((attempt) => (attempt ?? run).outcome)
        .filter((one) => one === 'passed' || one === 'failed');
      if (outcomes.length === 0) return;
      for (const attempt of attempts) for (const job of attempt?.jobs ?? []) picture.jobs.add(job.name);
      total += 1;
      if (outcomes[0] === 'passed') return;
      picture.failed += 1;
      if (outcomes.length > 1) picture.retried += 1;
    });
  }
  const length = Math.max(1, weeks.length);
  return { ...picture, perWeek: total / length, failedPerWeek: picture.failed / length };
}

function wasRedefined(pipeline: string, { before, after }: Sides, definitions: readonly Definition[]): boolean {
  const [from, to] = [before.at(-1)?.end ?? Infinity, after[0]?.start ?? -Infinity];
  return definitions.some((one) => one.pipeline === pipeline && from <= one.validFrom && one.validFrom < to);
}

/** Names are compared only where both sides have some. */
function differ(before: ReadonlySet<string>, after: ReadonlySet<string>): boolean {
  if (before.size === 0 || after.size === 0) return false;
  return before.size !== after.size || [...before].some((name) => !after.has(name));
}

/** With five first failures or more on both sides, the share tried again differs by half or more. */
function retriesDiffer(before: Picture, after: Picture): boolean {
  if (before.failed < 5 || after.failed < 5) return false;
  return Math.abs(before.retried / before.failed - after.retried / after.failed) >= 0.5;
}

/** Twice (or half) the runs, but failures within a quarter of what they were. */
function onlyVolumeMoved(before: Picture, after: Picture): boolean {
  if (before.failed < 5 || after.failed < 5) return false;
  const volume = after.perWeek / before.perWeek;
  const failures = after.failedPerWeek / before.failedPerWeek;
  return (volume >= 2 || volume <= 0.5) && failures > 0.75 && failures < 1.25;
}
