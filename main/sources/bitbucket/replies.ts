import type { Outcome, Revision, Run, Stage, Trigger } from '../../domain/history/records';
import { blankRun, blankStage } from '../common/blank';
import { countOf, fieldAt, fieldsOf, materialOf, momentOf, textOf, Unusable, type Fields } from '../common/fields';
import { outcomeIn } from '../common/outcomes';

const outcomes: Readonly<Record<string, Outcome>> = {
  successful: 'passed',
  passed: 'passed',
  failed: 'failed',
  error: 'failed',
  stopped: 'cancelled',
  expired: 'cancelled',
  cancelled: 'cancelled',
  not_run: 'skipped',
  undeployed: 'skipped',
  pending: 'running',
  in_progress: 'running',
  building: 'running',
  running: 'running',
  ready: 'running',
  paused: 'running',
  halted: 'running',
};

const triggers: Readonly<Record<string, Trigger>> = {
  push: 'push',
  manual: 'manual',
  schedule: 'schedule',
  pull_request: 'pull_request',
  pullrequest: 'pull_request',
  parent_pipeline: 'upstream',
  pipe: 'upstream',
};

/** A step, and the pipeline it is of. */
export interface StepOfPipeline {
  pipeline: string;
  uuid: string;
  /** Earlier attempts of a step are not listed: the server shows the last only. */
  stage: Stage;
}

/** A deployment, and the step that made it. */
export interface DeploymentOfStep {
  run: Run;
  step: string | null;
  /** False of one that nobody started yet: every pipeline that could deploy lists such. */
  isStarted: boolean;
}

/**
 * A pipeline of a list or a single one; its steps come apart. `repository` is what the address says, as `WORKSPACE/NAME`.
 * Field names are those of the public API. Throws `Unusable`.
 */
export function parsePipeline(pipeline: Fields, repository: string | null): Run {
  const id = uuidOf(pipeline, 'pipeline');
  const named = repositoryOf(pipeline) ?? repository;
  const target = fieldsOf(pipeline.target);
  const { outcome, word } = stateOf(pipeline.state);
  return {
    ...blankRun(id, pipelineName(named, target)),
    number: countOf(pipeline.build_number),
    attempt: Math.max(1, countOf(pipeline.run_number) ?? 1),
    url: pageOf(named, countOf(pipeline.build_number)),
    trigger: triggerOf(pipeline.trigger, target),
    actor: textOf(fieldAt(pipeline, 'creator.display_name')) ?? textOf(fieldAt(pipeline, 'creator.nickname')),
    outcome,
    sourceOutcome: word,
    queuedAt: momentOf(pipeline.created_on),
    finishedAt: outcome === 'running' ? null : momentOf(pipeline.completed_on),
    revisions: revisionOf(target.commit, textOf(target.ref_name), named),
  };
}

/** Throws `Unusable`. */
export function parseStep(step: Fields, pipelineId: string | null = null): StepOfPipeline {
  const pipeline = textOf(fieldAt(step, 'pipeline.uuid')) ?? pipelineId;
  const uuid = uuidOf(step, 'step');
  if (pipeline === null) throw new Unusable(uuid, '"pipeline.uuid" of the step is missing');
  const { outcome, word } = stateOf(step.state);
  const trigger = textOf(fieldAt(step, 'trigger.type')) ?? '';
  const stage: Stage = {
    ...blankStage(textOf(step.name) ?? `step ${uuid}`),
    attempt: Math.max(1, countOf(step.run_number) ?? 1),
    outcome,
    sourceOutcome: word,
    startedAt: momentOf(step.started_on),
    finishedAt: outcome === 'running' ? null : momentOf(step.completed_on),
    approval: trigger.endsWith('manual') ? 'manual' : trigger.endsWith('automatic') ? 'auto' : null,
    image: textOf(fieldAt(step, 'image.name')),
  };
  return { pipeline, uuid, stage };
}

/** One deployment as one run at its environment. `environments` gives names to ids. Throws `Unusable`. */
export function parseDeployment(
  deployment: Fields,
  repository: string | null,
  environments: ReadonlyMap<string, string> = new Map(),
): DeploymentOfStep {
  const id = uuidOf(deployment, 'deployment');
  const release = fieldsOf(deployment.release ?? deployment.deployable);
  const state = fieldsOf(deployment.state);
  const environment = environmentOf(deployment, environments);
  const { outcome, word } = stateOf(state);
  const startedAt = momentOf(state.started_on);
  const pipeline = textOf(fieldAt(release, 'pipeline.uuid'));
  const named = repositoryOf(release) ?? repository;
  const run: Run = {
    ...blankRun(id, `deploy-${environment ?? 'unknown'}`),
    number: countOf(Number(/^#(\d+)$/.exec(textOf(release.name) ?? '')?.[1])),
    url: textOf(state.url) ?? textOf(release.url),
    trigger: pipeline === null ? 'unknown' : 'upstream',
    outcome,
    sourceOutcome: word,
    queuedAt: startedAt === null ? momentOf(release.created_on) : null,
    startedAt,
    finishedAt: outcome === 'running' ? null : momentOf(state.completed_on),
    revisions: revisionOf(release.commit ?? deployment.commit, null, named),
    upstream: pipeline === null ? [] : [pipeline],
    environment,
  };
  const step = textOf(fieldAt(deployment, 'step.uuid'));
  return { run, step, isStarted: textOf(state.name)?.toUpperCase() !== 'UNDEPLOYED' };
}

/** Where a saved reply was asked for: `WORKSPACE/NAME`. */
export function repositoryIn(address: string | null): string | null {
  const match = /\/repositories\/([^/]+\/[^/?]+)(?:\/|$)/.exec(address ?? '');
  return match?.[1] !== undefined && !match[1].startsWith('accounts') ? decodeURIComponent(match[1]) : null;
}

function uuidOf(item: Fields, what: string): string {
  const uuid = textOf(item.uuid);
  if (uuid === null) throw new Unusable(null, `"uuid" of the ${what} is missing`);
  return uuid;
}

function repositoryOf(item: Fields): string | null {
  const page = textOf(item.url) ?? textOf(fieldAt(item, 'target.commit.links.html_url')) ?? '';
  const named = /bitbucket\.org\/([\w.-]+\/[\w.-]+)\/(?:addon|commits|pipelines)/.exec(page)?.[1];
  return textOf(fieldAt(item, 'repository.full_name')) ?? named ?? null;
}

/** One repository has one file of pipelines; those in it that people start by name are pipelines of their own. */
function pipelineName(repository: string | null, { selector }: Fields): string {
  const { type, pattern } = fieldsOf(selector);
  const word = textOf(type) ?? textOf(fieldsOf(type).type);
  const name = repository ?? 'unknown repository';
  return word === 'custom' && textOf(pattern) !== null ? `${name}: ${textOf(pattern)}` : name;
}

/** `state.name` tells whether it is over, and what is in it how. */
function stateOf(value: unknown): { outcome: Outcome; word: string | null } {
  const state = fieldsOf(value);
  const name = textOf(state.name);
  const result = textOf(fieldsOf(state.result).name) ?? textOf(fieldsOf(state.status).name);
  const isOver = name?.toUpperCase() === 'COMPLETED';
  const word = (isOver ? result : textOf(fieldsOf(state.stage).name)) ?? name;
  return { outcome: outcomeIn(outcomes, isOver ? result : name), word };
}

function triggerOf(value: unknown, target: Fields): Trigger {
  const { name, type } = fieldsOf(value);
  const word = textOf(name) ?? textOf(type)?.replace(/^pipeline_trigger_/, '');
  const trigger = triggers[word?.toLowerCase() ?? ''] ?? 'unknown';
  if (trigger !== 'push') return trigger;
  if ((textOf(target.type) ?? '').includes('pullrequest')) return 'pull_request';
  return textOf(target.ref_type) === 'tag' ? 'tag' : 'push';
}

function revisionOf(commit: unknown, branch: string | null, repository: string | null): Revision[] {
  const revision = textOf(fieldsOf(commit).hash);
  if (revision === null) return [];
  const message = textOf(fieldsOf(commit).message);
  return [
    {
      material: materialOf(repository),
      branch,
      revision,
      committedAt: momentOf(fieldsOf(commit).date),
      author: null,
      message,
    },
  ];
}

/** Only its id is always there. */
function environmentOf(deployment: Fields, environments: ReadonlyMap<string, string>): string | null {
  const { name, uuid } = fieldsOf(deployment.environment);
  const full = textOf(fieldAt(deployment, 'full_environment.name'));
  const id = textOf(uuid);
  return textOf(name) ?? full ?? (id === null ? null : (environments.get(id) ?? id));
}

function pageOf(repository: string | null, number: number | null): string | null {
  return repository === null || number === null
    ? null
    : `https://bitbucket.org/${repository}/addon/pipelines/home#!/results/${number}`;
}
