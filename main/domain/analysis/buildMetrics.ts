import type { History, Instant } from '../history/records';
import type { EnvironmentMap } from '../retro/environmentMap';
import { countDeployments } from './countedDeployments';
import { summarizeDeployments } from './deploymentSummary';
import { analyseDeployments, HistoryIndex } from './deployments/analyseDeployments';
import { waitingCommits } from './deployments/waitingCommits';
import { collectAttempts } from './environments/attempts';
import { BucketClock } from './health/bucketClock';
import { collectCompletions } from './health/completions';
import { countFlaky } from './health/flaky';
import { redTime } from './health/redTime';
import { countYields } from './health/yields';
import { summarizeHealth } from './healthSummary';
import { resolveQuery, type MetricsQuery, type Problem } from './metricsQuery';
import type { MetricsReport } from './metricsReport';
import { buildRows } from './metricsRows';
import { buildSeries } from './metricsSeries';
import { countByBucket } from './weeklyCounts';
import { historyCoverage } from './window/historyCoverage';
import { countedWindow, windowBuckets } from './window/metricsWindow';

export type { MetricsQuery, Problem } from './metricsQuery';

/**
 * All measures of a history for one environment group: summary, series by bucket and the rows behind them. The window
 * chooses what is counted and listed; what ran before and what colour a pipeline has come from the whole history.
 * Answers with a problem in a sentence where the query names something that is not there.
 */
export function buildMetrics(
  history: History,
  map: EnvironmentMap,
  query: MetricsQuery,
  index: HistoryIndex = new HistoryIndex(history),
): MetricsReport | Problem {
  const resolved = resolveQuery(history, map, query);
  if ('problem' in resolved) return resolved;
  const { zone, environments, group, runs, scope } = resolved;

  // The window and its calendar.
  const coverage = historyCoverage(history);
  const asked = countedWindow(coverage, query.since ?? null, query.until ?? null);
  const window = asked ?? { from: 0, to: 0 };
  const weeks = windowBuckets(window, coverage, 'week', zone);
  const buckets = query.bucket === 'week' ? weeks : windowBuckets(window, coverage, query.bucket, zone);

  // Deployments: known from the whole history, counted in the window.
  const keep = query.track == null ? null : new Set(runs);
  const analysis = group
    ? analyseDeployments(index, environments, collectAttempts(history.runs, environments), group, keep)
    : null;
  const counted = countDeployments(analysis, window);
  const weekCounts = countByBucket(counted, weeks, zone);
  const counts = buckets === weeks ? weekCounts : countByBucket(counted, buckets, zone);

  // Health of the pipelines in scope.
  const clock = new BucketClock(window, buckets);
  const health = {
    yields: countYields(runs, scope, clock),
    flaky: countFlaky(runs, scope, clock),
    red: redTime(collectCompletions(runs, scope), clock, coverage.to ?? window.to),
  };

  return {
    environment: group?.name ?? null,
    zone,
    bucket: query.bucket,
    from: asked?.from ?? query.since ?? null,
    to: asked?.to ?? query.until ?? null,
    coverage,
    summary: {
      ...summarizeDeployments(
        counted,
        analysis,
        window,
        { buckets: weeks, counts: weekCounts },
        {
          hasIncidents: history.incidents.length > 0,
          waiting: analysis && asked ? waitingAt(index, analysis, asked.to) : { n: 0, oldestHours: null },
        },
      ),
      ...summarizeHealth(health, window),
    },
    series: buildSeries(buckets, counts, health),
    ...buildRows(counted, analysis, window, environments, health, index.names),
  };
}

function waitingAt(index: HistoryIndex, analysis: ReturnType<typeof analyseDeployments>, until: Instant) {
  return waitingCommits(index.graph, analysis, until);
}
