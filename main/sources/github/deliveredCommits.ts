import type { Revision } from '../../domain/history/records';
import { parseCommit, transformChange, type GithubCommit } from './commitReplies';
import { deployedBefore } from './cursor';
import type { GithubDeployment } from './deploymentReplies';
import { parseItems, type Fetching } from './fetching';

/** What one deployment brought. */
export interface DeliveredCommits {
  /** Revision in place before; null where it is unknown. */
  before: string | null;
  /** The commit it is made of; null where the server does not have it any more. */
  head: GithubCommit | null;
  /** Newest first; empty where what was in place before is unknown. */
  changes: Revision[];
  commits: GithubCommit[];
}

/** Asks for what lies between the revision in place before and that of a deployment. */
export async function deliveredCommits(fetching: Fetching, deployment: GithubDeployment): Promise<DeliveredCommits> {
  const { sha, ref, repository } = deployment;
  if (sha === null) return { before: null, head: null, changes: [], commits: [] };
  const before = deployedBefore(fetching.cursor, deployment);
  const between = before === null || before === sha ? [] : await compare(fetching, before, sha);
  const head = between.find((commit) => commit.sha === sha) ?? (await oneCommit(fetching, sha));
  const branch = ref === sha ? null : ref;
  const changes = [...between].reverse().map((commit) => transformChange(commit, branch, repository));
  return { before, head, changes, commits: head === null || between.includes(head) ? between : [...between, head] };
}

async function compare({ client }: Fetching, base: string, head: string): Promise<GithubCommit[]> {
  const commits = new Map<string, GithubCommit>();
  for await (const page of client.pages(`compare/${base}...${head}`, 'commits')) {
    for (const commit of parseItems(page.items, page.url, parseCommit).parsed) commits.set(commit.sha, commit);
  }
  return [...commits.values()];
}

async function oneCommit({ client }: Fetching, sha: string): Promise<GithubCommit | null> {
  const reply = await client.one(`commits/${sha}`);
  return reply === null ? null : (parseItems([reply], sha, parseCommit).parsed[0] ?? null);
}
