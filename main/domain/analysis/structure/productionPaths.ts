import type { Instant, Run } from '../../history/records';
import type { DeploymentAnalysis, HistoryIndex } from '../deployments/analyseDeployments';
import type { Deployment } from '../deployments/deploymentChain';
import type { DeploymentAttempt } from '../environments/attempts';
import { PathRuns } from './pathRuns';
import { startOf } from './pathSteps';
import { productsOf } from './products';

/** One production deployment with the runs that led to it. */
export interface ProductionPath {
  deployment: Deployment;
  /** The material it is about; null where nothing says what it was made from. */
  product: string | null;
  /** Its passed attempts at members of the production group. */
  production: DeploymentAttempt[];
  /** When the first of these began. */
  startedAt: Instant;
  /** Of each pipeline the nearest run, the deployment's own first. */
  path: Run[];
  /** Every run that led to it is there, so that what was not seen was not there. */
  isComplete: boolean;
}

/** How each deployment of the group came to production, in their order. */
export function productionPaths(
  index: HistoryIndex,
  { deployments, group }: DeploymentAnalysis,
  attempts: readonly DeploymentAttempt[],
): ProductionPath[] {
  const members = new Set(group.members);
  const products = productsOf(deployments);
  const paths = new PathRuns(index, deployments, products);
  const attemptsOf = byRun(attempts.filter((one) => members.has(one.environment) && one.outcome === 'passed'));
  return deployments.map((deployment, place): ProductionPath => {
    const product = products[place] ?? null;
    const production = attemptsOf.get(deployment.run) ?? [];
    const startedAt = Math.min(...production.map((one) => startOf(deployment.run, one.stage)), deployment.at);
    const path = paths.of(deployment, product, startedAt);
    return { deployment, product, production, startedAt, path, isComplete: paths.isComplete(path) };
  });
}

function byRun(attempts: readonly DeploymentAttempt[]): Map<Run, DeploymentAttempt[]> {
  const map = new Map<Run, DeploymentAttempt[]>();
  for (const attempt of attempts) {
    const known = map.get(attempt.run);
    if (known) known.push(attempt);
    else map.set(attempt.run, [attempt]);
  }
  return map;
}
