import type { Instant } from '../../domain/history/records';
import { printInstant } from '../../domain/time/instant';
import { fieldsOf, isFields, materialOf, Unusable, type Fields } from '../common/fields';
import type { AskDetail, Completed, Stream } from '../common/live/stream';
import { parseItems } from '../common/live/parseItems';
import { createAssembly, type GitlabAssembly } from './assembly';
import type { GitlabClient } from './client';
import {
  parseCommit,
  parseDeployment,
  parseJobOfPipeline,
  parsePipeline,
  type GitlabCommit,
  type GitlabDeployment,
  type GitlabPipeline,
} from './replies';
import { deploymentId, deploymentPipeline, transformCommit } from './transform';

/** Pipelines with their jobs, retried ones too, and the child pipelines that they started. */
export function pipelineStream(client: GitlabClient): Stream<GitlabPipeline> {
  const { project, base } = client;
  return {
    key: `${project} pipelines`,
    name: `The pipelines of ${project}`,
    first: (after) => `${base}/pipelines?order_by=id&sort=desc${filter('updated_after', after)}&per_page=100`,
    page: (address) => client.page(address),
    parse: (item) => parsePipeline(objectOf(item, 'the pipeline'), project),
    id: ({ id }) => id,
    madeAt: ({ createdAt }) => createdAt,
    changedAt: ({ updatedAt }) => updatedAt,
    fingerprint: ({ status, updatedAt }) => `${status} ${updatedAt}`,
    again: async (id) => (/^\d+$/.test(id) ? client.one(`pipelines/${id}`) : null),
    complete: async (pipeline, ask) => {
      const assembly = createAssembly();
      assembly.addPipeline(pipeline, '');
      const rejected = await addDetails(client, assembly, pipeline.id, ask, 0);
      return { ...assembly.assemble(), rejected };
    },
  };
}

/** Children have children at most this deep, says GitLab; a circle would have no end. */
const deepest = 3;

async function addDetails(
  client: GitlabClient,
  assembly: GitlabAssembly,
  id: string,
  ask: AskDetail,
  depth: number,
): Promise<NonNullable<Completed['rejected']>> {
  const { project } = client;
  const detail = await ask(() => client.one(`pipelines/${id}`));
  if (detail) assembly.addPipeline(parsePipeline({ ...detail, id }, project), '');
  const jobs = (await ask(() => client.all(`pipelines/${id}/jobs?include_retried=true&per_page=100`))) ?? [];
  const bridges = (await ask(() => client.all(`pipelines/${id}/bridges?per_page=100`))) ?? [];
  const { parsed, rejected } = parseItems([...jobs, ...bridges], `jobs of pipeline ${id}`, (item) =>
    parseJobOfPipeline({ pipeline: { id }, ...objectOf(item, 'the job') }, project),
  );
  for (const job of parsed) {
    const child = job.downstream;
    const isOwn = child !== null && (child.project === project || child.projectId === job.pipeline.projectId);
    assembly.addJobOfPipeline({ ...job, downstream: isOwn ? child : null }, '');
    if (isOwn && depth < deepest) rejected.push(...(await addDetails(client, assembly, child.id, ask, depth + 1)));
  }
  return rejected;
}

export function deploymentStream(client: GitlabClient, pipelines: readonly string[]): Stream<GitlabDeployment> {
  const { project, base } = client;
  return {
    key: `${project} deployments ${JSON.stringify([...pipelines].sort())}`,
    name: `The deployments of ${project}`,
    // The server refuses to filter by change in another order.
    first: (after) =>
      after === null
        ? `${base}/deployments?order_by=id&sort=desc&per_page=100`
        : `${base}/deployments?order_by=updated_at&sort=desc${filter('updated_after', after)}&per_page=100`,
    page: (address) => client.page(address, true),
    parse: (item) => parseDeployment(objectOf(item, 'the deployment'), project),
    id: ({ id }) => deploymentId(id),
    madeAt: ({ createdAt }) => createdAt,
    changedAt: ({ updatedAt }) => updatedAt,
    fingerprint: ({ status, updatedAt }) => `${status} ${updatedAt}`,
    isWanted: (deployment) => pipelines.length === 0 || pipelines.includes(deploymentPipeline(deployment)),
    again: async (id) => {
      const number = /^deployment\/(\d+)$/.exec(id)?.[1];
      return number === undefined ? null : client.one(`deployments/${number}`);
    },
    complete: (deployment) => {
      const assembly = createAssembly();
      assembly.addDeployment(deployment, '');
      return Promise.resolve({ records: assembly.assemble().records });
    },
  };
}

/** Commits of all branches: what a deployment brought is known by their parents. */
export function commitStream(client: GitlabClient): Stream<GitlabCommit> {
  const { project, base } = client;
  return {
    key: `${project} commits`,
    name: `The commits of ${project}`,
    first: (after) => `${base}/repository/commits?all=true${filter('since', after)}&per_page=100`,
    page: (address) => client.page(address, true),
    parse: (item) => parseCommit(objectOf(item, 'the commit'), project),
    id: ({ id }) => `commit ${id}`,
    madeAt: ({ committedAt }) => committedAt,
    fingerprint: () => 'made',
    again: () => Promise.resolve(null),
    complete: (commit) => Promise.resolve({ records: [transformCommit(commit, materialOf(project))] }),
  };
}

function filter(name: string, after: Instant | null): string {
  return after === null ? '' : `&${name}=${encodeURIComponent(printInstant(after))}`;
}

function objectOf(item: unknown, what: string): Fields {
  if (!isFields(item)) throw new Unusable(null, `${what} is not an object`);
  return fieldsOf(item);
}
