import type { EnvironmentFacts, RetroFacts, Week } from '../../main/domain/analysis/facts';
import type { MetricsBucket, MetricsReport } from '../../main/domain/analysis/metricsReport';
import type { Environment } from '../../main/domain/retro/environmentMap';
import { sampleEvolution } from './sampleEvolution';
import { seeded } from './seeded';

export const weekMs = 7 * 24 * 3_600_000;
export const sampleStart = Date.parse('2012-05-07T00:00:00Z');

export function sampleWeeks(count: number): Week[] {
  return Array.from({ length: count }, (_, index) => {
    const start = sampleStart + index * weekMs;
    const year = new Date(start + 3 * 24 * 3_600_000).getUTCFullYear();
    return {
      id: `${String(year)}-W${String((index % 52) + 1).padStart(2, '0')}`,
      start,
      end: start + weekMs,
      partial: index === 0 || index === count - 1,
    };
  });
}

/** A process that gets faster: rare deployments at first, several a week at the end, flaky until two thirds in. */
export function sampleFacts(environments: readonly Environment[], longNames: boolean): RetroFacts {
  const random = seeded(7);
  const weeks = sampleWeeks(120);
  const from = sampleStart + 2 * 24 * 3_600_000;
  const to = sampleStart + 120 * weekMs - 3 * 24 * 3_600_000;
  const gap = { from: sampleStart + 47 * weekMs, to: sampleStart + 50 * weekMs, reason: 'purged by the server' };
  const known = (index: number) => index < 47 || index >= 50;
  const facts = environments.map((environment, order): EnvironmentFacts => {
    const begin = order === 1 ? 38 : order === 3 ? 70 : 0;
    const deployments = weeks.map((_, index) =>
      index < begin || !known(index) ? 0 : Math.floor(pace(index) * (order === 0 ? 1.6 : 1) + random() * 1.6),
    );
    return {
      name: environment.name,
      label: environment.label,
      role: environment.role,
      group: environment.group,
      deployments,
      failedAttempts: deployments.map(() => (random() < 0.15 ? 1 : 0)),
      firstAt: sampleStart + begin * weekMs,
      lastAt: to,
    };
  });
  const production = facts.find((one) => one.role === 'production');
  const coverage = { from, to, gaps: [gap] };
  return {
    zone: 'Europe/Berlin',
    coverage,
    sources: [{ source: 'go.example.org', ...coverage }],
    counts: { runs: 18_412, commits: 9_310, pipelines: 12, deployments: 741 },
    weeks,
    environments: facts,
    group: production?.group ?? null,
    metrics: production ? sampleMetrics(weeks, production, known, random) : null,
    toggles: null,
    groups: [],
    branchBand: [
      { material: 'git:mingle', branch: 'saas', from, to: sampleStart + 74 * weekMs, deployments: 96 },
      { material: 'git:mingle', branch: 'master', from: sampleStart + 74 * weekMs, to, deployments: 182 },
    ],
    evolution: sampleEvolution(weeks, environments, longNames),
  };
}

function pace(index: number): number {
  return index < 40 ? 0.4 : 0.4 + (index - 40) * 0.055;
}

function sampleMetrics(
  weeks: Week[],
  production: EnvironmentFacts,
  known: (index: number) => boolean,
  random: () => number,
): MetricsReport {
  const series = weeks.map((week, index): MetricsBucket => {
    const noise = (size: number) => (random() - 0.5) * size;
    const calm = index > 82 ? 0.35 : 1;
    const there = known(index);
    return {
      ...week,
      deployments: production.deployments[index] ?? 0,
      deploymentDays: Math.min(5, production.deployments[index] ?? 0),
      leadTimeHoursMedian: there && production.deployments[index] ? Math.max(5, 340 - index * 2.6 + noise(70)) : null,
      leadTimeHoursP90: there && production.deployments[index] ? Math.max(9, 700 - index * 5 + noise(90)) : null,
      leadTimeN: there ? 20 : 0,
      batchSizeMedian:
        there && production.deployments[index] ? Math.max(1, Math.round(64 - index * 0.52 + noise(12))) : null,
      firstPassYield: there ? Math.min(1, 0.62 + index * 0.0022 + noise(0.14)) : null,
      flakyRate: there ? Math.max(0, 0.16 * calm + noise(0.06)) : null,
      redFraction: there ? Math.max(0.02, 0.22 + noise(0.2)) : null,
      redHours: 30,
      knownHours: there ? 168 : 0,
    };
  });
  return {
    environment: production.group,
    zone: 'Europe/Berlin',
    bucket: 'week',
    from: weeks[0]?.start ?? null,
    to: weeks.at(-1)?.end ?? null,
    coverage: { from: weeks[0]?.start ?? null, to: weeks.at(-1)?.end ?? null, gaps: [] },
    summary: {
      deployments: {
        count: 278,
        perWeekMean: 2.4,
        perWeekMedian: 2,
        daysPerWeekMedian: 2,
        intervalHoursMedian: 52,
        failedAttempts: 21,
        partial: 2,
      },
      leadTimeHours: {
        n: 2911,
        median: 118,
        p90: 402,
        excluded: { no_predecessor: 3, clock_skew: 1 },
        waiting: { n: 12, oldestHours: 44 },
      },
      changeFailRate: { value: 0.064, failed: 18, total: 278, basis: 'inferred' },
      recoveryHours: { n: 18, median: 3.4, open: 0 },
      reworkRate: { value: 0.07, count: 20, total: 278 },
      batchSize: { n: 270, median: 14, mean: 22 },
      firstPassYield: { value: 0.78, passed: 3210, total: 4115 },
      eventualSuccess: { value: 0.93, passed: 3827, total: 4115 },
      attemptFailRate: { value: 0.19, failed: 890, total: 4680, inconclusive: 41 },
      flaky: { rate: 0.083, groups: 2100, flakyGroups: 174, retriedGroups: 390, failureShare: 0.31 },
      red: { fraction: 0.21, hours: 4110, knownHours: 19_600, timeToGreenHoursMedian: 5.2, openSince: null },
    },
    series,
    deployments: [],
    leadTimes: [],
    partialRuns: [],
    incidents: [],
    flakyGroups: [],
    redEpisodes: [],
  };
}
