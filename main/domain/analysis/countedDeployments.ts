import type { Span } from '../history/records';
import type { DeploymentAnalysis } from './deployments/analyseDeployments';
import type { Deployment } from './deployments/deploymentChain';
import type { Verdict } from './deployments/failedDeployments';

/** A deployment of the window with what became of it and how long after the one before it came. */
export interface CountedDeployment {
  deployment: Deployment;
  verdict: Verdict;
  /** Null for the first known. */
  intervalHours: number | null;
}

const hourMs = 3_600_000;

/** The deployments of a window. The one before the first is known from the whole history. */
export function countDeployments(analysis: DeploymentAnalysis | null, window: Span | null): CountedDeployment[] {
  if (!analysis || !window) return [];
  return analysis.deployments.flatMap((deployment, place) => {
    if (!isIn(window, deployment.at)) return [];
    const before = analysis.deployments[place - 1];
    const verdict = analysis.verdicts[place] as Verdict;
    return [{ deployment, verdict, intervalHours: before ? (deployment.at - before.at) / hourMs : null }];
  });
}

export function isIn(window: Span, at: number): boolean {
  return window.from <= at && at < window.to;
}

/** Batch sizes that count: of changes only, as a rollback is no small, fast batch. */
export function batchSizes(counted: readonly CountedDeployment[]): number[] {
  return counted.flatMap(({ deployment }) =>
    deployment.kind === 'change' && deployment.batchSize !== null ? [deployment.batchSize] : [],
  );
}

export function leadTimeHours(counted: readonly CountedDeployment[]): number[] {
  return counted.flatMap(({ deployment }) => deployment.leadTimes.map((one) => one.hours));
}
