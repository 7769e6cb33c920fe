import { describe, expect, test } from 'vitest';
import type { Run } from '../history/records';
import { deploy, hour, line, metrics } from './testing/metricsOf';
import { commit, revision, run, t } from './testing/records';

describe('deployments', () => {
  test('a failed attempt is neither a deployment nor a change failure, and does not move the batch', () => {
    const report = metrics({
      runs: [
        deploy(1, '2024-01-02T00:00:00Z', 'c0'),
        deploy(2, '2024-01-04T00:00:00Z', 'c2', { outcome: 'failed' }),
        deploy(3, '2024-01-05T00:00:00Z', 'c3'),
      ],
      commits: line,
    });
    expect(report.summary.deployments).toMatchObject({ count: 2, failedAttempts: 1, intervalHoursMedian: 72 });
    expect(report.summary.changeFailRate).toEqual({ value: 0, failed: 0, total: 2, basis: 'inferred' });
    expect(report.deployments.map((one) => [one.run, one.kind, one.batchSize])).toEqual([
      ['deploy/1', 'first', null],
      ['deploy/3', 'change', 3],
    ]);
  });

  test('a first deployment does not swallow the history', () => {
    const { summary, leadTimes } = metrics({
      runs: [deploy(1, '2024-01-06T00:00:00Z', 'c4'), deploy(2, '2024-01-07T12:00:00Z', 'c6')],
      commits: line,
    });
    expect(summary.leadTimeHours).toMatchObject({ n: 2, median: 12, excluded: { no_predecessor: 5, clock_skew: 0 } });
    expect(leadTimes.map((row) => [row.revision, row.hours])).toEqual([
      ['c6', 0],
      ['c5', 24],
    ]);
    expect(summary.leadTimeHours.waiting).toEqual({
      n: 3,
      oldestHours: (t('2024-01-29') - t('2024-01-08T12:00:00Z')) / hour,
    });
  });

  test('a rollback is no small, fast batch, and rolling forward again deploys no commit twice', () => {
    const report = metrics({
      runs: [
        deploy(1, '2024-01-02T00:00:00Z', 'c0'),
        deploy(2, '2024-01-05T00:00:00Z', 'c3'),
        deploy(3, '2024-01-05T10:00:00Z', 'c1'),
        deploy(4, '2024-01-05T10:30:00Z', 'c1'),
        deploy(5, '2024-01-06T00:00:00Z', 'c4'),
      ],
      commits: line,
    });
    expect(
      report.deployments.map((one) => [one.kind, one.batchSize, one.removed, one.failed, one.recoveryHours]),
    ).toEqual([
      ['first', null, null, false, null],
      ['change', 3, 0, true, 10],
      ['rollback', 0, 2, false, null],
      ['redeploy', 0, 0, false, null],
      ['change', 3, 0, false, null],
    ]);
    expect(report.summary.batchSize).toEqual({ n: 2, median: 3, mean: 3 });
    expect(report.summary.leadTimeHours.n).toBe(4);
    expect(report.summary.reworkRate).toEqual({ value: 0.2, count: 1, total: 5 });
  });

  test('a rollback later than 24 hours does not make a failure', () => {
    const runs = [deploy(1, '2024-01-02T00:00:00Z', 'c0'), deploy(2, '2024-01-05T00:00:00Z', 'c3')];
    const late = metrics({ runs: [...runs, deploy(3, '2024-01-06T00:00:01Z', 'c1')], commits: line });
    expect(late.summary.changeFailRate.failed).toBe(0);
    const inTime = metrics({ runs: [...runs, deploy(3, '2024-01-06T00:00:00Z', 'c1')], commits: line });
    expect(inTime.summary.changeFailRate.failed).toBe(1);
  });

  test('switching branches without a merge is a diverged change; a merge counts as a commit', () => {
    const commits = [
      commit('base', [], t('2024-01-01')),
      commit('saas1', ['base'], t('2024-01-02')),
      commit('main1', ['base'], t('2024-01-02')),
      commit('merge', ['main1', 'saas1'], t('2024-01-03')),
    ];
    const report = metrics({
      runs: [
        deploy(1, '2024-01-04T00:00:00Z', 'saas1'),
        deploy(2, '2024-01-05T00:00:00Z', 'main1'),
        deploy(3, '2024-01-06T00:00:00Z', 'merge'),
      ],
      commits,
    });
    expect(report.deployments.slice(1)).toMatchObject([
      { kind: 'change', diverged: true, batchSize: 1, removed: 1 },
      { kind: 'change', diverged: false, batchSize: 2, removed: 0 },
    ]);
    // `saas1` was deployed first by the deployment without a predecessor, so it has no lead time later either.
    expect(report.leadTimes.map((row) => row.revision)).toEqual(['main1', 'merge']);
  });

  test('commits made after they were deployed are clocks that disagree', () => {
    const commits = [commit('a', [], t('2024-01-01')), commit('b', ['a'], t('2024-01-09'))];
    const { summary } = metrics({
      runs: [deploy(1, '2024-01-02T00:00:00Z', 'a'), deploy(2, '2024-01-08T00:00:00Z', 'b')],
      commits,
    });
    expect(summary.leadTimeHours).toMatchObject({ n: 0, median: null, excluded: { no_predecessor: 1, clock_skew: 1 } });
  });

  test('several repositories are summed; a repository that is new has no batch', () => {
    const lib = (text: string, parents: string[]) => commit(text, parents, t('2024-01-01'), { material: 'git:lib' });
    const both = (app: string, of: string) => [revision(app), revision(of, { material: 'git:lib' })];
    const report = metrics({
      runs: [
        deploy(1, '2024-01-02T00:00:00Z', 'c0'),
        deploy(2, '2024-01-03T00:00:00Z', '', { revisions: both('c1', 'l1') }),
        deploy(3, '2024-01-06T00:00:00Z', '', { revisions: both('c3', 'l2') }),
      ],
      commits: [...line, lib('l0', []), lib('l1', ['l0']), lib('l2', ['l1'])],
    });
    expect(report.deployments.map((one) => one.batchSize)).toEqual([null, 1, 3]);
    expect(report.summary.leadTimeHours.excluded.no_predecessor).toBe(1 + 2);
  });

  test('revisions come through the runs a deployment was made from', () => {
    const build = (n: number, at: string) =>
      run(`build/${String(n)}`, { finishedAt: t('2024-01-01'), revisions: [revision(at)] });
    const viaUpstream = (n: number, at: string, upstream: string) =>
      deploy(n, at, '', { revisions: [], upstream: [upstream] });
    const runs = [
      build(1, 'c0'),
      build(2, 'c2'),
      run('test/2', { finishedAt: t('2024-01-01'), upstream: ['ci:build/2'] }),
      viaUpstream(1, '2024-01-05T00:00:00Z', 'build/1'),
      viaUpstream(2, '2024-01-06T00:00:00Z', 'test/2'),
      viaUpstream(3, '2024-01-07T00:00:00Z', 'gone/9'),
    ];
    const report = metrics({ runs, commits: line });
    expect(report.deployments.map((one) => [one.kind, one.batchSize])).toEqual([
      ['first', null],
      ['change', 2],
      ['change', null],
    ]);
  });

  test('without git data the lists of the CI server count, runs in between included', () => {
    const listed = (n: number, at: string, rev: string, changes: string[], fields: Partial<Run> = {}) =>
      deploy(n, at, rev, {
        changes: changes.map((one) => revision(one, { committedAt: t(at) - 5 * hour })),
        ...fields,
      });
    const report = metrics({
      runs: [
        listed(1, '2024-01-02T00:00:00Z', 'x1', ['x1']),
        listed(2, '2024-01-03T00:00:00Z', 'x3', ['x3', 'x2'], { outcome: 'failed' }),
        listed(3, '2024-01-04T00:00:00Z', 'x4', ['x4']),
        listed(4, '2024-01-05T00:00:00Z', 'x1', []),
      ],
    });
    expect(report.deployments.map((one) => [one.kind, one.batchSize, one.fromCi])).toEqual([
      ['first', null, false],
      ['change', 3, true],
      ['rollback', 0, true],
    ]);
    expect(report.summary.leadTimeHours).toMatchObject({ n: 3, median: 29, p90: 29, excluded: { no_predecessor: 1 } });
  });
});
