import type { Instant } from '../../domain/history/records';
import {
  countOf,
  fieldsOf,
  idOf,
  isFields,
  listOf,
  loginOf,
  momentOf,
  repositoryIn,
  textOf,
  Unusable,
  type Fields,
} from './replyFields';

/** What we need of one attempt of a workflow run; other fields are left unread. */
export interface GithubRun {
  id: string;
  name: string | null;
  workflowId: string | null;
  /** File of the workflow in the repository. */
  path: string | null;
  number: number | null;
  attempt: number;
  event: string | null;
  /** The server's words; empty where it says none. */
  status: string;
  conclusion: string;
  branch: string | null;
  sha: string | null;
  url: string | null;
  actor: string | null;
  createdAt: Instant | null;
  /** Of this attempt. */
  startedAt: Instant | null;
  updatedAt: Instant | null;
  headCommit: { at: Instant | null; author: string | null; message: string | null };
  /** `owner/name` */
  repository: string | null;
  /** Where the branch is: another than `repository` for pull requests from a fork. */
  headRepository: string | null;
}

export interface GithubJob {
  id: string;
  runId: string;
  attempt: number;
  name: string;
  status: string;
  conclusion: string;
  createdAt: Instant | null;
  startedAt: Instant | null;
  finishedAt: Instant | null;
  agent: string | null;
  workflowName: string | null;
  branch: string | null;
  sha: string | null;
  repository: string | null;
  /** Somebody was asked to let it pass. */
  reviewed: boolean;
}

/** A run of a list, a single run or one attempt of it. Throws `Unusable`. */
export function parseRun(value: unknown): GithubRun {
  const item = itemOf(value, 'the run');
  const id = idOf(item.id);
  if (id === null) throw new Unusable(null, '"id" of the run is missing');
  const commit = fieldsOf(item.head_commit);
  const repository = textOf(fieldsOf(item.repository).full_name) ?? repositoryIn(item.url, item.html_url);
  return {
    id,
    name: textOf(item.name),
    workflowId: idOf(item.workflow_id),
    path: textOf(item.path),
    number: countOf(item.run_number),
    attempt: Math.max(1, countOf(item.run_attempt) ?? 1),
    event: textOf(item.event),
    status: textOf(item.status) ?? '',
    conclusion: textOf(item.conclusion) ?? '',
    branch: textOf(item.head_branch),
    sha: textOf(item.head_sha),
    url: textOf(item.html_url),
    actor: loginOf(item.triggering_actor) ?? loginOf(item.actor),
    createdAt: momentOf(item.created_at),
    startedAt: momentOf(item.run_started_at),
    updatedAt: momentOf(item.updated_at),
    headCommit: {
      at: momentOf(commit.timestamp),
      author: textOf(fieldsOf(commit.author).name),
      message: textOf(commit.message),
    },
    repository,
    headRepository: textOf(fieldsOf(item.head_repository).full_name),
  };
}

/** A job of a list or a single job. Throws `Unusable`. */
export function parseJob(value: unknown): GithubJob {
  const item = itemOf(value, 'the job');
  const runId = idOf(item.run_id);
  const id = idOf(item.id);
  if (runId === null || id === null)
    throw new Unusable(runId, `"${runId === null ? 'run_id' : 'id'}" of a job is missing`);
  return {
    id,
    runId,
    attempt: Math.max(1, countOf(item.run_attempt) ?? 1),
    name: textOf(item.name) ?? `job ${id}`,
    status: textOf(item.status) ?? '',
    conclusion: textOf(item.conclusion) ?? '',
    createdAt: momentOf(item.created_at),
    startedAt: momentOf(item.started_at),
    finishedAt: momentOf(item.completed_at),
    agent: agentOf(item),
    workflowName: textOf(item.workflow_name),
    branch: textOf(item.head_branch),
    sha: textOf(item.head_sha),
    repository: repositoryIn(item.run_url, item.url, item.html_url),
    reviewed: false,
  };
}

/** The job of a "review requested" event, which names its run only in its address. Throws `Unusable`. */
export function parseReviewedJob(value: unknown, run: GithubRun): GithubJob {
  const { sha, branch, repository, attempt, id } = run;
  return { ...parseJob({ ...itemOf(value, 'the job'), run_id: id }), attempt, sha, branch, repository, reviewed: true };
}

/** Machines that the server lends have a new name each time, so what was asked for says more. */
function agentOf(item: Fields): string | null {
  const runner = textOf(item.runner_name);
  const labels = listOf(item.labels).flatMap((label) => textOf(label) ?? []);
  const lent = runner === null || /^(GitHub Actions|Hosted Agent)( \d+)?$/.test(runner);
  return lent && labels.length > 0 ? labels.join(', ') : runner;
}

/** A workflow of the list of workflows, for runs that do not say its name. */
export function parseWorkflow(value: unknown): { id: string; name: string } | null {
  if (!isFields(value)) return null;
  const id = idOf(value.id);
  const name = textOf(value.name);
  return id === null || name === null ? null : { id, name };
}

function itemOf(value: unknown, what: string): Fields {
  if (!isFields(value)) throw new Unusable(null, `${what} is not an object`);
  return value;
}
