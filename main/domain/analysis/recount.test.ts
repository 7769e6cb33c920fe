import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Commit, Run } from '../history/records';
import { buildMetrics } from './buildMetrics';
import { recount } from './testing/recount';
import { commit, environmentMap, history, incident, revision, run, stage, t } from './testing/records';

const hour = 3_600_000;
const start = t('2024-01-01');
const members = ['eu', 'us'];
const group = environmentMap(members.map((name) => ({ name, role: 'production' as const, group: 'live' })));

const outcome = fc.constantFrom('passed', 'passed', 'passed', 'failed', 'failed', 'cancelled', 'running' as const);
const anyHour = fc.integer({ min: 0, max: 60 * 24 });

const anyCommits = fc.array(fc.tuple(fc.integer({ min: 1, max: 6 }), fc.integer({ min: 0, max: 9 }), anyHour), {
  minLength: 1,
  maxLength: 25,
});
const anyDeploy = fc.record({
  at: anyHour,
  revision: fc.nat(30),
  stages: fc.array(fc.tuple(fc.constantFrom('eu', 'us'), outcome, fc.nat(40)), { maxLength: 4 }),
  everywhere: fc.boolean(),
  whole: outcome,
  marks: fc.subarray(['hotfix', 'failed'] as const),
});
const anyBuild = fc.record({
  at: anyHour,
  revision: fc.nat(6),
  branch: fc.constantFrom('main', 'saas'),
  slow: fc.nat(100),
  pipeline: fc.constantFrom('build', 'test'),
  attempts: fc.array(fc.tuple(fc.constantFrom('unit', 'ui'), outcome, fc.nat(30)), { maxLength: 4 }),
  whole: outcome,
  upstream: fc.subarray(['x/1', 'x/2']),
});
const anyIncident = fc.record({ at: anyHour, last: fc.option(fc.nat(100)), link: fc.option(fc.nat(20)) });
const anyHistory = fc.record({
  commits: anyCommits,
  deploys: fc.array(anyDeploy, { maxLength: 18 }),
  builds: fc.array(anyBuild, { maxLength: 18 }),
  incidents: fc.array(anyIncident, { maxLength: 4 }),
  since: fc.option(fc.integer({ min: -100, max: 1000 })),
  until: fc.option(fc.integer({ min: 1000, max: 1700 })),
});
const both: Drawn['deploys'][number]['stages'] = [
  ['eu', 'passed', 1],
  ['us', 'passed', 2],
];
/** Found by chance once: a window of no length touches no week. */
const emptyWindow = { commits: [], deploys: [], builds: [], incidents: [], since: 1000, until: 1000 };
type Drawn = typeof anyHistory extends fc.Arbitrary<infer T> ? T : never;

test('any history, counted twice', () =>
  fc.assert(
    fc.property(anyHistory, (drawn) => {
      const coverage = { from: start + 30 * hour, to: start + 1500 * hour };
      const from = drawn.since === null ? coverage.from : start + drawn.since * hour;
      const to = drawn.until === null ? coverage.to : start + drawn.until * hour;
      const { runs, commits, incidents } = build(drawn);
      const report = buildMetrics(
        history({ runs, commits, incidents, coverage: [{ source: 'ci', ...coverage, gaps: [] }] }),
        group,
        {
          bucket: 'week',
          since: drawn.since === null ? null : from,
          until: drawn.until === null ? null : to,
        },
      );
      if ('problem' in report) throw new Error(report.problem);
      const expected = recount({ runs, commits, incidents, members, from, to, coverage });
      const { summary } = report;

      expect(report.deployments.map((one) => [one.run, one.at, one.kind, one.batchSize])).toEqual(expected.rows);
      same(
        { ...summary.deployments },
        {
          count: expected.count,
          perWeekMean: expected.perWeekMean,
          perWeekMedian: expected.perWeekMedian,
          daysPerWeekMedian: expected.daysPerWeekMedian,
          intervalHoursMedian: expected.intervalHoursMedian,
          failedAttempts: expected.failedAttempts,
          partial: expected.partial,
        },
      );
      const { leadTimeHours: lead, recoveryHours: recovery } = summary;
      same(
        {
          rows: report.leadTimes.length,
          median: lead.median,
          ...lead.excluded,
          ...lead.waiting,
          waiting: lead.waiting.n,
        },
        {
          rows: expected.leadN,
          median: expected.leadMedian,
          no_predecessor: expected.noPredecessor,
          clock_skew: expected.clockSkew,
          oldestHours: expected.oldestWaiting,
          n: expected.waiting,
          waiting: expected.waiting,
        },
      );
      expect(lead.n).toBe(expected.leadN);
      expect([summary.changeFailRate.failed, summary.changeFailRate.total]).toEqual([expected.failed, expected.count]);
      same({ ...recovery }, { n: expected.recoveryN, median: expected.recoveryMedian, open: expected.open });
      expect(summary.reworkRate.count).toBe(expected.rework);
      same({ ...summary.batchSize }, { n: expected.batchN, median: expected.batchMedian, mean: expected.batchMean });

      const { health } = expected;
      expect(summary.firstPassYield).toEqual({
        value: health.firstPassYield,
        passed: health.firstPassed,
        total: health.units,
      });
      expect([summary.eventualSuccess.passed, summary.eventualSuccess.total]).toEqual([
        health.lastPassed,
        health.units,
      ]);
      expect(summary.attemptFailRate).toMatchObject({
        failed: health.attemptsFailed,
        total: health.attemptsConclusive,
        inconclusive: health.inconclusive,
      });
      expect(summary.flaky).toEqual({
        rate: health.flakyRate,
        groups: health.groups,
        flakyGroups: health.flakyGroups,
        retriedGroups: health.retried,
        failureShare: health.failureShare,
      });
      expect(report.flakyGroups.length).toBe(health.flakyGroups);
      expect(summary.red).toMatchObject({
        hours: health.redHours,
        knownHours: health.knownHours,
        timeToGreenHoursMedian: health.timeToGreen,
        openSince: health.openSince,
      });

      expect(report.series.length).toBe(expected.weeks.length);
      report.series.forEach((bucket, i) => same({ ...bucket }, { ...expected.weeks[i] }));
    }),
    { numRuns: 400, examples: [[emptyWindow]] },
  ));

/** All of the expected fields, numbers to 1e-9. */
function same(found: Record<string, unknown>, expected: Record<string, unknown>): void {
  for (const [field, value] of Object.entries(expected)) {
    if (typeof value === 'number') expect(found[field], field).toBeCloseTo(value, 9);
    else expect(found[field], field).toEqual(value);
  }
}

function build(drawn: Drawn) {
  const commits: Commit[] = drawn.commits.map(([back, other, at], i) => {
    const parents = [i - back, i - back - other].filter((parent) => parent >= 0);
    return commit(
      `c${String(i)}`,
      [...new Set(parents)].map((parent) => `c${String(parent)}`),
      start + at * hour,
    );
  });
  const head = (n: number): string => `c${String(n % commits.length)}`;
  const deploys = drawn.deploys.map((one, i): Run => {
    const at = start + one.at * hour;
    return run(`deploy/${String(i)}`, {
      number: i,
      queuedAt: at,
      finishedAt: at,
      outcome: one.whole,
      marks: [...one.marks],
      revisions: [revision(head(one.revision), { branch: 'main' })],
      environment: one.stages.length === 0 && !one.everywhere ? 'eu' : null,
      stages: [...one.stages, ...(one.everywhere ? both : [])].map(([environment, result, later], attempt) =>
        stage(`to ${environment}`, result, { environment, attempt: attempt + 1, finishedAt: at + later * hour }),
      ),
    });
  });
  const builds = drawn.builds.map((one, i): Run => {
    const at = start + one.at * hour;
    return run(`${one.pipeline}/${String(i)}`, {
      pipeline: one.pipeline,
      number: i,
      queuedAt: at,
      finishedAt: at + one.slow * hour,
      outcome: one.whole,
      upstream: one.upstream,
      revisions: one.revision === 0 ? [] : [revision(`b${String(one.revision)}`, { branch: one.branch })],
      stages: one.attempts.map(([name, result, later], attempt) =>
        stage(name, result, { attempt: attempt + 1, finishedAt: at + later * hour }),
      ),
    });
  });
  const runs = [...deploys, ...builds].sort((a, b) => (a.queuedAt ?? 0) - (b.queuedAt ?? 0) || (a.id < b.id ? -1 : 1));
  const incidents = drawn.incidents.map((one, i) =>
    incident(`i${String(i)}`, start + one.at * hour, {
      environment: i % 2 === 0 ? 'live' : null,
      // Later than any deployment, so that no recovery is negative; that case has a test of its own.
      resolvedAt: one.last === null ? null : start + (2000 + one.last) * hour,
      run: one.link === null ? null : `deploy/${String(one.link)}`,
    }),
  );
  return { runs, commits, incidents };
}
