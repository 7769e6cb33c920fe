import type { HistoryIndex, DeploymentAnalysis } from '../deployments/analyseDeployments';
import type { Deployment } from '../deployments/deploymentChain';
import type { DeploymentAttempt } from '../environments/attempts';
import type { KnownEnvironment } from '../environments/knownEnvironments';
import { branchOf } from '../branchBand';
import { Gates } from './gates';
import { PathRuns } from './pathRuns';
import { pathSteps, startOf } from './pathSteps';
import { productsOf } from './products';
import type { Signature } from './signature';

/** How each deployment of the group came about, in their order. */
export function buildSignatures(
  index: HistoryIndex,
  { deployments, group }: DeploymentAnalysis,
  environments: readonly KnownEnvironment[],
  attempts: readonly DeploymentAttempt[],
): Signature[] {
  const members = new Set(group.members);
  const products = productsOf(deployments);
  const paths = new PathRuns(index, deployments, products);
  const elsewhere = attempts.filter((one) => !members.has(one.environment));
  const gates = new Gates(elsewhere, index.lineage);
  const attemptsOf = byRun(attempts.filter((one) => members.has(one.environment) && one.outcome === 'passed'));
  return deployments.map((deployment, at): Signature => {
    const { run } = deployment;
    const product = products[at] ?? null;
    const production = attemptsOf.get(run) ?? [];
    const startedAt = Math.min(...production.map((one) => startOf(run, one.stage)), deployment.at);
    const path = paths.of(deployment, product, startedAt);
    return {
      run,
      product,
      at: startOf(run, null),
      branches: branchesOf(index, deployment),
      gates: new Set(
        [...gates.before(deployment, product, path, startedAt)].flatMap((one) => environments[one]?.name ?? []),
      ),
      steps: pathSteps(path, run, new Set(production.map((one) => one.stage)), startedAt),
      isComplete: paths.isComplete(path),
    };
  });
}

function branchesOf(index: HistoryIndex, deployment: Deployment): Map<string, string | null> {
  return new Map(
    [...deployment.revisions.keys()].map((material) => [material, branchOf(deployment, material, index.graph)]),
  );
}

function byRun(attempts: readonly DeploymentAttempt[]): Map<Deployment['run'], DeploymentAttempt[]> {
  const map = new Map<Deployment['run'], DeploymentAttempt[]>();
  for (const attempt of attempts) {
    const known = map.get(attempt.run);
    if (known) known.push(attempt);
    else map.set(attempt.run, [attempt]);
  }
  return map;
}
