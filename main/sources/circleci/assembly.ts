import { recordTime } from '../../domain/history/recordTime';
import type { Rejection } from '../source';
import type { Assembly } from '../common/files/savedReplies';
import { merged } from '../common/merged';
import { outcomeIn } from '../common/outcomes';
import { words, type CircleJob, type CirclePipeline, type CircleWorkflow } from './replies';
import { transformWorkflow } from './transform';

interface Placed<T> {
  value: T;
  where: string;
}

/** Pipelines, their workflows and the jobs of these, in any order. */
export interface CircleAssembly extends Assembly {
  addPipeline(pipeline: CirclePipeline, where: string): void;
  addWorkflow(workflow: CircleWorkflow, where: string): void;
  addJob(job: CircleJob, workflowId: string, where: string): void;
}

export function createAssembly(): CircleAssembly {
  const pipelines = new Map<string, Placed<CirclePipeline>>();
  const workflows = new Map<string, Placed<CircleWorkflow>>();
  const jobs = new Map<string, { jobs: Map<string, CircleJob>; where: string }>();
  return {
    addPipeline: (pipeline, where) => void pipelines.set(pipeline.id, { value: pipeline, where }),
    addWorkflow: (workflow, where) => {
      const before = workflows.get(workflow.id);
      workflows.set(workflow.id, {
        value: before ? merged(before.value, workflow, (each) => [rank(each.status), each.stoppedAt ?? 0]) : workflow,
        where: before?.where ?? where,
      });
    },
    addJob: (job, workflowId, where) => {
      const own = jobs.get(workflowId) ?? { jobs: new Map<string, CircleJob>(), where };
      const before = own.jobs.get(job.id);
      own.jobs.set(job.id, before ? merged(before, job, (each) => [rank(each.status), each.stoppedAt ?? 0]) : job);
      jobs.set(workflowId, own);
    },
    assemble: () => {
      const groups = attemptsOf([...workflows.values()].map(({ value }) => value));
      const runs = groups.map((attempts) =>
        transformWorkflow(
          attempts.map((workflow) => ({ workflow, jobs: [...(jobs.get(workflow.id)?.jobs.values() ?? [])] })),
          pipelines.get(attempts[0]?.pipelineId ?? '')?.value ?? null,
        ),
      );
      return {
        records: runs.sort((a, b) => recordTime(a) - recordTime(b) || (a.id < b.id ? -1 : 1)),
        rejected: [...withoutWorkflow(pipelines, workflows), ...withoutRun(jobs, workflows)],
        whereOf: (id) => workflows.get(id)?.where ?? '',
      };
    },
  };
}

/** A workflow that was run again is another of the same name in the same pipeline; the oldest first. */
function attemptsOf(workflows: readonly CircleWorkflow[]): CircleWorkflow[][] {
  const groups = new Map<string, CircleWorkflow[]>();
  const inOrder = [...workflows].sort(
    (a, b) => (a.createdAt ?? Infinity) - (b.createdAt ?? Infinity) || (a.id < b.id ? -1 : 1),
  );
  for (const workflow of inOrder) {
    const key = workflow.pipelineId === null ? workflow.id : JSON.stringify([workflow.pipelineId, workflow.name]);
    groups.set(key, [...(groups.get(key) ?? []), workflow]);
  }
  return [...groups.values()];
}

function withoutWorkflow(
  pipelines: ReadonlyMap<string, Placed<CirclePipeline>>,
  workflows: ReadonlyMap<string, Placed<CircleWorkflow>>,
): Rejection[] {
  const known = new Set([...workflows.values()].map(({ value }) => value.pipelineId));
  return [...pipelines]
    .filter(([id]) => !known.has(id))
    .map(([id, { value, where }]) => {
      const help = `the reply of /api/v2/pipeline/${id}/workflow would help`;
      const why = value.errors === null ? help : `the server says: ${value.errors}`;
      return { where, id, reason: `no workflow of this pipeline is there; ${why}` };
    });
}

function withoutRun(
  jobs: ReadonlyMap<string, { where: string }>,
  workflows: ReadonlyMap<string, unknown>,
): Rejection[] {
  return [...jobs]
    .filter(([id]) => !workflows.has(id))
    .map(([id, { where }]) => ({
      where,
      id,
      reason: `the jobs do not say how their workflow ended; the reply of /api/v2/workflow/${id} would help`,
    }));
}

function rank(status: string): number {
  return outcomeIn(words, status) === 'running' ? 0 : 1;
}
