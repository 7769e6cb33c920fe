import { printInstant, printMoment } from '../../time/instant';
import type { MapDifference, MapReport, RunMapReport } from '../mapReport';

/** What `map --at --json` prints: the report with instants as RFC 3339 text in UTC. */
export function mapReportToJson(report: MapReport) {
  return {
    at: printInstant(report.at),
    nodes: report.nodes.map(({ branches: _, ...node }) => ({
      ...node,
      firstSeen: printInstant(node.firstSeen),
      lastSeen: printInstant(node.lastSeen),
    })),
    edges: report.edges,
    branches: report.branches.map((branch) => ({ ...branch, mergedAt: printMoment(branch.mergedAt) })),
  };
}

/** What `map --at --against --json` prints. */
export function mapDifferenceToJson(difference: MapDifference) {
  return { ...difference, from: printInstant(difference.from), to: printInstant(difference.to) };
}

/** What `map --run --json` prints. */
export function runMapToJson(report: RunMapReport) {
  const { commit } = report;
  return { ...report, commit: commit && { ...commit, committedAt: printInstant(commit.committedAt) } };
}
