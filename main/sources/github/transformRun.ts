import type { Instant, Outcome, Revision, Run, Stage } from '../../domain/history/records';
import { printMoment } from '../../domain/time/instant';
import { earliest, latest } from '../common/moments';
import { isWaiting, outcomeOf, outcomeOfJobs, triggerOf, wordOf } from './outcome';
import type { GithubJob, GithubRun } from './replies';
import { materialOf } from './replyFields';

/** What all replies together say of one run. */
export interface RunParts {
  id: string;
  /** Attempts of which the run itself is known, ascending. */
  attempts: GithubRun[];
  /** Jobs of any attempt, in any order. */
  jobs: GithubJob[];
  /** False where there may be jobs that were not given. */
  allJobs: boolean;
  /** Name of the workflow, where only the list of workflows says it. */
  workflowName: string | null;
}

/** One workflow run; null where neither it nor its jobs say to which workflow it belongs. Moments not given stay null. */
export function transformRun(parts: RunParts): Run | null {
  const run = parts.attempts.at(-1) ?? null;
  const pipeline = pipelineOf(run, parts);
  if (pipeline === null) return null;
  const jobs = ownJobs(parts.jobs);
  const attempt = Math.max(run?.attempt ?? 1, ...jobs.map((job) => job.attempt));
  const last = lastJobs(jobs, attempt);
  const outcome = run ? outcomeOf(run) : outcomeOfLast(last, parts.allJobs);
  return {
    record: 'run',
    source: '',
    id: parts.id,
    pipeline,
    number: run?.number ?? null,
    attempt,
    url: run?.url ?? null,
    trigger: triggerOf(run?.event ?? null),
    actor: run?.actor ?? null,
    outcome,
    sourceOutcome: run ? wordOf(run) : null,
    queuedAt: run?.createdAt ?? earliest(jobs.map((job) => job.createdAt)),
    startedAt: startOf(run, last),
    finishedAt: outcome === 'running' ? null : finishOf(last),
    revisions: revisionsOf(run, jobs),
    changes: [],
    upstream: [],
    environment: null,
    marks: [],
    stages: jobs.length > 0 ? jobs.map(transformJob) : wholeAttempts(parts.attempts, pipeline),
    ...(run ? { more: moreOf(run) } : {}),
  };
}

/** Name of the workflow a run belongs to; the file it is in, where it says no name. */
export function pipelineName(run: GithubRun, workflowName: string | null): string {
  const file = run.path?.split('@')[0]?.split('/').at(-1);
  return run.name ?? workflowName ?? (file || `workflow ${run.workflowId ?? 'unknown'}`);
}

function pipelineOf(run: GithubRun | null, { jobs, workflowName }: RunParts): string | null {
  const named = jobs.find((job) => job.workflowName !== null)?.workflowName ?? null;
  return run ? pipelineName(run, workflowName ?? named) : named;
}

/**
 * In order of attempts and beginnings. When only failed jobs are run again, the server lists the others once more with
 * the moments of the attempt before: those were not attempted again.
 */
function ownJobs(jobs: readonly GithubJob[]): GithubJob[] {
  const inOrder = [...jobs].sort(byBeginning);
  const firstAttempt = new Map<string, number>();
  return inOrder.filter((job) => {
    if (job.finishedAt === null) return true;
    const key = JSON.stringify([job.name, job.startedAt, job.finishedAt, job.conclusion]);
    const before = firstAttempt.get(key);
    if (before === undefined) firstAttempt.set(key, job.attempt);
    return before === undefined || before === job.attempt;
  });
}

function byBeginning(a: GithubJob, b: GithubJob): number {
  const order = a.attempt - b.attempt || Math.sign(began(a) - began(b));
  return order || (a.createdAt ?? 0) - (b.createdAt ?? 0) || a.id.length - b.id.length || (a.id < b.id ? -1 : 1);
}

/** Those that wait come last; some servers give them a beginning too. */
function began(job: GithubJob): number {
  return isWaiting(job) || job.startedAt === null ? Number.MAX_SAFE_INTEGER : job.startedAt;
}

/** Of each job its last attempt; those of the last attempt where there are any. */
function lastJobs(jobs: readonly GithubJob[], attempt: number): GithubJob[] {
  const own = jobs.filter((job) => job.attempt === attempt);
  if (own.length === 0) return [...jobs];
  const names = new Set(own.map((job) => job.name));
  return [...own, ...jobs.filter((job) => !names.has(job.name))];
}

function outcomeOfLast(last: readonly GithubJob[], allJobs: boolean): Outcome {
  const outcome = outcomeOfJobs(last.map(outcomeOf));
  return allJobs || outcome === 'running' || outcome === 'failed' ? outcome : 'unknown';
}

/** A run that waits has not begun, whatever the list says; where it says nothing, the creation may serve. */
function startOf(run: GithubRun | null, last: readonly GithubJob[]): Instant | null {
  const begun = last.filter((job) => !isWaiting(job));
  const ofJobs = earliest(begun.map((job) => job.startedAt));
  if (!run) return ofJobs;
  if (isWaiting(run) && ofJobs === null) return null;
  return run.startedAt ?? ofJobs ?? run.createdAt;
}

/** There is no finish in the run itself, and its last change may be much later: only the jobs tell. */
function finishOf(last: readonly GithubJob[]): Instant | null {
  if (last.some((job) => outcomeOf(job) === 'running')) return null;
  return latest(last.map((job) => job.finishedAt));
}

function transformJob(job: GithubJob): Stage {
  const outcome = outcomeOf(job);
  return {
    name: job.name,
    attempt: job.attempt,
    outcome,
    sourceOutcome: wordOf(job),
    scheduledAt: job.createdAt,
    startedAt: isWaiting(job) ? null : job.startedAt,
    finishedAt: outcome === 'running' ? null : job.finishedAt,
    approval: job.reviewed ? 'manual' : null,
    environment: null,
    image: null,
    agent: job.agent,
    jobs: [],
  };
}

/** Where no job is known, an earlier attempt of the run is all that tells of it. */
function wholeAttempts(attempts: readonly GithubRun[], pipeline: string): Stage[] {
  if (attempts.length < 2) return [];
  return attempts.map((run) => ({
    name: pipeline,
    attempt: run.attempt,
    outcome: outcomeOf(run),
    sourceOutcome: wordOf(run),
    scheduledAt: run.attempt === 1 ? run.createdAt : null,
    startedAt: isWaiting(run) ? null : run.startedAt,
    finishedAt: null,
    approval: null,
    environment: null,
    image: null,
    agent: null,
    jobs: [],
  }));
}

function revisionsOf(run: GithubRun | null, jobs: readonly GithubJob[]): Revision[] {
  const job = jobs.find((each) => each.sha !== null);
  const sha = run?.sha ?? job?.sha;
  if (!sha) return [];
  const { at, author, message } = run?.headCommit ?? { at: null, author: null, message: null };
  return [
    {
      material: materialOf(run?.repository ?? job?.repository ?? null),
      branch: run ? run.branch : (job?.branch ?? null),
      revision: sha,
      committedAt: at,
      author,
      message,
    },
  ];
}

function moreOf(run: GithubRun): Record<string, unknown> {
  const fork = run.headRepository !== null && run.headRepository !== run.repository ? run.headRepository : null;
  const fields = {
    event: run.event,
    workflowId: run.workflowId,
    workflowPath: run.path,
    updatedAt: printMoment(run.updatedAt),
    headRepository: fork,
  };
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== null));
}
