import type { Instant, Job, Outcome, Revision, Run, Stage, Trigger } from '../../domain/history/records';
import { blankJob, blankRun, blankStage } from '../common/blank';
import {
  epochMsOf,
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

const states: Readonly<Record<string, Outcome>> = {
  successful: 'passed',
  success: 'passed',
  failed: 'failed',
  skipped: 'skipped',
};

/** The result of one job, and the build and stage it is of. */
export interface JobOfBuild {
  build: string;
  stage: string;
  key: string;
  job: Job;
}

/** Key of a result: `PROJECT-PLAN-12`, of a job `PROJECT-PLAN-JOB-12`. */
export function resultKey(result: Fields): string | null {
  return textOf(result.key) ?? textOf(fieldAt(result, 'planResultKey.key')) ?? textOf(result.buildResultKey);
}

export function isJobResult(result: Fields): boolean {
  return fieldAt(result, 'plan.type') === 'job' || (textOf(result.stage) !== null && 'parent' in result);
}

/** The result of a plan, of a list or a single one, with its stages where they were asked for. Throws `Unusable`. */
export function parseBuild(result: Fields): Run {
  const id = resultKey(result);
  if (id === null) throw new Unusable(null, '"key" of the result is missing');
  const stages = itemsOf(fieldAt(result, 'stages.stage')).map(parseStage);
  const { outcome, word } = outcomeOf(result);
  const { trigger, actor, upstream } = reasonOf(result.reasonSummary ?? result.buildReason);
  const queued = momentOf(result.queueStartedTime) ?? earliest(stages.map((stage) => stage.scheduledAt));
  return {
    ...blankRun(id, planOf(result, id)),
    number: numberIn(id),
    url: pageOf(fieldAt(result, 'link.href'), id),
    trigger,
    actor,
    outcome,
    sourceOutcome: word,
    queuedAt: queued,
    startedAt: momentOf(result.buildStartedTime),
    finishedAt: outcome === 'running' ? null : momentOf(result.buildCompletedTime),
    revisions: revisionsOf(result),
    changes: changesOf(result),
    upstream,
    stages,
  };
}

/** Throws `Unusable`. */
export function parseJobResult(result: Fields): JobOfBuild {
  const key = resultKey(result);
  if (key === null) throw new Unusable(null, '"key" of the job result is missing');
  const parent = /\/result\/([^/?]+)/.exec(textOf(fieldAt(result, 'parent.href')) ?? '')?.[1];
  const build = parent ?? key.replace(/-[^-]+(-\d+)$/, '$1');
  return { build, stage: textOf(result.stage) ?? 'Default Stage', key, job: jobOf(result) };
}

/** A build of which only jobs are known: how it ended is not sure before the build itself says so. */
export function buildOfJobs(id: string, jobs: readonly JobOfBuild[]): Run {
  const stages = stagesOfJobs(jobs);
  const outcome = outcomeOfAll(stages.map((stage) => stage.outcome));
  return {
    ...blankRun(id, id.replace(/-\d+$/, '')),
    number: numberIn(id),
    outcome: outcome === 'running' || outcome === 'failed' ? outcome : 'unknown',
    queuedAt: earliest(stages.map((stage) => stage.scheduledAt)),
    startedAt: earliest(stages.map((stage) => stage.startedAt)),
    stages,
  };
}

export function stagesOfJobs(jobs: readonly JobOfBuild[]): Stage[] {
  const names = [...new Set(jobs.map((each) => each.stage))];
  return names.map((name) => {
    const own = jobs.filter((each) => each.stage === name).map(({ job }) => job);
    const outcome = outcomeOfAll(own.map((job) => job.outcome));
    return { ...blankStage(name), outcome, ...spanOf(own, outcome), jobs: own };
  });
}

/** A deployment to one environment as one run. `environments` and `builds` (of versions) complete what the reply says. */
export function parseDeployment(
  result: Fields,
  names: { environments: ReadonlyMap<string, string>; builds: ReadonlyMap<string, string> },
  address: string | null = null,
): Run {
  const id = idOf(result.id);
  if (id === null) throw new Unusable(null, '"id" of the deployment is missing');
  const environmentId = environmentOf(result, address);
  const environment = names.environments.get(environmentId ?? '') ?? environmentId;
  const { outcome, word } = outcomeOf({
    ...result,
    state: result.deploymentState,
    buildStartedTime: result.startedDate,
  });
  const { trigger, actor, upstream } = reasonOf(result.reasonSummary);
  const version = fieldsOf(result.deploymentVersion);
  const items = itemsOf(version.items).map((item) => textOf(fieldAt(item, 'planResultKey.key')));
  const built = names.builds.get(idOf(version.id) ?? '') ?? null;
  return {
    ...blankRun(deploymentId(id), deploymentPipeline(environment)),
    trigger,
    actor,
    outcome,
    sourceOutcome: word,
    queuedAt: epochMsOf(result.queuedDate),
    startedAt: epochMsOf(result.startedDate),
    finishedAt: outcome === 'running' ? null : epochMsOf(result.finishedDate),
    upstream: [...new Set([...items, built, ...upstream].filter((key) => key !== null))],
    environment,
    more: {
      version: textOf(result.deploymentVersionName) ?? textOf(version.name),
      branch: textOf(version.planBranchName),
    },
  };
}

export function deploymentId(id: string): string {
  return `deployment/${id}`;
}

export function deploymentPipeline(environment: string | null): string {
  return `deploy-${environment ?? 'unknown'}`;
}

/** The environments of a deployment project: id and name. */
export function environmentNames(project: Fields): [id: string, name: string][] {
  return itemsOf(project.environments).flatMap((each) => {
    const [id, name] = [idOf(each.id), textOf(each.name)];
    return id === null || name === null ? [] : [[id, name] as [string, string]];
  });
}

/** Key of the version's own reply, or the address it was asked for at, say the environment. */
function environmentOf(result: Fields, address: string | null): string | null {
  const key = textOf(fieldAt(result, 'key.entityKey.key'));
  return key?.split('-').at(-1) ?? /\/deploy\/environment\/(\d+)/.exec(address ?? '')?.[1] ?? null;
}

function outcomeOf(result: Fields): { outcome: Outcome; word: string | null } {
  const state = textOf(result.buildState) ?? textOf(result.state);
  const cycle = textOf(result.lifeCycleState);
  const phase = cycle?.toLowerCase().replace(/[_ ]/g, '') ?? '';
  if (['queued', 'pending', 'inprogress'].includes(phase)) return { outcome: 'running', word: cycle };
  // Stopped while it ran, or before.
  if (phase === 'notbuilt') return { outcome: result.buildStartedTime ? 'cancelled' : 'skipped', word: cycle };
  return { outcome: outcomeIn(states, state), word: state };
}

function parseStage(stage: Fields): Stage {
  const jobs = itemsOf(fieldAt(stage, 'results.result')).map(jobOf);
  const { outcome, word } = outcomeOf(stage);
  return {
    ...blankStage(textOf(stage.name) ?? 'stage'),
    outcome,
    sourceOutcome: word,
    ...spanOf(jobs, outcome),
    approval: typeof stage.manual === 'boolean' ? (stage.manual ? 'manual' : 'auto') : null,
    jobs,
  };
}

function jobOf(result: Fields): Job {
  const { outcome, word } = outcomeOf(result);
  return {
    ...blankJob(textOf(fieldAt(result, 'plan.shortName')) ?? textOf(result.planName) ?? resultKey(result) ?? 'job'),
    outcome,
    sourceOutcome: word,
    scheduledAt: momentOf(result.queueStartedTime),
    startedAt: momentOf(result.buildStartedTime),
    finishedAt: outcome === 'running' ? null : momentOf(result.buildCompletedTime),
    agent: textOf(fieldAt(result, 'agent.name')) ?? idOf(result.agentId),
  };
}

/** A stage has no moments of its own: it lasts from its first job to its last. */
function spanOf(jobs: readonly Job[], outcome: Outcome): Pick<Stage, 'scheduledAt' | 'startedAt' | 'finishedAt'> {
  const finishedAt: Instant | null = outcome === 'running' ? null : latest(jobs.map((job) => job.finishedAt));
  return {
    scheduledAt: earliest(jobs.map((job) => job.scheduledAt)),
    startedAt: earliest(jobs.map((job) => job.startedAt)),
    finishedAt,
  };
}

/** A branch of a plan has a key of its own, and is the same pipeline. */
function planOf(result: Fields, id: string): string {
  const master = textOf(fieldAt(result, 'master.key')) ?? textOf(fieldAt(result, 'plan.master.key'));
  return master ?? textOf(fieldAt(result, 'plan.key')) ?? id.replace(/-\d+$/, '');
}

function branchOf(result: Fields): string | null {
  return fieldAt(result, 'plan.type') === 'chain_branch' ? textOf(fieldAt(result, 'plan.shortName')) : null;
}

/** Sentences with links in them: what made the build run, who, and which build before it. */
function reasonOf(reason: unknown): { trigger: Trigger; actor: string | null; upstream: string[] } {
  const html = textOf(reason) ?? '';
  const text = html.replace(/<[^>]*>/g, '');
  const actor = /<a[^>]*>([^<]+)<\/a>/.exec(html)?.[1] ?? null;
  if (/^child of/i.test(text)) {
    const key =
      /\/browse\/([A-Z0-9]+(?:-[A-Z0-9]+)*-\d+)/i.exec(html)?.[1] ?? /([A-Z0-9]+-[A-Z0-9]+-\d+)/.exec(text)?.[1];
    return { trigger: 'upstream', actor: null, upstream: key === undefined ? [] : [key] };
  }
  if (/^(manual|custom|rerun|rebuilt)/i.test(text)) return { trigger: 'manual', actor, upstream: [] };
  if (/^(changes by|code changes|code has changed|updated by)/i.test(text))
    return { trigger: 'push', actor, upstream: [] };
  if (/^schedul/i.test(text)) return { trigger: 'schedule', actor: null, upstream: [] };
  return { trigger: 'unknown', actor: null, upstream: [] };
}

/** Newest first. A change names its repository only by its address. */
function changesOf(result: Fields): Revision[] {
  const changes = itemsOf(fieldAt(result, 'changes.change')).flatMap((change): Revision[] => {
    const revision = textOf(change.changesetId);
    if (revision === null) return [];
    const repository = /\/([\w.-]+)\/commits?\//.exec(textOf(change.commitUrl) ?? '')?.[1] ?? onlyRepository(result);
    return [
      {
        material: materialOf(repository),
        branch: branchOf(result),
        revision,
        committedAt: momentOf(change.date),
        author: textOf(change.fullName) ?? textOf(change.author),
        message: textOf(change.comment)?.trim() ?? null,
      },
    ];
  });
  return changes.sort((a, b) => (b.committedAt ?? 0) - (a.committedAt ?? 0));
}

function onlyRepository(result: Fields): string | null {
  const [first, second] = itemsOf(fieldAt(result, 'vcsRevisions.vcsRevision'));
  return second ? null : textOf(first?.repositoryName);
}

function revisionsOf(result: Fields): Revision[] {
  const changes = new Map(changesOf(result).map((change) => [change.revision, change]));
  const listed = itemsOf(fieldAt(result, 'vcsRevisions.vcsRevision'));
  const all = listed.length > 0 ? listed : [{ vcsRevisionKey: result.vcsRevisionKey }];
  return all.flatMap((each: Fields): Revision[] => {
    const revision = textOf(each.vcsRevisionKey);
    if (revision === null) return [];
    const change = changes.get(revision);
    const named = textOf(each.repositoryName);
    const material = change?.material ?? materialOf(named);
    const { committedAt = null, author = null, message = null } = change ?? {};
    return [{ material, branch: branchOf(result), revision, committedAt, author, message }];
  });
}

function numberIn(key: string): number | null {
  const number = Number(/-(\d+)$/.exec(key)?.[1]);
  return Number.isSafeInteger(number) ? number : null;
}

function pageOf(link: unknown, key: string): string | null {
  const base = /^(https?:\/\/.*?)\/rest\/api\//.exec(textOf(link) ?? '')?.[1];
  return base === undefined ? null : `${base}/browse/${key}`;
}
