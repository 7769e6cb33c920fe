import type { Job, Outcome, Revision, Run, Stage, Trigger } from '../../domain/history/records';
import { blankJob, blankRun, blankStage } from '../common/blank';
import {
  fieldAt,
  fieldsOf,
  idOf,
  itemsOf,
  materialOf,
  momentOf,
  textOf,
  Unusable,
  type Fields,
} from '../common/fields';
import { earliest, latest } from '../common/moments';
import { outcomeIn, outcomeOfAll } from '../common/outcomes';

/** Of builds, stages and jobs. `failed` is said of tests, `errored` of what is before them. */
const states: Readonly<Record<string, Outcome>> = {
  created: 'running',
  queued: 'running',
  received: 'running',
  started: 'running',
  booting: 'running',
  passed: 'passed',
  failed: 'failed',
  errored: 'failed',
  canceled: 'cancelled',
  cancelled: 'cancelled',
  skipped: 'skipped',
};

const events: Readonly<Record<string, Trigger>> = {
  push: 'push',
  pull_request: 'pull_request',
  api: 'api',
  cron: 'schedule',
};

/** A job, and the build it is of. */
export interface JobOfBuild {
  build: string;
  stage: string | null;
  job: Job;
}

/** A build of API v3 with what it shows of its stages and jobs, or one of v2. Throws `Unusable`. */
export function parseBuild(build: Fields): Run {
  const id = idOf(build.id);
  if (id === null) throw new Unusable(null, '"id" of the build is missing');
  const state = textOf(build.state);
  const outcome = outcomeIn(states, state);
  const jobs = itemsOf(build.jobs).filter((job) => textOf(job.state) !== null);
  return {
    ...blankRun(id, pipelineOf(build)),
    number: numberOf(build.number),
    trigger: triggerOf(build),
    actor: textOf(fieldAt(build, 'created_by.name')) ?? textOf(fieldAt(build, 'created_by.login')),
    outcome,
    sourceOutcome: state,
    queuedAt: momentOf(build.created_at) ?? earliest(jobs.map((job) => momentOf(job.created_at))),
    startedAt: momentOf(build.started_at),
    finishedAt: outcome === 'running' ? null : momentOf(build.finished_at),
    revisions: revisionsOf(build),
    stages: stagesOf(
      itemsOf(build.stages),
      jobs.map((job) => parseJob(job, id)),
    ),
  };
}

/** Throws `Unusable`. */
export function parseJob(job: Fields, buildId: string | null = null): JobOfBuild {
  const build = idOf(fieldAt(job, 'build.id')) ?? idOf(job.build_id) ?? buildId;
  if (build === null) throw new Unusable(idOf(job.id), '"build.id" of the job is missing');
  const state = textOf(job.state);
  const outcome = outcomeIn(states, state);
  return {
    build,
    stage: textOf(fieldAt(job, 'stage.name')),
    job: {
      ...blankJob(jobName(job)),
      outcome,
      sourceOutcome: state,
      scheduledAt: momentOf(job.created_at),
      startedAt: momentOf(job.started_at),
      finishedAt: outcome === 'running' ? null : momentOf(job.finished_at),
      agent: textOf(job.queue),
    },
  };
}

/** Stages as the server lists them, with the jobs that name them; builds without stages have one, of all their jobs. */
export function stagesOf(stages: readonly Fields[], jobs: readonly JobOfBuild[]): Stage[] {
  if (stages.length > 0) return stages.map((stage) => stageOf(stage, jobs));
  const names = [...new Set(jobs.map((each) => each.stage ?? 'build'))];
  return names.map((name) =>
    stageOfJobs(
      name,
      jobs.filter((each) => (each.stage ?? 'build') === name),
    ),
  );
}

/** What a job says of its build and its repository. */
export function buildOfJob(job: Fields): Fields {
  const { repository, commit, build } = job;
  return { repository, commit, ...fieldsOf(build) };
}

function stageOf(stage: Fields, jobs: readonly JobOfBuild[]): Stage {
  const name = textOf(stage.name) ?? `stage ${idOf(stage.number) ?? ''}`.trim();
  const state = textOf(stage.state);
  const outcome = outcomeIn(states, state);
  return {
    ...blankStage(name),
    outcome,
    sourceOutcome: state,
    startedAt: momentOf(stage.started_at),
    finishedAt: outcome === 'running' ? null : momentOf(stage.finished_at),
    jobs: jobs.filter((each) => each.stage === name).map(({ job }) => job),
  };
}

function stageOfJobs(name: string, jobs: readonly JobOfBuild[]): Stage {
  const own = jobs.map(({ job }) => job);
  const outcome = outcomeOfAll(own.map((job) => job.outcome));
  return {
    ...blankStage(name),
    outcome,
    scheduledAt: earliest(own.map((job) => job.scheduledAt)),
    startedAt: earliest(own.map((job) => job.startedAt)),
    finishedAt: outcome === 'running' ? null : latest(own.map((job) => job.finishedAt)),
    jobs: own,
  };
}

/** A repository has one configuration, so the repository names its builds. */
function pipelineOf(build: Fields): string {
  const repository = idOf(build.repository_id) ?? idOf(fieldAt(build, 'repository.id'));
  return textOf(fieldAt(build, 'repository.slug')) ?? `repository ${repository ?? 'unknown'}`;
}

/** Jobs of a matrix have no name of their own, but a place in it: `455.2` is the second. */
function jobName(job: Fields): string {
  const place = /\.(\d+)$/.exec(textOf(job.number) ?? '')?.[1];
  return textOf(fieldAt(job, 'config.name')) ?? textOf(job.name) ?? (place === undefined ? 'job' : `job ${place}`);
}

function triggerOf(build: Fields): Trigger {
  const trigger = events[textOf(build.event_type) ?? ''] ?? 'unknown';
  const tag = textOf(build.tag) ?? textOf(fieldAt(build, 'tag.name'));
  return trigger === 'push' && tag !== null ? 'tag' : trigger;
}

function revisionsOf(build: Fields): Revision[] {
  const commit = fieldsOf(build.commit);
  const revision = textOf(commit.sha);
  if (revision === null) return [];
  return [
    {
      material: materialOf(textOf(fieldAt(build, 'repository.slug'))),
      branch: textOf(fieldAt(build, 'branch.name')) ?? textOf(commit.branch),
      revision,
      committedAt: momentOf(commit.committed_at),
      author: textOf(fieldAt(commit, 'author.name')) ?? textOf(commit.author_name),
      message: textOf(commit.message),
    },
  ];
}

/** Numbers come as text. */
function numberOf(value: unknown): number | null {
  const number = Number(/^\d{1,15}$/.exec(idOf(value) ?? '')?.[0] ?? NaN);
  return Number.isSafeInteger(number) ? number : null;
}
