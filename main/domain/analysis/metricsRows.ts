import type { Span } from '../history/records';
import { isIn, type CountedDeployment } from './countedDeployments';
import type { DeploymentAnalysis } from './deployments/analyseDeployments';
import type { RunNames } from './deployments/runNames';
import type { KnownEnvironment } from './environments/knownEnvironments';
import type { PipelineHealth } from './healthSummary';
import type { DeploymentRow, LeadTimeRow, MetricsReport } from './metricsReport';
import { median } from './statistics';

type Rows = Pick<
  MetricsReport,
  'deployments' | 'leadTimes' | 'partialRuns' | 'incidents' | 'flakyGroups' | 'redEpisodes'
>;

/** The rows behind the numbers of a window, each naming the run it comes from. */
export function buildRows(
  counted: readonly CountedDeployment[],
  analysis: DeploymentAnalysis | null,
  window: Span,
  environments: readonly KnownEnvironment[],
  health: PipelineHealth,
  names: RunNames,
): Rows {
  const memberNames = (members: readonly number[]): string[] => members.map((at) => environments[at]?.name ?? '');
  return {
    deployments: counted.map((one) => deploymentRow(one, names)),
    leadTimes: counted.flatMap((one) => leadTimeRows(one, names)),
    partialRuns: (analysis?.events.partial ?? [])
      .filter((one) => isIn(window, one.at))
      .map((one) => ({
        run: names.print(one.run),
        passed: memberNames(one.passed),
        missing: memberNames(one.missing),
      })),
    incidents: incidentRows(analysis, window, names),
    flakyGroups: health.flaky.flakyGroups.map(({ runs, ...group }) => ({
      ...group,
      runs: runs.map((run) => names.print(run)),
    })),
    redEpisodes: health.red.episodes,
  };
}

function deploymentRow({ deployment, verdict }: CountedDeployment, names: RunNames): DeploymentRow {
  const { run, at, kind, diverged, batchSize, removed, leadTimes, fromCi } = deployment;
  return {
    run: names.print(run),
    at,
    kind,
    diverged,
    batchSize,
    removed,
    leadTimeHoursMedian: median(leadTimes.map((one) => one.hours)),
    failed: verdict.failed,
    recoveryHours: verdict.recoveryHours,
    fromCi,
  };
}

function leadTimeRows({ deployment: { run, at, leadTimes } }: CountedDeployment, names: RunNames): LeadTimeRow[] {
  const name = names.print(run);
  return leadTimes.map(({ material, revision, committedAt, hours }) => ({
    material,
    revision,
    committedAt,
    deployedAt: at,
    run: name,
    hours,
  }));
}

function incidentRows(analysis: DeploymentAnalysis | null, window: Span, names: RunNames): MetricsReport['incidents'] {
  return (analysis?.incidents ?? [])
    .filter(({ incident }) => isIn(window, incident.openedAt))
    .map(({ incident: { id, openedAt, resolvedAt }, deployment }) => {
      const run = deployment === null ? undefined : analysis?.deployments[deployment]?.run;
      return { id, openedAt, resolvedAt, run: run ? names.print(run) : null };
    });
}
