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

/**
 * What `map --at --against --json` prints: `added` and `removed` are all that the maps of the two days do not share; those
 * of them that nobody can tell of one of the days are named again in `knownFrom` and `knownUntil`.
 */
export function mapDifferenceToJson(difference: MapDifference) {
  const { added, removed, knownFrom = [], knownUntil = [] } = difference;
  return {
    ...difference,
    from: printInstant(difference.from),
    to: printInstant(difference.to),
    added: [...added, ...knownFrom],
    removed: [...removed, ...knownUntil],
  };
}

/** What `map --run --json` prints. */
export function runMapToJson(report: RunMapReport) {
  const { commit } = report;
  return { ...report, commit: commit && { ...commit, committedAt: printInstant(commit.committedAt) } };
}
