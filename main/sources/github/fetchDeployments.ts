import { runTime } from '../../domain/history/recordTime';
import type { Commit, Instant, Run } from '../../domain/history/records';
import type { Rejection } from '../source';
import { noMoment } from './assembly';
import { transformCommit } from './commitReplies';
import { noteBefore, noteDeployed } from './cursor';
import { deliveredCommits, type DeliveredCommits } from './deliveredCommits';
import { parseDeployment, parseStatus, type GithubDeployment, type GithubStatus } from './deploymentReplies';
import { inParallel, overlapMs, parseItems, partFailure, type FetchedStep, type Fetching } from './fetching';
import { materialOf } from './replyFields';
import { isCovered, joinSpans } from './spans';
import { deploymentId, deploymentPipeline, transformDeployment } from './transformDeployment';

const deploymentsAPage = 50;

/**
 * Deployments with their statuses and the commits each brought, oldest first, so that each is compared with the one
 * before it. Noted in the cursor when all of them are there.
 */
export async function* fetchDeployments(fetching: Fetching): AsyncGenerator<FetchedStep> {
  const { client } = fetching;
  try {
    const { deployments, rejected, newest } = await listDeployments(fetching);
    if (rejected.length > 0) yield { type: 'records', records: [], rejected };
    for (let from = 0; from < deployments.length; from += deploymentsAPage) {
      const some = deployments.slice(from, from + deploymentsAPage);
      const records = await completeDeployments(fetching, some);
      // Those older than the last of these are all there now.
      coverUntil(fetching, (some.at(-1)?.createdAt ?? 0) - 1);
      yield records;
    }
    coverUntil(fetching, newest);
    yield { type: 'records', records: [], rejected: [] };
  } catch (error) {
    const failure = partFailure(fetching, error, `The deployments of ${client.repository}`);
    yield { type: 'failed', failure, gap: null };
  }
}

/** Goes by the server's own moments, so that no clock matters. */
function coverUntil({ cursor, request }: Fetching, at: Instant): void {
  const to = Math.min(at + 1, request.until ?? Infinity);
  cursor.deploymentsCovered = joinSpans([...cursor.deploymentsCovered, { from: request.since ?? 0, to }]);
}

/** Those wanted, oldest first. The list has no filter for time: it is read from its newest end as far as needed. */
async function listDeployments(
  fetching: Fetching,
): Promise<{ deployments: GithubDeployment[]; rejected: Rejection[]; newest: Instant }> {
  const wanted = new Map<string, GithubDeployment>();
  const rejections: Rejection[] = [];
  const floor = listFloor(fetching);
  const listed = new Set<string>();
  let newest = 0;
  for await (const page of fetching.client.pages('deployments', null)) {
    const { parsed, rejected } = parseItems(page.items, page.url, parseDeployment);
    rejections.push(...rejected);
    for (const each of parsed) {
      listed.add(each.id);
      newest = Math.max(newest, each.createdAt ?? 0);
    }
    for (const each of parsed) if (isWanted(fetching, each)) wanted.set(each.id, each);
    if (parsed.length > 0 && parsed.every((each) => (each.createdAt ?? Infinity) < floor)) break;
  }
  for (const each of await unfinishedBelow(fetching, listed)) wanted.set(each.id, each);
  const deployments = [...wanted.values()].sort(
    (a, b) => (a.createdAt ?? 0) - (b.createdAt ?? 0) || Number(a.id) - Number(b.id),
  );
  return { deployments, rejected: rejections, newest };
}

function listFloor({ cursor, request }: Fetching): number {
  const since = request.since ?? 0;
  const reached = cursor.deploymentsCovered.find(({ from, to }) => from <= since && to > since);
  return Math.max(since, (reached?.to ?? 0) - overlapMs);
}

function isWanted({ request, known, unfinished, cursor }: Fetching, deployment: GithubDeployment): boolean {
  const { since, until, pipelines } = request;
  const at = deployment.createdAt;
  if (at !== null && ((since !== null && at < since) || (until !== null && at >= until))) return false;
  if (pipelines.length > 0 && !pipelines.includes(deploymentPipeline(deployment))) return false;
  const id = deploymentId(deployment.id);
  if (!known.has(id) || unfinished.has(id)) return true;
  // Known from saved files only, and perhaps without its statuses.
  return at !== null && !isCovered(at, cursor.deploymentsCovered);
}

async function unfinishedBelow({ unfinished, client }: Fetching, listed: ReadonlySet<string>) {
  const ids = [...unfinished]
    .flatMap((id) => /^deployment\/(\d+)$/.exec(id)?.[1] ?? [])
    .filter((id) => !listed.has(id));
  const replies = await inParallel(ids, (id) => client.one(`deployments/${id}`));
  const found = replies.filter((reply) => reply !== null);
  return parseItems(found, `deployments of ${client.repository}`, parseDeployment).parsed;
}

async function completeDeployments(fetching: Fetching, deployments: readonly GithubDeployment[]): Promise<FetchedStep> {
  const runs: Run[] = [];
  const commits = new Map<string, Commit>();
  const rejected: Rejection[] = [];
  const completed = await inParallel(deployments, async (each) => ({
    deployment: { ...each, repository: each.repository ?? fetching.client.repository },
    ...(await statusesOf(fetching, each)),
  }));
  for (const { deployment, statuses, rejected: unusable } of completed) {
    const delivered = await deliveredCommits(fetching, deployment);
    const run = transformDeployment({ deployment, statuses, commit: delivered.head, changes: delivered.changes });
    rejected.push(...unusable);
    if (runTime(run) === null) {
      rejected.push({ where: `deployments of ${fetching.client.repository}`, id: run.id, reason: noMoment });
      continue;
    }
    runs.push(run);
    noteBefore(fetching.cursor, deployment.id, run.outcome === 'running' ? delivered.before : null);
    noteOutcome(fetching, deployment, run);
    for (const commit of commitsOf(delivered, deployment)) commits.set(commit.revision, commit);
  }
  return { type: 'records', records: [...runs, ...commits.values()], rejected };
}

async function statusesOf(
  { client }: Fetching,
  { id }: GithubDeployment,
): Promise<{ statuses: GithubStatus[]; rejected: Rejection[] }> {
  const statuses: GithubStatus[] = [];
  const rejected: Rejection[] = [];
  for await (const page of client.pages(`deployments/${id}/statuses`, null)) {
    const found = parseItems(page.items, page.url, (item) => parseStatus(item, `/deployments/${id}/`));
    statuses.push(...found.parsed);
    rejected.push(...found.rejected);
  }
  return { statuses, rejected };
}

function noteOutcome({ cursor }: Fetching, { sha, environment, createdAt }: GithubDeployment, run: Run): void {
  if (run.outcome !== 'passed' || sha === null || environment === null || createdAt === null) return;
  noteDeployed(cursor, environment, { at: createdAt, sha });
}

function commitsOf({ commits }: DeliveredCommits, { repository }: GithubDeployment): Commit[] {
  return commits.map((commit) => transformCommit(commit, materialOf(repository)));
}
