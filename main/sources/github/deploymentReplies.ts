import type { Instant } from '../../domain/history/records';
import {
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

/** What we need of a deployment. Its payload is left unread: it holds whatever somebody put into it. */
export interface GithubDeployment {
  id: string;
  sha: string | null;
  ref: string | null;
  task: string | null;
  environment: string | null;
  originalEnvironment: string | null;
  production: boolean | null;
  creator: string | null;
  createdAt: Instant | null;
  updatedAt: Instant | null;
  repository: string | null;
  /** Workflow run that made it, where an event says so. */
  runId: string | null;
  /** Known only of GraphQL: how it stands now, for want of statuses. */
  state: string | null;
  /** Known only of GraphQL. */
  commit: { at: Instant | null; author: string | null; message: string | null } | null;
  /** Statuses that came with it, as GraphQL gives them. */
  statuses: GithubStatus[];
}

export interface GithubStatus {
  /** Unique among the statuses of one deployment. */
  id: string;
  deploymentId: string;
  state: string;
  at: Instant | null;
  /** Page that shows what was done. */
  logUrl: string | null;
  /** Workflow run that reported it. */
  runId: string | null;
}

/** A deployment of a list or a single one. Throws `Unusable`. */
export function parseDeployment(value: unknown): GithubDeployment {
  const item = itemOf(value, 'the deployment');
  const id = idOf(item.id);
  if (id === null) throw new Unusable(null, '"id" of the deployment is missing');
  return {
    id,
    sha: textOf(item.sha),
    ref: textOf(item.ref),
    task: textOf(item.task),
    environment: textOf(item.environment),
    originalEnvironment: textOf(item.original_environment),
    production: typeof item.production_environment === 'boolean' ? item.production_environment : null,
    creator: loginOf(item.creator),
    createdAt: momentOf(item.created_at),
    updatedAt: momentOf(item.updated_at),
    repository: repositoryIn(item.repository_url, item.url),
    runId: null,
    state: null,
    commit: null,
    statuses: [],
  };
}

/** A status; `address` is where its list was read, for those that do not name their deployment. Throws `Unusable`. */
export function parseStatus(value: unknown, address: string | null = null): GithubStatus {
  const item = itemOf(value, 'the status');
  const deploymentId = deploymentIn(item.deployment_url, item.url, address);
  if (deploymentId === null) throw new Unusable(null, 'the status does not say which deployment it belongs to');
  const state = textOf(item.state);
  if (state === null) throw new Unusable(`deployment/${deploymentId}`, '"state" of a status is missing');
  const addresses = [textOf(item.log_url), textOf(item.target_url)].filter((each) => each !== null);
  const at = momentOf(item.created_at);
  return {
    id: idOf(item.id) ?? `${state} ${at}`,
    deploymentId,
    state,
    at,
    logUrl: addresses.find((each) => /^https?:\/\//.test(each)) ?? null,
    runId: addresses.map(runIn).find((each) => each !== null) ?? null,
  };
}

/**
 * A deployment as GraphQL names its fields, whatever letters they begin with (some tools keep them as `DatabaseId`).
 * Throws `Unusable`.
 */
export function parseGraphqlDeployment(value: unknown): GithubDeployment {
  const item = lowered(itemOf(value, 'the deployment'));
  const id = idOf(item.databaseid);
  if (id === null) throw new Unusable(null, '"databaseId" of the deployment is missing');
  const commit = lowered(item.commit);
  const nodes = listOf(lowered(item.statuses).nodes);
  const latest = isFields(item.lateststatus) ? [item.lateststatus] : [];
  return {
    id,
    sha: textOf(item.commitoid) ?? textOf(commit.oid),
    ref: textOf(lowered(item.ref).name),
    task: textOf(item.task),
    environment: textOf(item.environment),
    originalEnvironment: null,
    production: null,
    creator: loginOf(item.creator),
    createdAt: momentOf(item.createdat),
    updatedAt: momentOf(item.updatedat),
    repository: graphqlRepository(lowered(item.repository)),
    runId: null,
    state: textOf(item.state),
    commit: isFields(item.commit)
      ? {
          at: momentOf(commit.committeddate),
          author: textOf(lowered(commit.author).name),
          message: textOf(commit.message),
        }
      : null,
    statuses: (nodes.length > 0 ? nodes : latest).flatMap((each, index) => graphqlStatus(each, id, index)),
  };
}

/** Newest first, as the reply lists them; the index keeps that order where two are of the same second. */
function graphqlStatus(value: unknown, deploymentId: string, index: number): GithubStatus[] {
  const item = lowered(value);
  const state = textOf(item.state);
  if (state === null) return [];
  const at = momentOf(item.createdat) ?? momentOf(item.updatedat);
  const logUrl = textOf(item.logurl);
  return [
    { id: String(1_000_000 - index), deploymentId, state, at, logUrl, runId: logUrl === null ? null : runIn(logUrl) },
  ];
}

function graphqlRepository(repository: Fields): string | null {
  const url = textOf(repository.url);
  const named = url === null ? null : (/([^/]+\/[^/]+)\/?$/.exec(url)?.[1] ?? null);
  return textOf(repository.namewithowner) ?? named ?? textOf(repository.name);
}

/** Workflow run that a page of the Actions tab belongs to. */
export function runIn(address: string): string | null {
  return /\/actions\/runs\/(\d+)/.exec(address)?.[1] ?? null;
}

function deploymentIn(...addresses: unknown[]): string | null {
  for (const address of addresses) {
    const match = typeof address === 'string' ? /\/deployments\/(\d+)/.exec(address) : null;
    if (match?.[1]) return match[1];
  }
  return null;
}

function lowered(value: unknown): Fields {
  return Object.fromEntries(Object.entries(fieldsOf(value)).map(([key, each]) => [key.toLowerCase(), each]));
}

function itemOf(value: unknown, what: string): Fields {
  if (!isFields(value)) throw new Unusable(null, `${what} is not an object`);
  return value;
}
