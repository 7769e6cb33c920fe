import { describe, expect, test } from 'vitest';
import type { History, Run } from '../history/records';
import type { EnvironmentMap } from '../retro/environmentMap';
import { buildMetrics, type MetricsQuery } from './buildMetrics';
import type { MetricsReport } from './metricsReport';
import { metricsToJson } from './metricsToJson';
import { commit, environmentMap, history, incident, revision, run, stage, t } from './testing/records';

const hour = 3_600_000;
const january = [{ source: 'ci', from: t('2024-01-01'), to: t('2024-01-29'), gaps: [] }];

/** `c0` … `c9`, one a day from 1 January at noon, each the parent of the next. */
const line = Array.from({ length: 10 }, (_, i) =>
  commit(`c${String(i)}`, i === 0 ? [] : [`c${String(i - 1)}`], t('2024-01-01T12:00:00Z') + i * 24 * hour),
);

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

describe('environment groups', () => {
  const map = environmentMap([
    { name: 'eu', role: 'production', group: 'live' },
    { name: 'us', role: 'production', group: 'live' },
    { name: 'baklava', role: 'snapshot' },
  ]);
  const at = (name: string, outcome: 'passed' | 'failed', finished: string, attempt = 1) =>
    stage(`deploy-${name}`, outcome, { environment: name, finishedAt: t(finished), attempt });

  test('regions are one deployment, at the latest first pass; a missing member makes it partial', () => {
    const report = metrics(
      {
        runs: [
          run('ship/1', {
            finishedAt: t('2024-01-02'),
            stages: [
              at('eu', 'passed', '2024-01-02T10:00:00Z'),
              at('us', 'failed', '2024-01-02T11:00:00Z'),
              at('us', 'passed', '2024-01-02T12:00:00Z', 2),
              at('us', 'passed', '2024-01-02T15:00:00Z', 3),
              at('baklava', 'passed', '2024-01-02T18:00:00Z'),
            ],
          }),
          run('ship/2', {
            finishedAt: t('2024-01-03'),
            stages: [at('eu', 'passed', '2024-01-03T10:00:00Z'), at('us', 'failed', '2024-01-03T11:00:00Z')],
          }),
        ],
      },
      {},
      map,
    );
    expect(report.environment).toBe('live');
    expect(report.deployments.map((one) => [one.run, one.at])).toEqual([['ship/1', t('2024-01-02T12:00:00Z')]]);
    expect(report.summary.deployments).toMatchObject({ count: 1, failedAttempts: 2, partial: 1 });
    expect(report.partialRuns).toEqual([{ run: 'ship/2', passed: ['eu'], missing: ['us'] }]);
  });

  test('a stage goes before its run, and one environment is a group of one', () => {
    const history = {
      runs: [
        run('ship/1', {
          outcome: 'failed',
          environment: 'eu',
          finishedAt: t('2024-01-03'),
          stages: [at('eu', 'passed', '2024-01-02T10:00:00Z'), stage('smoke', 'failed')],
        }),
      ],
    };
    expect(metrics(history, { environment: 'eu' }, map).deployments).toMatchObject([{ at: t('2024-01-02T10:00:00Z') }]);
    expect(metrics(history, { environment: 'live' }, map).summary.deployments).toMatchObject({ count: 0, partial: 1 });
  });

  test('matches: all fields agree, `*` is a wildcard, any entry suffices', () => {
    const match = environmentMap([
      {
        name: 'dumpling',
        role: 'production',
        match: [
          { pipeline: 'deploy-*', stage: 'go', branch: 'saas' },
          { source: 'other', pipeline: '*' },
          { environment: 'prod-*' },
          { pipeline: 'all', job: 'ship' },
        ],
      },
    ]);
    const one = (id: string, fields: Partial<Run>) => run(id, { finishedAt: t('2024-01-03'), ...fields });
    const job = { ...stage('x', 'passed'), name: 'ship', scheduledAt: null };
    const report = metrics(
      {
        runs: [
          one('deploy-a', { revisions: [revision('a', { branch: 'saas' })], stages: [stage('go', 'passed')] }),
          one('deploy-b', { revisions: [revision('b', { branch: 'main' })], stages: [stage('go', 'passed')] }),
          one('deploy-c', { revisions: [revision('c', { branch: 'saas' })], stages: [stage('stop', 'passed')] }),
          one('redeploy-d', { revisions: [revision('d', { branch: 'saas' })], stages: [stage('go', 'passed')] }),
          one('e', { source: 'other' }),
          one('f', { environment: 'prod-eu' }),
          one('g', { environment: 'preprod-eu' }),
          one('all', {
            stages: [stage('level 2', 'failed', { jobs: [job, { ...job, name: 'notify', outcome: 'failed' }] })],
          }),
          one('h', { environment: 'dumpling' }),
        ],
      },
      {},
      match,
    );
    expect(report.deployments.map((row) => row.run)).toEqual(['all', 'deploy-a', 'e', 'f', 'h']);
  });

  test('without a map, only a name that leaves no doubt is production', () => {
    const at = (environment: string) => ({ runs: [run('a', { environment, finishedAt: t('2024-01-03') })] });
    expect(metrics(at('production')).environment).toBe('production');
    expect(metrics(at('prod-eu')).environment).toBeNull();
    expect(metrics(at('prod-eu'), { environment: 'prod-eu' }).summary.deployments.count).toBe(1);
  });

  test('names that are not there are refused with a sentence', () => {
    const given = history({ runs: [run('a', { environment: 'qa', finishedAt: t('2024-01-03') })] });
    const ask = (query: Partial<MetricsQuery>) => buildMetrics(given, environmentMap(), { bucket: 'week', ...query });
    expect(ask({ environment: 'live' })).toEqual({ problem: 'There is no environment or group “live”; known is qa.' });
    expect(ask({ track: 'SaaS' })).toEqual({ problem: 'There is no track “SaaS”; none is known.' });
    expect(ask({ pipeline: 'b' })).toEqual({ problem: 'There is no pipeline or stage “b”; known is a.' });
    expect(ask({ zone: 'Mars/Olympus' })).toHaveProperty('problem');
  });

  test('a track has pipelines of its own', () => {
    const tracked = { ...environmentMap(), tracks: [{ name: 'SaaS', match: [{ pipeline: 'saas-*' }] }] };
    const runs = ['saas-deploy', 'installer'].map((id) =>
      run(id, { environment: 'production', finishedAt: t('2024-01-03') }),
    );
    const report = metrics({ runs }, { track: 'SaaS' }, tracked);
    expect(report.deployments.map((one) => one.run)).toEqual(['saas-deploy']);
    expect(report.summary.firstPassYield.total).toBe(1);
  });
});

describe('incidents', () => {
  const runs = [
    deploy(1, '2024-01-02T00:00:00Z', 'c0'),
    deploy(2, '2024-01-04T00:00:00Z', 'c2'),
    deploy(3, '2024-01-08T00:00:00Z', 'c5', { marks: ['hotfix'] }),
    deploy(4, '2024-01-09T00:00:00Z', 'c6', { marks: ['failed'] }),
  ];

  test('two incidents fail one deployment once; recovery ends with the last resolution', () => {
    const report = metrics({
      runs,
      commits: line,
      incidents: [
        incident('i0', t('2024-01-01T00:00:00Z')),
        incident('i1', t('2024-01-05T00:00:00Z'), { resolvedAt: t('2024-01-05T02:00:00Z') }),
        incident('i2', t('2024-01-05T01:00:00Z'), { resolvedAt: t('2024-01-05T06:00:00Z') }),
        incident('i3', t('2024-01-05T01:00:00Z'), { environment: 'staging' }),
      ],
    });
    expect(report.summary.changeFailRate).toEqual({ value: 0.5, failed: 2, total: 4, basis: 'incidents' });
    expect(report.summary.recoveryHours).toEqual({ n: 1, median: 30, open: 1 });
    expect(report.incidents.map((one) => [one.id, one.run])).toEqual([
      ['i0', null],
      ['i1', 'deploy/2'],
      ['i2', 'deploy/2'],
    ]);
  });

  test('while one incident is open, the first later hotfix or rollback restores', () => {
    const { summary, deployments } = metrics({
      runs: runs.slice(0, 3),
      commits: line,
      incidents: [
        incident('i1', t('2024-01-05T00:00:00Z'), { resolvedAt: t('2024-01-05T02:00:00Z') }),
        incident('i2', t('2024-01-05T01:00:00Z')),
      ],
    });
    expect(deployments[1]).toMatchObject({ failed: true, recoveryHours: 96 });
    expect(summary.reworkRate.count).toBe(1);
  });

  test('an incident may call an environment by its plain label', () => {
    const dumpling = environmentMap([{ name: 'dumpling', label: 'production', role: 'production' }]);
    const given = [run('ship/1', { environment: 'dumpling', finishedAt: t('2024-01-03') })];
    const { incidents } = metrics({ runs: given, incidents: [incident('i1', t('2024-01-04'))] }, {}, dumpling);
    expect(incidents).toMatchObject([{ id: 'i1', run: 'ship/1' }]);
  });

  test('a link goes before time', () => {
    const { deployments, incidents } = metrics({
      runs: runs.slice(0, 3),
      commits: line,
      incidents: [
        incident('i1', t('2024-01-20'), { run: 'deploy/1', environment: null }),
        incident('i2', t('2024-01-20'), { run: 'build/7' }),
      ],
    });
    expect(deployments.map((one) => one.failed)).toEqual([true, false, false]);
    expect(incidents.map((one) => one.run)).toEqual(['deploy/1', null]);
  });
});

describe('windows and buckets', () => {
  const runs = [1, 2, 3, 9, 10, 24].map((day, i) =>
    deploy(i, new Date(t('2024-01-01T18:00:00Z') + (day - 1) * 24 * hour).toISOString(), `c${String(i)}`),
  );

  test('weeks without events are 0 and null; means are over complete weeks', () => {
    const { series, summary } = metrics({ runs, commits: line });
    expect(series.map((one) => [one.id, one.partial, one.deployments, one.leadTimeHoursMedian === null])).toEqual([
      ['2024-W01', false, 3, false],
      ['2024-W02', false, 2, false],
      ['2024-W03', false, 0, true],
      ['2024-W04', false, 1, false],
    ]);
    expect(summary.deployments).toMatchObject({
      count: 6,
      perWeekMean: 1.5,
      perWeekMedian: 1.5,
      daysPerWeekMedian: 1.5,
    });
  });

  test('the window chooses what is counted, not what is known', () => {
    const { series, summary, deployments, from, to } = metrics(
      { runs, commits: line },
      { since: t('2024-01-03'), until: t('2024-01-24T18:00:00Z') },
    );
    expect([from, to]).toEqual([t('2024-01-03'), t('2024-01-24T18:00:00Z')]);
    expect(series.map((one) => [one.deployments, one.partial])).toEqual([
      [1, true],
      [2, false],
      [0, false],
      [0, true],
    ]);
    expect(deployments[0]).toMatchObject({ kind: 'change', batchSize: 1 });
    expect(summary.deployments).toMatchObject({ count: 3, perWeekMean: 1, intervalHoursMedian: 24 });
    expect(summary.leadTimeHours.excluded.no_predecessor).toBe(0);
  });

  test('weeks that coverage cuts or that a gap touches are partial', () => {
    const gaps = [{ from: t('2024-01-16'), to: t('2024-01-17'), reason: 'purged' }];
    const coverage = [{ source: 'ci', from: t('2024-01-02'), to: t('2024-02-01'), gaps }];
    const { series, summary } = metrics({ runs, commits: line, coverage });
    expect(series.map((one) => one.partial)).toEqual([true, false, true, false, true]);
    expect(summary.deployments.perWeekMean).toBe(1.5);
  });

  test('per week stays per week when the series is by month', () => {
    const { series, summary } = metrics({ runs, commits: line }, { bucket: 'month' });
    expect(series.map((one) => [one.id, one.partial, one.deployments, one.deploymentDays])).toEqual([
      ['2024-01', true, 6, 6],
    ]);
    expect(summary.deployments.perWeekMean).toBe(1.5);
  });

  test('a local team has local weeks and days', () => {
    // Sunday 23:30 in UTC is Monday in Berlin.
    const sunday = [deploy(1, '2024-01-14T23:30:00Z', 'c0'), deploy(2, '2024-01-15T22:30:00Z', 'c1')];
    const berlin = metrics({ runs: sunday }, { zone: 'Europe/Berlin' }).series;
    expect(berlin.map((one) => [one.id, one.deployments, one.deploymentDays]).filter(([, n]) => n !== 0)).toEqual([
      ['2024-W03', 2, 1],
    ]);
    const utc = metrics({ runs: sunday }).series.filter((one) => one.deployments > 0);
    expect(utc.map((one) => one.id)).toEqual(['2024-W02', '2024-W03']);
  });

  test('an empty history has no data, never 0', () => {
    const report = metrics({ runs: [], coverage: [] });
    expect(report).toMatchObject({ from: null, to: null, environment: null, series: [] });
    expect(report.summary.deployments.perWeekMean).toBeNull();
    expect(report.summary.red).toMatchObject({ fraction: null, hours: 0, knownHours: 0, openSince: null });
    expect(report.summary.firstPassYield.value).toBeNull();
  });
});

describe('pipeline health', () => {
  const build = (number: number, finished: string, outcomes: Run['outcome'][], fields: Partial<Run> = {}) =>
    run(`build/${String(number)}`, {
      number,
      outcome: outcomes.at(-1) ?? 'unknown',
      finishedAt: t(finished),
      stages: outcomes.map((outcome, i) => stage('test', outcome, { attempt: i + 1, finishedAt: t(finished) })),
      revisions: [revision(`r${String(number)}`, { branch: 'main' })],
      ...fields,
    });

  test('first pass and eventual success; inconclusive attempts are counted apart', () => {
    const { summary } = metrics({
      runs: [
        build(1, '2024-01-02', ['failed', 'passed']),
        build(2, '2024-01-03', ['cancelled', 'passed']),
        build(3, '2024-01-04', ['failed']),
        build(4, '2024-01-05', ['running']),
      ],
    });
    expect(summary.firstPassYield).toEqual({ value: 1 / 3, passed: 1, total: 3 });
    expect(summary.eventualSuccess).toEqual({ value: 2 / 3, passed: 2, total: 3 });
    expect(summary.attemptFailRate).toEqual({ value: 0.5, failed: 2, total: 4, inconclusive: 2 });
    expect(summary.flaky).toEqual({ rate: 1 / 3, groups: 3, flakyGroups: 1, retriedGroups: 1, failureShare: 0.5 });
  });

  test('flaky across runs of the same inputs only', () => {
    const same = { revisions: [revision('same')] };
    const { flakyGroups, summary } = metrics({
      runs: [
        build(1, '2024-01-02', ['failed'], same),
        build(2, '2024-01-03', ['passed'], same),
        build(3, '2024-01-04', ['passed'], { ...same, upstream: ['image/2'] }),
        build(4, '2024-01-05', ['failed'], { revisions: [] }),
        build(5, '2024-01-06', ['passed'], { revisions: [] }),
      ],
    });
    expect(flakyGroups).toEqual([
      { pipeline: 'build', stage: 'test', runs: ['build/1', 'build/2'], passed: 1, failed: 1 },
    ]);
    expect(summary.flaky).toMatchObject({ groups: 4, flakyGroups: 1, retriedGroups: 1, failureShare: 0.5 });
  });

  test('an old run that ends late does not turn the pipeline red', () => {
    const { redEpisodes, summary } = metrics({
      runs: [
        build(1, '2024-01-02', ['passed']),
        build(3, '2024-01-04', ['passed']),
        build(2, '2024-01-05', ['failed']),
        build(4, '2024-01-06', ['failed']),
        build(5, '2024-01-07', ['failed']),
        build(6, '2024-01-08', ['passed']),
        build(7, '2024-01-22', ['failed']),
      ],
    });
    expect(redEpisodes).toEqual([
      { pipeline: 'build', branch: 'main', from: t('2024-01-06'), to: t('2024-01-08'), hours: 48 },
      { pipeline: 'build', branch: 'main', from: t('2024-01-22'), to: null, hours: 168 },
    ]);
    expect(summary.red).toEqual({
      fraction: 216 / 648,
      hours: 216,
      knownHours: 648,
      timeToGreenHoursMedian: 48,
      openSince: t('2024-01-22'),
    });
  });

  test('episodes are cut at bucket edges, and the state is unknown before the first completion', () => {
    const { series } = metrics({ runs: [build(1, '2024-01-06', ['failed']), build(2, '2024-01-09', ['passed'])] });
    expect(series.map((one) => [one.redHours, one.knownHours, one.redFraction])).toEqual([
      [48, 48, 1],
      [24, 168, 24 / 168],
      [0, 168, 0],
      [0, 168, 0],
    ]);
  });

  test('a colour comes from the whole history', () => {
    const { summary, redEpisodes } = metrics(
      { runs: [build(1, '2024-01-02', ['failed']), build(2, '2024-01-20', ['passed'])] },
      { since: t('2024-01-08'), until: t('2024-01-09') },
    );
    expect(summary.red).toMatchObject({ fraction: 1, hours: 24, knownHours: 24, openSince: null });
    expect(redEpisodes).toMatchObject([{ from: t('2024-01-02'), to: t('2024-01-20') }]);
  });

  test('--pipeline, with stage or without, also where names hold slashes', () => {
    const two = (id: string, fields: Partial<Run>) => run(id, { finishedAt: t('2024-01-03'), ...fields });
    const runs = [
      two('a/b/1', { pipeline: 'a/b', stages: [stage('unit', 'passed'), stage('lint/x', 'failed')] }),
      two('a/b/2', { pipeline: 'a', stages: [stage('b', 'passed')] }),
      two('plain', { outcome: 'failed' }),
    ];
    const yieldOf = (pipeline?: string) => {
      const { passed, total } = metrics({ runs }, { pipeline }).summary.firstPassYield;
      return [passed, total];
    };
    expect(yieldOf()).toEqual([2, 4]);
    expect(yieldOf('a/b')).toEqual([1, 2]);
    expect(yieldOf('a/b/unit')).toEqual([1, 1]);
    expect(yieldOf('a/b/lint/x')).toEqual([0, 1]);
    expect(yieldOf('plain')).toEqual([0, 1]);
  });
});

test('ids of two sources are told apart only where they are the same', () => {
  const at = (source: string, id: string, finished: string) =>
    run(id, { source, environment: 'production', finishedAt: t(finished) });
  const { deployments } = metrics({
    runs: [at('a', '1', '2024-01-02'), at('b', '1', '2024-01-03'), at('b', '2', '2024-01-04')],
  });
  expect(deployments.map((one) => one.run)).toEqual(['a:1', 'b:1', '2']);
});

test('what is printed has exactly the keys others rely on, instants end in Z', () => {
  const report = metricsToJson(metrics({ runs: [deploy(1, '2024-01-02T00:00:00Z', 'c0')], commits: line }));
  expect(Object.keys(report).join(' ')).toBe(
    'environment zone bucket from to coverage summary series deployments leadTimes partialRuns incidents flakyGroups redEpisodes',
  );
  expect(Object.keys(report.deployments[0] ?? {}).join(' ')).toBe(
    'run at kind diverged batchSize removed leadTimeHoursMedian failed recoveryHours',
  );
  expect(Object.keys(report.series[0] ?? {}).join(' ')).toBe(
    'id start end partial deployments deploymentDays leadTimeHoursMedian leadTimeHoursP90 leadTimeN batchSizeMedian firstPassYield flakyRate redFraction redHours knownHours',
  );
  expect(report).toMatchObject({ from: '2024-01-01T00:00:00Z', coverage: { to: '2024-01-29T00:00:00Z', gaps: [] } });
  expect(report.deployments[0]?.at).toBe('2024-01-02T00:00:00Z');
});

function deploy(number: number, finished: string, rev: string, fields: Partial<Run> = {}): Run {
  const id = `deploy/${String(number)}`;
  return run(id, { number, environment: 'production', finishedAt: t(finished), revisions: [revision(rev)], ...fields });
}

function metrics(
  given: Partial<History>,
  query: Partial<MetricsQuery> = {},
  map: EnvironmentMap = environmentMap(),
): MetricsReport {
  const report = buildMetrics(history({ coverage: january, ...given }), map, { bucket: 'week', ...query });
  if ('problem' in report) throw new Error(report.problem);
  return report;
}
