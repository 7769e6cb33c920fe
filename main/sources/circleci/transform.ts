import type { Run, Stage } from '../../domain/history/records';
import { blankRun, blankStage } from '../common/blank';
import { earliest, latest } from '../common/moments';
import { outcomeIn } from '../common/outcomes';
import { words, type CircleJob, type CirclePipeline, type CircleWorkflow } from './replies';

/** One time a workflow was run, with its jobs as far as known. */
export interface Attempt {
  workflow: CircleWorkflow;
  jobs: CircleJob[];
}

/**
 * A workflow of a pipeline with all its attempts, the first of which names the run: so it stays the same run when it is
 * run again. What it ended with is the word of the last.
 */
export function transformWorkflow(attempts: readonly Attempt[], pipeline: CirclePipeline | null): Run {
  const first = attempts[0]?.workflow;
  const last = attempts.at(-1);
  if (!first || !last) throw new Error('a workflow has at least one attempt');
  const outcome = outcomeIn(words, last.workflow.status);
  const started =
    last.workflow.startedAt ?? earliest(last.jobs.filter((job) => !job.isApproval).map((job) => job.startedAt));
  return {
    ...blankRun(first.id, first.name),
    number: pipeline?.number ?? first.pipelineNumber,
    attempt: attempts.length,
    url: addressOf(last.workflow),
    trigger: pipeline?.trigger ?? 'unknown',
    actor: pipeline?.actor ?? null,
    outcome,
    sourceOutcome: last.workflow.status || null,
    queuedAt: first.queuedAt ?? first.createdAt ?? pipeline?.createdAt ?? null,
    startedAt: started,
    finishedAt:
      outcome === 'running' ? null : (last.workflow.stoppedAt ?? latest(last.jobs.map((job) => job.stoppedAt))),
    revisions: pipeline?.revisions ?? [],
    stages: stagesOf(attempts),
    more: {
      ...(first.pipelineId === null ? {} : { pipelineId: first.pipelineId }),
      ...(first.project === null ? {} : { project: first.project }),
    },
  };
}

/** When only what failed is run again, the other jobs are listed once more as they were: those are no attempts. */
function stagesOf(attempts: readonly Attempt[]): Stage[] {
  const seen = new Set<string>();
  return attempts.flatMap(({ jobs }, index) =>
    inOrder(jobs.filter((job) => !seen.has(job.id))).map((job) => {
      seen.add(job.id);
      return transformJob(job, index + 1);
    }),
  );
}

function transformJob(job: CircleJob, attempt: number): Stage {
  const outcome = outcomeIn(words, job.status);
  return {
    ...blankStage(job.name),
    attempt,
    outcome,
    sourceOutcome: job.status || null,
    scheduledAt: job.queuedAt,
    startedAt: job.startedAt,
    finishedAt: outcome === 'running' ? null : job.stoppedAt,
    approval: job.isApproval ? 'manual' : null,
    agent: job.agent,
  };
}

function inOrder(jobs: readonly CircleJob[]): CircleJob[] {
  const began = ({ startedAt }: CircleJob) => startedAt ?? Number.MAX_SAFE_INTEGER;
  return [...jobs].sort((a, b) => began(a) - began(b));
}

/** The page of a workflow, as far as its project and number are known. */
function addressOf({ project, pipelineNumber, id }: CircleWorkflow): string | null {
  if (project === null || pipelineNumber === null || !/^(gh|bb|github|bitbucket)\//.test(project)) return null;
  const slug = project.replace(/^gh\//, 'github/').replace(/^bb\//, 'bitbucket/');
  return `https://app.circleci.com/pipelines/${slug}/${pipelineNumber}/workflows/${id}`;
}
