import type { DeploymentAnalysis } from '../deployments/analyseDeployments';
import { batchSizes, countDeployments } from '../countedDeployments';
import type { CountedDeployment } from '../countedDeployments';
import { median } from '../statistics';
import type { WindowBucket } from '../window/metricsWindow';
import type { Observation } from './observation';
import type { Sides } from './sides';

/**
 * What deployments to the group show on both sides. Magnitudes have one value a deployment, as commits of one
 * deployment share its date: the median lead time of its commits, and its batch size.
 */
export function deploymentObservations(
  analysis: DeploymentAnalysis,
  sides: Sides,
  { label, inferred }: { label: string; inferred: boolean },
): Observation[] {
  const weekly = <T>(of: (counted: CountedDeployment[]) => T) => {
    const inWeek = (week: WindowBucket) => of(countDeployments(analysis, { from: week.start, to: week.end }));
    return { before: sides.before.map(inWeek), after: sides.after.map(inWeek) };
  };
  const basis = inferred ? ', inferred (rollbacks and hotfixes only)' : '';
  return [
    {
      ...{ measure: 'deployments', family: 'rate', subject: `${label} deployments`, warnings: [] },
      ...weekly((counted) => counted.length),
    },
    {
      ...{ measure: 'leadTimeHours', family: 'magnitude', warnings: [] },
      words: { subject: `Change lead time to ${lowered(label)}`, unit: 'hours', values: 'deployments' },
      ...weekly((counted) => counted.flatMap(({ deployment }) => medianLead(deployment))),
    },
    {
      ...{ measure: 'batchSize', family: 'magnitude', warnings: [] },
      words: { subject: `Batch size of ${lowered(label)} deployments`, unit: 'commits', values: 'deployments' },
      ...weekly(batchSizes),
    },
    {
      ...{ measure: 'changeFailRate', family: 'proportion', warnings: [] },
      words: { subject: `Change fail rate in ${lowered(label)}${basis}`, countsFailures: true },
      ...weekly((counted) => ({
        count: counted.filter(({ verdict }) => verdict.failed).length,
        total: counted.length,
      })),
    },
  ];
}

function medianLead({ leadTimes }: CountedDeployment['deployment']): number[] {
  const hours = median(leadTimes.map((one) => one.hours));
  return hours === null ? [] : [hours];
}

function lowered(label: string): string {
  return label.charAt(0).toLowerCase() + label.slice(1);
}
