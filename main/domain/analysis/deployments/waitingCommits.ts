import type { Instant } from '../../history/records';
import type { CommitGraph } from './commitGraph';
import type { DeploymentChain } from './deploymentChain';

const hourMs = 3_600_000;

/**
 * Commits that wait to be deployed as of an instant: every known commit of the materials that are deployed to the
 * group (of all materials while nothing was), made before the instant and in no deployment before it. Branches count
 * too, as lead time will count from the same commit times once they are merged. A commit without a time is counted but
 * has no age.
 */
export function waitingCommits(
  graph: CommitGraph,
  { deployments, deployed }: DeploymentChain,
  until: Instant,
): { n: number; oldestHours: number | null } {
  const materials = new Set<string>();
  for (const { revisions, at } of deployments) {
    if (at < until) for (const of of revisions.values()) for (const one of of) materials.add(materialIn(graph, one));
  }
  let n = 0;
  let oldest = Infinity;
  graph.commits.forEach((commit, index) => {
    if (materials.size > 0 && !materials.has(commit.material)) return;
    if (commit.committedAt !== null && commit.committedAt >= until) return;
    const place = deployed.firstIn[index] as number;
    if (place >= 0 && (deployments[place]?.at ?? Infinity) < until) return;
    n += 1;
    oldest = Math.min(oldest, commit.committedAt ?? Infinity);
  });
  return { n, oldestHours: oldest === Infinity ? null : (until - oldest) / hourMs };
}

/** The name of the material as its commits have it. */
function materialIn(graph: CommitGraph, { material, revision }: { material: string; revision: string }): string {
  const index = graph.find(material, revision);
  return index < 0 ? material : (graph.commits[index]?.material ?? material);
}
