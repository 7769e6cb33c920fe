import type { Incident } from '../../history/records';
import type { EnvironmentGroup } from '../environments/environmentGroup';
import type { KnownEnvironment } from '../environments/knownEnvironments';
import type { Deployment } from './deploymentChain';
import type { RunNames } from './runNames';

/** An incident of a group and the place of the deployment it is attributed to; null for none. */
export interface AttributedIncident {
  incident: Incident;
  deployment: number | null;
}

/**
 * Incidents of a group. One with a link belongs to that deployment whatever its time; one without to the latest
 * deployment before it was opened. A link to anything but a deployment of this group attributes it to none.
 */
export function attributeIncidents(
  incidents: readonly Incident[],
  deployments: readonly Deployment[],
  group: EnvironmentGroup,
  environments: readonly KnownEnvironment[],
  names: RunNames,
): AttributedIncident[] {
  const places = new Map(deployments.map((deployment, place) => [deployment.run, place]));
  const attributed: AttributedIncident[] = [];
  for (const incident of incidents) {
    const run = incident.run === null ? null : names.findFromAfar(incident.run, incident.source);
    const linked = run ? (places.get(run) ?? null) : null;
    if (linked === null && !isAbout(incident, group, environments)) continue;
    const deployment = incident.run === null ? latestBefore(deployments, incident.openedAt) : linked;
    attributed.push({ incident, deployment });
  }
  return attributed;
}

/**
 * An incident names the group, a member by code name or plain label, or as records call it; one that names none is
 * production's.
 */
function isAbout(incident: Incident, group: EnvironmentGroup, environments: readonly KnownEnvironment[]): boolean {
  const { environment } = incident;
  if (environment === null) return group.isProduction || environments.every((one) => one.role !== 'production');
  if (environment === group.name) return true;
  return group.members.some((index) => {
    const member = environments[index];
    return (
      member !== undefined &&
      (member.name === environment ||
        member.label === environment ||
        member.match.some((match) => match.environment?.(environment) ?? false))
    );
  });
}

/** Place of the last deployment strictly before a moment; null where it is earlier than all. */
function latestBefore(deployments: readonly Deployment[], moment: number): number | null {
  let low = 0;
  let high = deployments.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((deployments[middle] as Deployment).at < moment) low = middle + 1;
    else high = middle;
  }
  return low === 0 ? null : low - 1;
}
