import { branchOf } from '../branchBand';
import type { DeploymentAnalysis, HistoryIndex } from '../deployments/analyseDeployments';
import type { Deployment } from '../deployments/deploymentChain';
import type { DeploymentAttempt } from '../environments/attempts';
import type { KnownEnvironment } from '../environments/knownEnvironments';
import { Gates } from './gates';
import { pathSteps, startOf } from './pathSteps';
import { productionPaths } from './productionPaths';
import type { Signature } from './signature';

/** How each deployment of the group came about, in their order. */
export function buildSignatures(
  index: HistoryIndex,
  analysis: DeploymentAnalysis,
  environments: readonly KnownEnvironment[],
  attempts: readonly DeploymentAttempt[],
): Signature[] {
  const members = new Set(analysis.group.members);
  const elsewhere = attempts.filter((one) => !members.has(one.environment));
  const gates = new Gates(elsewhere, index.lineage);
  return productionPaths(index, analysis, attempts).map((one): Signature => {
    const { deployment, product, production, startedAt, path, isComplete } = one;
    const { run } = deployment;
    const passed = gates.before(deployment, product, path, startedAt);
    return {
      run,
      product,
      at: startOf(run, null),
      branches: branchesOf(index, deployment),
      gates: new Set([...passed].flatMap((at) => environments[at]?.name ?? [])),
      steps: pathSteps(path, run, new Set(production.map((attempt) => attempt.stage)), startedAt),
      isComplete,
    };
  });
}

function branchesOf(index: HistoryIndex, deployment: Deployment): Map<string, string | null> {
  return new Map(
    [...deployment.revisions.keys()].map((material) => [material, branchOf(deployment, material, index.graph)]),
  );
}
