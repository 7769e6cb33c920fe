import type { Coverage } from '../history/records';
import { printInstant, printMoment } from '../time/instant';
import type { DeploymentRow, MetricsReport } from './metricsReport';

/** The report as `shiplapse metrics --json` prints it: instants as text ending in `Z`, numbers in full precision. */
export function metricsToJson(report: MetricsReport) {
  const { summary } = report;
  return {
    environment: report.environment,
    zone: report.zone,
    bucket: report.bucket,
    from: printMoment(report.from),
    to: printMoment(report.to),
    coverage: coverageToJson(report.coverage),
    summary: { ...summary, red: { ...summary.red, openSince: printMoment(summary.red.openSince) } },
    series: report.series.map((bucket) => ({
      ...bucket,
      start: printInstant(bucket.start),
      end: printInstant(bucket.end),
    })),
    deployments: report.deployments.map(deploymentToJson),
    leadTimes: report.leadTimes.map((row) => ({
      ...row,
      committedAt: printInstant(row.committedAt),
      deployedAt: printInstant(row.deployedAt),
    })),
    partialRuns: report.partialRuns,
    incidents: report.incidents.map((row) => ({
      ...row,
      openedAt: printInstant(row.openedAt),
      resolvedAt: printMoment(row.resolvedAt),
    })),
    flakyGroups: report.flakyGroups.map(({ pipeline, stage, runs, passed, failed }) => ({
      pipeline,
      stage,
      runs,
      passed,
      failed,
    })),
    redEpisodes: report.redEpisodes.map((row) => ({ ...row, from: printInstant(row.from), to: printMoment(row.to) })),
  };
}

function deploymentToJson(row: DeploymentRow) {
  const { run, at, kind, diverged, batchSize, removed, leadTimeHoursMedian, failed, recoveryHours } = row;
  return { run, at: printInstant(at), kind, diverged, batchSize, removed, leadTimeHoursMedian, failed, recoveryHours };
}

function coverageToJson({ from, to, gaps }: Coverage) {
  return {
    from: printMoment(from),
    to: printMoment(to),
    gaps: gaps.map((gap) => ({ from: printInstant(gap.from), to: printInstant(gap.to), reason: gap.reason })),
  };
}
