import type { Run, Stage } from '../../domain/history/records';
import { createRunAssembly, type RunAssembly } from '../common/files/runAssembly';
import { merged } from '../common/merged';
import { earliest } from '../common/moments';
import type { DeploymentOfStep, StepOfPipeline } from './replies';

/** What several replies say of the same pipelines: themselves, their steps and the deployments made by those. */
export interface BitbucketAssembly extends RunAssembly {
  addStep(step: StepOfPipeline, where: string): void;
  addDeployment(deployment: DeploymentOfStep, where: string): void;
}

const noPipeline =
  'these steps do not say of which repository their pipeline is: the reply of /2.0/repositories/WORKSPACE/NAME/pipelines/ would help';

export function createAssembly(): BitbucketAssembly {
  const runs = createRunAssembly();
  const steps = new Map<string, StepOfPipeline>();
  const stepOf = new Map<string, string>();
  const wheres = new Map<string, string>();
  return {
    ...runs,
    addStep: (step, where) => {
      if (!wheres.has(step.pipeline)) wheres.set(step.pipeline, where);
      const before = steps.get(step.uuid);
      const stage = before ? merged(before.stage, step.stage, rankOf) : step.stage;
      steps.set(step.uuid, { ...step, stage });
    },
    addDeployment: ({ run, step, isStarted }, where) => {
      if (!isStarted) return;
      if (step !== null) stepOf.set(run.id, step);
      runs.add(run, where);
    },
    assemble: () => {
      const { records, ...rest } = runs.assemble();
      const stages = stagesByPipeline([...steps.values()]);
      const known = new Set(records.flatMap((record) => (record.record === 'run' ? record.id : [])));
      const alone = [...stages.keys()].filter((pipeline) => !known.has(pipeline));
      const completed = records.map((record) => {
        if (record.record !== 'run') return record;
        if (record.environment === null) return withStages(record, stages.get(record.id) ?? []);
        return withOutcome(record, steps.get(stepOf.get(record.id) ?? '')?.stage);
      });
      const rejected = alone.map((id) => ({ where: wheres.get(id) ?? '', id, reason: noPipeline }));
      return { ...rest, records: completed, rejected };
    },
  };
}

function stagesByPipeline(steps: readonly StepOfPipeline[]): Map<string, Stage[]> {
  const stages = new Map<string, Stage[]>();
  for (const { pipeline, stage } of steps) stages.set(pipeline, [...(stages.get(pipeline) ?? []), stage]);
  return stages;
}

/** The server gives no start of a pipeline: that is when its first step began. */
function withStages(run: Run, stages: Stage[]): Run {
  const attempt = Math.max(run.attempt, ...stages.map((stage) => stage.attempt));
  return { ...run, attempt, startedAt: earliest(stages.map((stage) => stage.startedAt)), stages };
}

/** A list asked for with few fields says that a deployment is over, but not how: its step may. */
function withOutcome(run: Run, step: Stage | undefined): Run {
  if (!step || run.outcome !== 'unknown') return run;
  const { outcome, sourceOutcome } = step;
  return { ...run, outcome, sourceOutcome, finishedAt: outcome === 'running' ? null : run.finishedAt };
}

function rankOf({ attempt, outcome }: Stage): number[] {
  return [attempt, outcome === 'running' ? 0 : outcome === 'unknown' ? 1 : 2];
}
