import type { Revision, Run } from '../../domain/history/records';
import { transformChange, type GithubCommit, type GithubComparison } from './commitReplies';
import type { GithubDeployment, GithubStatus } from './deploymentReplies';
import { transformDeployment } from './transformDeployment';

/** What the replies say of one deployment. */
export interface DeploymentDraft {
  deployment: GithubDeployment | null;
  statuses: Map<string, GithubStatus>;
  /** Workflow run that made it, where an event said so. */
  runId: string | null;
  where: string;
}

type WholeDraft = DeploymentDraft & { deployment: GithubDeployment };

/** Deployments as runs, each with the commits that a saved comparison with the one before it lists. */
export function deploymentRuns(
  drafts: readonly WholeDraft[],
  comparisons: readonly GithubComparison[],
  commits: ReadonlyMap<string, Pick<GithubCommit, 'committedAt' | 'author' | 'message'>>,
): Run[] {
  const inOrder = [...drafts].sort((a, b) => time(a) - time(b) || Number(a.deployment.id) - Number(b.deployment.id));
  const inPlace = new Map<string | null, string>();
  return inOrder.map(({ deployment, statuses }) => {
    const changes = changesSince(inPlace.get(deployment.environment) ?? null, deployment, comparisons);
    const commit = deployment.sha === null ? null : (commits.get(deployment.sha) ?? null);
    const run = transformDeployment({ deployment, statuses: [...statuses.values()], commit, changes });
    if (run.outcome === 'passed' && deployment.sha !== null) inPlace.set(deployment.environment, deployment.sha);
    return run;
  });
}

/** Commits between the revision that was in place and this one. Where the one before is unknown, any comparison serves. */
function changesSince(
  before: string | null,
  { sha, ref, repository }: GithubDeployment,
  comparisons: readonly GithubComparison[],
): Revision[] {
  if (sha === null || sha === before) return [];
  const fitting = comparisons.filter((each) => each.head === sha && (before === null || each.base === before));
  const commits = new Map(fitting.flatMap((each) => each.commits).map((commit) => [commit.sha, commit]));
  const branch = ref === sha ? null : ref;
  return [...commits.values()]
    .reverse()
    .map((commit) => transformChange(commit, branch, commit.repository ?? repository));
}

function time({ deployment }: WholeDraft): number {
  return deployment.createdAt ?? 0;
}
