import type { Job, Outcome, Revision, Run, Stage, Trigger } from '../../domain/history/records';
import { blankJob, blankRun, blankStage } from '../common/blank';
import { countOf, fieldsOf, itemsOf, materialOf, momentOf, textOf, Unusable, type Fields } from '../common/fields';
import { earliest, latest } from '../common/moments';
import { outcomeIn, outcomeOfAll } from '../common/outcomes';
import { snakeCased } from '../common/snakeCase';

/** Of builds and of jobs. What waits at a block step has not finished, however it stood before. */
const states: Readonly<Record<string, Outcome>> = {
  passed: 'passed',
  failed: 'failed',
  timed_out: 'failed',
  expired: 'failed',
  canceling: 'cancelled',
  canceled: 'cancelled',
  cancelled: 'cancelled',
  skipped: 'skipped',
  not_run: 'skipped',
  broken: 'skipped',
  waiting_failed: 'skipped',
  blocked_failed: 'skipped',
  unblocked_failed: 'skipped',
  creating: 'running',
  scheduled: 'running',
  running: 'running',
  failing: 'running',
  blocked: 'running',
  waiting: 'running',
  unblocked: 'running',
  limiting: 'running',
  limited: 'running',
  platform_limiting: 'running',
  platform_limited: 'running',
  assigned: 'running',
  accepted: 'running',
  timing_out: 'running',
};

const sources: Readonly<Record<string, Trigger>> = {
  webhook: 'push',
  api: 'api',
  ui: 'manual',
  frontend: 'manual',
  trigger_job: 'upstream',
  schedule: 'schedule',
};

/** A build of a list, a single one, or one in the form of GraphQL. Throws `Unusable`. */
export function parseBuild(value: unknown): Run {
  const build = fieldsOf(snakeCased(value));
  const id = uuidOf(build);
  const number = countOf(build.number);
  if (id === null) throw new Unusable(null, `"id" of the build ${number ?? ''} is missing`);
  const pipeline = textOf(fieldsOf(build.pipeline).slug) ?? slugIn(build.url) ?? slugIn(build.web_url);
  if (pipeline === null) throw new Unusable(id, '"pipeline.slug" of the build is missing');
  const state = textOf(build.state);
  const outcome = outcomeIn(states, state);
  const stages = stagesOf(jobsOf(build));
  const triggeredFrom = textOf(fieldsOf(build.triggered_from).build_id);
  return {
    ...blankRun(id, pipeline),
    number,
    attempt: Math.max(1, ...stages.map((stage) => stage.attempt)),
    url: textOf(build.web_url) ?? textOf(build.url),
    trigger: triggeredFrom === null ? triggerOf(build) : 'upstream',
    actor: personOf(build.creator) ?? personOf(build.created_by) ?? personOf(build.author),
    outcome,
    sourceOutcome: state,
    queuedAt: momentOf(build.created_at) ?? momentOf(build.scheduled_at),
    startedAt: momentOf(build.started_at),
    finishedAt: outcome === 'running' ? null : momentOf(build.finished_at),
    revisions: revisionsOf(build),
    upstream: triggeredFrom === null ? [] : [triggeredFrom],
    stages,
  };
}

/** Ids of the builds that a build started; of the same organization, and perhaps of another pipeline. */
export function startedBuilds(value: unknown): string[] {
  const build = fieldsOf(snakeCased(value));
  return itemsOf(build.jobs).flatMap((job) => {
    const started = fieldsOf(job.triggered_build ?? job.triggered);
    return uuidOf(started) ?? [];
  });
}

/** GraphQL calls the id `uuid`; its own `id` is the same, packed: `Build---UUID` in base64. */
function uuidOf(build: Fields): string | null {
  const id = textOf(build.uuid) ?? textOf(build.id);
  if (id === null || id.includes('-')) return id;
  return /^Build---(.+)$/.exec(Buffer.from(id, 'base64').toString('latin1'))?.[1] ?? id;
}

function slugIn(address: unknown): string | null {
  return /\/([^/]+)\/builds\/\d+/.exec(textOf(address) ?? '')?.[1] ?? null;
}

function triggerOf({ source, pull_request: pullRequest, tag }: Fields): Trigger {
  const word = textOf(source) ?? textOf(fieldsOf(source).name);
  const trigger = sources[word?.toLowerCase() ?? ''] ?? 'unknown';
  if (trigger !== 'push') return trigger;
  return pullRequest ? 'pull_request' : textOf(tag) === null ? 'push' : 'tag';
}

function personOf(person: unknown): string | null {
  const { name, username } = fieldsOf(person);
  return textOf(name) ?? textOf(username);
}

/** A build that waits may not know yet which commit `HEAD` is. */
function revisionsOf(build: Fields): Revision[] {
  const revision = textOf(build.commit);
  if (revision === null || revision === 'HEAD') return [];
  const { repository } = fieldsOf(build.pipeline);
  return [
    {
      material: materialOf(textOf(repository) ?? textOf(fieldsOf(repository).url)),
      branch: textOf(build.branch),
      revision,
      committedAt: null,
      author: textOf(fieldsOf(build.author).name),
      message: textOf(build.message),
    },
  ];
}

interface JobOfBuild {
  id: string;
  name: string;
  attempt: number;
  /** It began after somebody let it pass. */
  gated: boolean;
  job: Job;
}

/** Block steps are no stages, but make the jobs up to the next wait step wait for a person. */
function jobsOf(build: Fields): JobOfBuild[] {
  const jobs: JobOfBuild[] = [];
  const retries = new Map<string, number>();
  let gated = false;
  for (const each of itemsOf(build.jobs)) {
    const type = (textOf(each.type) ?? textOf(each.typename) ?? 'script').toLowerCase();
    if (/manual|block/.test(type)) gated = true;
    if (/waiter|wait$/.test(type)) gated = false;
    if (/manual|block|waiter|wait$/.test(type)) continue;
    const id = textOf(each.uuid) ?? textOf(each.id) ?? '';
    const attempt = (retries.get(id) ?? 0) + 1;
    const retriedIn = textOf(each.retried_in_job_id);
    if (retriedIn !== null) retries.set(retriedIn, attempt);
    jobs.push({ id, name: nameOf(each), attempt, gated, job: jobOf(each) });
  }
  // A job may be listed before the one that it repeats.
  return jobs.map((each) => ({ ...each, attempt: (retries.get(each.id) ?? 0) + 1 }));
}

function nameOf(job: Fields): string {
  const named = textOf(job.name) ?? textOf(job.label) ?? textOf(job.step_key);
  return named ?? textOf(job.command)?.split('\n')[0] ?? `job ${textOf(job.id) ?? ''}`.trim();
}

function jobOf(job: Fields): Job {
  const word = textOf(job.state);
  const finished = word?.toLowerCase() === 'finished' && typeof job.passed === 'boolean';
  const outcome = finished ? (job.passed === true ? 'passed' : 'failed') : outcomeIn(states, word);
  return {
    ...blankJob(nameOf(job)),
    outcome,
    sourceOutcome: word,
    scheduledAt: momentOf(job.runnable_at) ?? momentOf(job.scheduled_at) ?? momentOf(job.created_at),
    startedAt: momentOf(job.started_at),
    finishedAt: outcome === 'running' ? null : momentOf(job.finished_at),
    agent: textOf(fieldsOf(job.agent).name),
    ...(job.soft_failed === true ? { more: { softFailed: true } } : {}),
  };
}

/** Jobs are the stages; those that run beside each other under one name are one. */
function stagesOf(jobs: readonly JobOfBuild[]): Stage[] {
  const groups = new Map<string, JobOfBuild[]>();
  for (const each of jobs) {
    const key = `${each.attempt} ${each.name}`;
    groups.set(key, [...(groups.get(key) ?? []), each]);
  }
  return [...groups.values()].map((group) => stageOf(group));
}

function stageOf(group: readonly JobOfBuild[]): Stage {
  const all = group.map(({ job }) => job);
  const [{ name, attempt, gated, job } = { name: '', attempt: 1, gated: false, job: blankJob('') }] = group;
  const stage = { ...blankStage(name), attempt, approval: gated ? ('manual' as const) : null };
  if (all.length === 1) return { ...stage, ...job, jobs: [] };
  const outcome = outcomeOfAll(all.map((each) => each.outcome));
  return {
    ...stage,
    outcome,
    scheduledAt: earliest(all.map((each) => each.scheduledAt)),
    startedAt: earliest(all.map((each) => each.startedAt)),
    finishedAt: outcome === 'running' ? null : latest(all.map((each) => each.finishedAt)),
    jobs: all,
  };
}
