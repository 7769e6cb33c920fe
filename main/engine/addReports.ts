import type { ImportReport } from './importHistory';

/** What several parts of one import came to together; named after the first. */
export function addReports(a: ImportReport & { source: string }, b: ImportReport & { source: string }) {
  const runs = {
    added: a.runs.added + b.runs.added,
    updated: a.runs.updated + b.runs.updated,
    unchanged: a.runs.unchanged + b.runs.unchanged,
    rejected: a.runs.rejected + b.runs.rejected,
  };
  const from = [a.coverage.from, b.coverage.from].filter((at) => at !== null);
  const to = [a.coverage.to, b.coverage.to].filter((at) => at !== null);
  return {
    source: a.source,
    runs,
    commits: { added: a.commits.added + b.commits.added },
    deployments: { added: a.deployments.added + b.deployments.added },
    toggles: { added: a.toggles.added + b.toggles.added, updated: a.toggles.updated + b.toggles.updated },
    definitions: {
      added: a.definitions.added + b.definitions.added,
      updated: a.definitions.updated + b.definitions.updated,
    },
    rejected: [...a.rejected, ...b.rejected],
    coverage: {
      from: from.length > 0 ? Math.min(...from) : null,
      to: to.length > 0 ? Math.max(...to) : null,
      gaps: [...a.coverage.gaps, ...b.coverage.gaps],
    },
    requests: a.requests + b.requests,
    pages: a.pages + b.pages,
    failures: [...a.failures, ...b.failures],
  };
}
