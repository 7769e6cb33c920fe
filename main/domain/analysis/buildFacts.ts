import type { History, Run } from '../history/records';
import type { EnvironmentMap } from '../retro/environmentMap';
import { bucketIndex } from '../time/buckets';
import { isZone } from '../time/zone';
import { branchBand } from './branchBand';
import { buildMetrics } from './buildMetrics';
import { analyseDeployments, HistoryIndex } from './deployments/analyseDeployments';
import { groupEvents } from './deployments/groupEvents';
import { collectAttempts, type DeploymentAttempt } from './environments/attempts';
import { chooseGroup } from './environments/environmentGroup';
import { knownEnvironments, type KnownEnvironment } from './environments/knownEnvironments';
import type { EnvironmentFacts, RetroFacts, Week } from './facts';
import { buildEvolution, firstView, type MapView } from './map/buildEvolution';
import type { MetricsReport } from './metricsReport';
import { toggleFacts } from './toggles/toggleFacts';
import { historyCoverage } from './window/historyCoverage';
import { countedWindow, windowBuckets } from './window/metricsWindow';

/** Everything a window needs of a retro, by week. An unreadable zone of the map counts as UTC. */
export function buildFacts(history: History, map: EnvironmentMap, view: MapView = firstView): RetroFacts {
  const zone = isZone(map.zone) ? map.zone : 'UTC';
  const zoned = { ...map, zone };
  const coverage = historyCoverage(history);
  const window = countedWindow(coverage, null, null);
  const weeks = window ? windowBuckets(window, coverage, 'week', zone) : [];

  const index = new HistoryIndex(history);
  const environments = knownEnvironments(history.runs, map);
  const attempts = collectAttempts(history.runs, environments);
  const group = chooseGroup(environments, null);
  const analysis = group ? analyseDeployments(index, environments, attempts, group) : null;
  const metrics = buildMetrics(history, zoned, { bucket: 'week' }, index);

  return {
    zone,
    coverage,
    sources: [...history.coverage],
    counts: {
      runs: history.runs.length,
      commits: history.commits.length,
      pipelines: countPipelines(history.runs),
      deployments: analysis?.deployments.length ?? 0,
    },
    weeks,
    environments: environmentFacts(environments, attempts, weeks),
    group: group?.name ?? null,
    metrics: group && !('problem' in metrics) ? withoutRows(metrics) : null,
    branchBand: branchBand(analysis?.deployments ?? [], index.graph, coverage.to),
    toggles: toggleFacts(history.toggles, window, weeks),
    ...buildEvolution(history, zoned, weeks, view),
  };
}

/** Each environment on its own, as a group of one. */
function environmentFacts(
  environments: readonly KnownEnvironment[],
  attempts: readonly DeploymentAttempt[],
  weeks: readonly Week[],
): EnvironmentFacts[] {
  const perWeek = (moments: readonly { at: number }[]): number[] => {
    const counts = weeks.map(() => 0);
    for (const { at } of moments) {
      const week = bucketIndex(weeks, at);
      if (week >= 0) counts[week] = (counts[week] ?? 0) + 1;
    }
    return counts;
  };
  return environments.map(({ name, label, role, group }, at) => {
    const events = groupEvents(attempts, { name, members: [at], isProduction: role === 'production' });
    return {
      name,
      label,
      role,
      group,
      deployments: perWeek(events.deployments),
      failedAttempts: perWeek(events.failedAttempts),
      firstAt: events.deployments[0]?.at ?? null,
      lastAt: events.deployments.at(-1)?.at ?? null,
    };
  });
}

/** What crosses to a window is bounded by weeks, never by runs. */
function withoutRows(report: MetricsReport): MetricsReport {
  const none = { deployments: [], leadTimes: [], partialRuns: [], incidents: [], flakyGroups: [], redEpisodes: [] };
  return { ...report, ...none };
}

function countPipelines(runs: readonly Run[]): number {
  const bySource = new Map<string, Set<string>>();
  for (const run of runs) {
    const known = bySource.get(run.source);
    if (known) known.add(run.pipeline);
    else bySource.set(run.source, new Set([run.pipeline]));
  }
  return [...bySource.values()].reduce((sum, names) => sum + names.size, 0);
}
