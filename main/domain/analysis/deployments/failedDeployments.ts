import type { Incident } from '../../history/records';
import type { Deployment } from './deploymentChain';
import type { AttributedIncident } from './incidents';

const hourMs = 3_600_000;
const rollbackWithinMs = 24 * hourMs;

/** What became of one deployment. */
export interface Verdict {
  /** An incident is attributed to it, or the next deployment is a rollback within 24 hours, or people marked it. */
  failed: boolean;
  /** From the deployment to restoration; null where it did not fail, is still open, or the clocks disagree. */
  recoveryHours: number | null;
  /** Failed, and nothing restored the service yet. */
  open: boolean;
}

/** A deployment fails once, however many incidents it has. Same order as the deployments. */
export function verdicts(deployments: readonly Deployment[], incidents: readonly AttributedIncident[]): Verdict[] {
  const byPlace = new Map<number, Incident[]>();
  for (const { incident, deployment } of incidents) {
    if (deployment === null) continue;
    const known = byPlace.get(deployment);
    if (known) known.push(incident);
    else byPlace.set(deployment, [incident]);
  }
  const nextFix = nextFixes(deployments);
  return deployments.map((deployment, place) => {
    const own = byPlace.get(place) ?? [];
    const next = deployments[place + 1];
    const rolledBack = next?.kind === 'rollback' && next.at - deployment.at <= rollbackWithinMs;
    if (own.length === 0 && !rolledBack && !deployment.run.marks.includes('failed')) {
      return { failed: false, recoveryHours: null, open: false };
    }
    const restoredAt = lastResolution(own) ?? nextFix[place] ?? null;
    if (restoredAt === null) return { failed: true, recoveryHours: null, open: true };
    const hours = (restoredAt - deployment.at) / hourMs;
    return { failed: true, recoveryHours: hours < 0 ? null : hours, open: false };
  });
}

/** Whether a deployment was unplanned work because of an incident: a rollback, or marked hotfix. */
export function isRework(deployment: Deployment): boolean {
  return deployment.kind === 'rollback' || deployment.run.marks.includes('hotfix');
}

/** The last resolution if there are incidents and all are resolved, else null. */
function lastResolution(incidents: readonly Incident[]): number | null {
  let last: number | null = null;
  for (const { resolvedAt } of incidents) {
    if (resolvedAt === null) return null;
    last = Math.max(last ?? resolvedAt, resolvedAt);
  }
  return last;
}

/** For each deployment the time of the first later rollback or hotfix. */
function nextFixes(deployments: readonly Deployment[]): (number | null)[] {
  const fixes: (number | null)[] = [];
  let next: number | null = null;
  for (let place = deployments.length - 1; place >= 0; place -= 1) {
    fixes[place] = next;
    const deployment = deployments[place] as Deployment;
    if (isRework(deployment)) next = deployment.at;
  }
  return fixes;
}
