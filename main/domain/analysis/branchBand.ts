import type { Instant } from '../history/records';
import type { CommitGraph } from './deployments/commitGraph';
import type { Deployment } from './deployments/deploymentChain';
import type { BranchStretch } from './facts';

/**
 * The branch production was deployed from: stretches of successive deployments with the same branch of the main
 * product, the material that changes most often. A deployment that does not say its branch breaks no stretch. A stretch
 * lasts until the next begins, the last one until the end of coverage.
 */
export function branchBand(
  deployments: readonly Deployment[],
  graph: CommitGraph,
  end: Instant | null,
): BranchStretch[] {
  const material = mainMaterial(deployments);
  const band: BranchStretch[] = [];
  if (material === null) return band;
  for (const deployment of deployments) {
    const branch = branchOf(deployment, material, graph);
    if (branch === null) continue;
    const last = band.at(-1);
    if (last?.branch === branch) {
      last.deployments += 1;
      last.to = deployment.at;
    } else {
      if (last) last.to = deployment.at;
      band.push({ material, branch, from: deployment.at, to: deployment.at, deployments: 1 });
    }
  }
  const last = band.at(-1);
  if (last && end !== null) last.to = Math.max(last.to, end);
  return band;
}

/** The material that most deployments moved; of several the first by name. */
export function mainMaterial(deployments: readonly Deployment[]): string | null {
  const moves = new Map<string, number>();
  for (const { parts, revisions } of deployments) {
    for (const material of revisions.keys()) moves.set(material, moves.get(material) ?? 0);
    for (const { material, direction } of parts) {
      if (direction !== 'same') moves.set(material, (moves.get(material) ?? 0) + 1);
    }
  }
  const [most] = [...moves].sort(([a, movesA], [b, movesB]) => movesB - movesA || (a < b ? -1 : 1));
  return most?.[0] ?? null;
}

/** As the run says, else the branch its commit was made on, if that is one. */
export function branchOf({ revisions }: Deployment, material: string, graph: CommitGraph): string | null {
  for (const revision of revisions.get(material) ?? []) {
    if (revision.branch !== null) return revision.branch;
    const commit = graph.commits[graph.find(material, revision.revision)];
    if (commit?.branches.length === 1) return commit.branches[0] ?? null;
  }
  return null;
}
