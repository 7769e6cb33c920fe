import type { Instant } from '../../domain/history/records';
import { countOf, fieldsOf, idOf, itemsOf, listOf, momentOf, needId, textOf, type Fields } from '../common/fields';
import { outcomeIn } from '../common/outcomes';
import { statuses } from './outcome';

/** What we need of GitLab's replies; other fields are left unread. */
export interface GitlabCommit {
  id: string;
  parents: string[];
  committedAt: Instant | null;
  authoredAt: Instant | null;
  author: string | null;
  message: string | null;
  /** Path of the project, as its address says it. */
  project: string | null;
}

export interface GitlabPipeline {
  id: string;
  /** Path of the project, "group/app". */
  project: string | null;
  projectId: string | null;
  number: number | null;
  /** The server's word; empty where it says none. */
  status: string;
  source: string | null;
  ref: string | null;
  sha: string | null;
  tag: boolean | null;
  /** Name the configuration gave this one pipeline. */
  title: string | null;
  url: string | null;
  user: string | null;
  createdAt: Instant | null;
  updatedAt: Instant | null;
  startedAt: Instant | null;
  finishedAt: Instant | null;
}

export interface GitlabJob {
  id: string;
  name: string;
  stage: string;
  status: string;
  failureReason: string | null;
  allowFailure: boolean;
  /** Somebody has to start it. */
  manual: boolean;
  createdAt: Instant | null;
  startedAt: Instant | null;
  finishedAt: Instant | null;
  agent: string | null;
  commit: GitlabCommit | null;
}

/** A job of a list, a single job or a bridge, with what it says of its pipeline and of the one it started. */
export interface JobOfPipeline {
  job: GitlabJob;
  pipeline: GitlabPipeline;
  downstream: GitlabPipeline | null;
}

export interface GitlabDeployment {
  id: string;
  number: number | null;
  status: string;
  environment: string | null;
  tier: string | null;
  ref: string | null;
  sha: string | null;
  user: string | null;
  createdAt: Instant | null;
  updatedAt: Instant | null;
  startedAt: Instant | null;
  finishedAt: Instant | null;
  pipelineId: string | null;
  url: string | null;
  tag: boolean | null;
  /** Somebody has to let it pass. */
  approved: boolean;
  commit: GitlabCommit | null;
  project: string | null;
}

/** A pipeline of a list, a single one, or what another reply says of one. Throws `Unusable`. */
export function parsePipeline(item: Fields, project: string | null = null): GitlabPipeline {
  const url = textOf(item.web_url) ?? textOf(item.url);
  return {
    id: needId(item.id, 'id'),
    project: projectIn(url) ?? project,
    projectId: idOf(item.project_id),
    number: countOf(item.iid),
    status: textOf(item.status) ?? '',
    source: textOf(item.source),
    ref: textOf(item.ref),
    sha: textOf(item.sha),
    tag: typeof item.tag === 'boolean' ? item.tag : null,
    title: textOf(item.name),
    url,
    user: textOf(fieldsOf(item.user).username),
    createdAt: momentOf(item.created_at),
    updatedAt: momentOf(item.updated_at),
    startedAt: momentOf(item.started_at),
    finishedAt: momentOf(item.finished_at),
  };
}

/** Throws `Unusable`. */
export function parseJobOfPipeline(item: Fields, project: string | null = null): JobOfPipeline {
  const { pipeline, downstream_pipeline: downstream, commit, ref, tag, user } = item;
  const own = { ...fieldsOf(pipeline), id: fieldsOf(pipeline).id ?? item.pipeline_id };
  const from = projectIn(item.web_url) ?? textOf(fieldsOf(item.project).path_with_namespace) ?? project;
  const parsed = parsePipeline({ ref, tag, ...own }, from);
  const job = parseJob(item, parsed.id);
  return {
    job: { ...job, commit: commitOrNull(commit, from) },
    pipeline: { ...parsed, sha: parsed.sha ?? job.commit?.id ?? null, user: parsed.user ?? userOf(user) },
    downstream: downstream ? parsePipeline(fieldsOf(downstream)) : null,
  };
}

/** A job without its pipeline, as events have it. Throws `Unusable`. */
export function parseJob(item: Fields, pipelineId: string): GitlabJob {
  const id = needId(item.id, 'id of a job', pipelineId);
  return {
    id,
    name: textOf(item.name) ?? `job ${id}`,
    stage: textOf(item.stage) ?? 'unknown',
    status: textOf(item.status) ?? '',
    failureReason: textOf(item.failure_reason),
    allowFailure: item.allow_failure === true,
    manual: item.when === 'manual' || item.manual === true || item.status === 'manual',
    createdAt: momentOf(item.created_at),
    startedAt: momentOf(item.started_at),
    finishedAt: momentOf(item.finished_at),
    agent: agentOf(item),
    commit: commitOrNull(item.commit, null),
  };
}

/** Throws `Unusable`. */
export function parseDeployment(item: Fields, project: string | null = null): GitlabDeployment {
  const environment = fieldsOf(item.environment);
  const deployable = fieldsOf(item.deployable);
  const url = textOf(deployable.web_url);
  const from = projectIn(url) ?? projectIn(fieldsOf(deployable.pipeline).web_url) ?? project;
  const commit = commitOrNull(deployable.commit, from);
  return {
    id: needId(item.id, 'id'),
    number: countOf(item.iid),
    status: textOf(item.status) ?? textOf(deployable.status) ?? '',
    environment: textOf(environment.name) ?? idOf(environment.id) ?? idOf(item.environment_id),
    tier: textOf(environment.tier),
    ref: textOf(item.ref),
    sha: textOf(item.sha),
    user: userOf(item.user),
    createdAt: momentOf(item.created_at),
    updatedAt: momentOf(item.updated_at),
    startedAt: momentOf(deployable.started_at),
    finishedAt: momentOf(item.finished_at) ?? momentOf(deployable.finished_at),
    pipelineId: idOf(fieldsOf(deployable.pipeline).id),
    url,
    tag: typeof deployable.tag === 'boolean' ? deployable.tag : null,
    approved: listOf(item.approvals).length > 0 || (countOf(item.pending_approval_count) ?? 0) > 0,
    commit,
    project: from ?? commit?.project ?? null,
  };
}

/** What the server sends when a deployment has changed: its state, and since when. Throws `Unusable`. */
export function parseDeploymentEvent(item: Fields): GitlabDeployment {
  const { deployment_id: id, environment: name, status, user, commit_url: commit } = item;
  // "2021-04-28 21:50:00 +0200"
  const changedAt = momentOf(
    textOf(item.status_changed_at)
      ?.replace(/ (?=[+-]\d|UTC)/, '')
      .replace('UTC', 'Z'),
  );
  const sha = textOf(commit)?.split('/').at(-1);
  const path = textOf(fieldsOf(item.project).path_with_namespace);
  const deployment = parseDeployment({ id, environment: { name }, status, user, sha, ref: item.ref }, path);
  if (/^running$/i.test(deployment.status)) return { ...deployment, startedAt: changedAt };
  if (outcomeIn(statuses, deployment.status) === 'running') return { ...deployment, createdAt: changedAt };
  return { ...deployment, finishedAt: changedAt };
}

/** Throws `Unusable`. */
export function parseCommit(item: Fields, project: string | null = null): GitlabCommit {
  return {
    id: needId(item.id, 'id of a commit'),
    parents: listOf(item.parent_ids).flatMap((id) => textOf(id) ?? []),
    committedAt: momentOf(item.committed_date) ?? momentOf(item.created_at) ?? momentOf(item.timestamp),
    authoredAt: momentOf(item.authored_date),
    author: textOf(item.author_name) ?? textOf(fieldsOf(item.author).name),
    message: textOf(item.message) ?? textOf(item.title),
    project: projectIn(item.web_url) ?? projectIn(item.url) ?? project,
  };
}

/** Path of a project in the address of one of its pages: what stands before `/-/`, or the kind of page in old versions. */
export function projectIn(address: unknown): string | null {
  const path = textOf(address)?.replace(/^[a-z]+:\/\/[^/]+\//i, '') ?? '';
  return /^(.+?)\/(?:-\/)?(?:pipelines|jobs|commit|builds)\//.exec(path)?.[1] ?? null;
}

function commitOrNull(value: unknown, project: string | null): GitlabCommit | null {
  const [item] = itemsOf([value]);
  return item && textOf(item.id) !== null ? parseCommit(item, project) : null;
}

function userOf(value: unknown): string | null {
  return textOf(fieldsOf(value).username);
}

/** What a runner is called where it has no tags to tell what was asked for. */
function agentOf(item: Fields): string | null {
  const runner = fieldsOf(item.runner);
  const tags = [item.tag_list, runner.tags].map((each) => listOf(each).flatMap((tag) => textOf(tag) ?? []));
  const asked = tags.find((each) => each.length > 0)?.join(', ');
  return asked ?? textOf(runner.description) ?? textOf(runner.name);
}
