import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { CommandLine } from '../testing/commandLine';

let line: CommandLine;

const header = {
  record: 'history',
  version: 1,
  source: 'ci',
  coverage: { from: '2024-01-01T00:00:00Z', to: '2024-01-29T00:00:00Z' },
  zone: 'UTC',
};

function commit(revision: string, day: number, ...parents: string[]) {
  const committedAt = `2024-01-${String(day).padStart(2, '0')}T00:00:00Z`;
  return { record: 'commit', material: 'git:m', revision, parents, committedAt, branches: ['main'] };
}

function deploy(number: number, at: string, revision: string, more: object = {}) {
  return {
    ...{ record: 'run', id: `d/${String(number)}`, pipeline: 'deploy', number, outcome: 'passed' },
    ...{ finishedAt: `2024-01-${at}:00:00Z`, environment: 'production' },
    revisions: [{ material: 'git:m', branch: 'main', revision }],
    ...more,
  };
}

/** Four weeks worked out by hand; c5 was made beside c3 and c4 and came in with the merge m6. */
const told = [
  header,
  ...[commit('c1', 1), commit('c2', 2, 'c1'), commit('c3', 3, 'c2'), commit('c4', 9, 'c3'), commit('c5', 4, 'c2')],
  ...[commit('m6', 10, 'c4', 'c5'), commit('c7', 20, 'm6'), commit('c8', 21, 'c7')],
  deploy(1, '02T12', 'c2'),
  deploy(2, '03T12', 'c3'),
  deploy(3, '03T18', 'c3'),
  deploy(4, '10T12', 'm6'),
  deploy(5, '11T06', 'c3'),
  deploy(6, '12T12', 'c5'),
  deploy(7, '15T12', 'm6', { outcome: 'failed' }),
  deploy(8, '20T12', 'c7', { marks: ['hotfix'] }),
  { record: 'incident', id: 'i1', openedAt: '2024-01-20T13:00:00Z', resolvedAt: '2024-01-20T18:00:00Z' },
  { record: 'incident', id: 'i2', openedAt: '2024-01-25T00:00:00Z', resolvedAt: null, run: 'd/2' },
];

beforeAll(async () => {
  line = await CommandLine.open();
  await line.import('told', told);
});
afterAll(() => line.close());

test('the summary is what a hand count gives, and holds nothing more', async () => {
  const { summary, ...report } = (await line.json('metrics', 'told')) as { summary: unknown };
  expect(summary).toEqual({
    deployments: {
      ...{ count: 7, perWeekMean: 1.75, perWeekMedian: 2, daysPerWeekMedian: 1.5, intervalHoursMedian: 27 },
      ...{ failedAttempts: 1, partial: 0 },
    },
    leadTimeHours: {
      ...{ n: 5, median: 12, p90: expect.closeTo(108, 9) as number, excluded: { no_predecessor: 2, clock_skew: 0 } },
      waiting: { n: 1, oldestHours: 192 },
    },
    changeFailRate: { value: 3 / 7, failed: 3, total: 7, basis: 'incidents' },
    recoveryHours: { n: 3, median: 18, open: 0 },
    reworkRate: { value: 2 / 7, count: 2, total: 7 },
    batchSize: { n: 4, median: 2, mean: 2.25 },
    firstPassYield: { value: 7 / 8, passed: 7, total: 8 },
    eventualSuccess: { value: 7 / 8, passed: 7, total: 8 },
    attemptFailRate: { value: 1 / 8, failed: 1, total: 8, inconclusive: 0 },
    flaky: { rate: 1 / 5, groups: 5, flakyGroups: 1, retriedGroups: 2, failureShare: 1 },
    red: { fraction: 120 / 636, hours: 120, knownHours: 636, timeToGreenHoursMedian: 120, openSince: null },
  });
  expect(report).toMatchObject({
    ...{ environment: 'production', zone: 'UTC', bucket: 'week' },
    ...{ from: '2024-01-01T00:00:00Z', to: '2024-01-29T00:00:00Z' },
    coverage: { from: '2024-01-01T00:00:00Z', to: '2024-01-29T00:00:00Z', gaps: [] },
    partialRuns: [],
    flakyGroups: [{ pipeline: 'deploy', stage: null, runs: ['d/4', 'd/7'], passed: 1, failed: 1 }],
    redEpisodes: [
      { pipeline: 'deploy', branch: 'main', from: '2024-01-15T12:00:00Z', to: '2024-01-20T12:00:00Z', hours: 120 },
    ],
  });
  expect(Object.keys(report)).toEqual(
    'environment zone bucket from to coverage series deployments leadTimes partialRuns incidents flakyGroups redEpisodes'.split(
      ' ',
    ),
  );
});

test('every deployment with its kind and what became of it', async () => {
  const { deployments } = (await line.json('metrics', 'told')) as { deployments: unknown };
  const row = (run: string, at: string, kind: string, batchSize: number | null, removed: number | null) => ({
    ...{ run, at: `2024-01-${at}:00:00Z`, kind, diverged: false, batchSize, removed },
    ...{ leadTimeHoursMedian: null, failed: false, recoveryHours: null },
  });
  expect(deployments).toEqual([
    row('d/1', '02T12', 'first', null, null),
    { ...row('d/2', '03T12', 'change', 1, 0), leadTimeHoursMedian: 12, failed: true, recoveryHours: 186 },
    row('d/3', '03T18', 'redeploy', 0, 0),
    { ...row('d/4', '10T12', 'change', 3, 0), leadTimeHoursMedian: 36, failed: true, recoveryHours: 18 },
    row('d/5', '11T06', 'rollback', 0, 3),
    { ...row('d/6', '12T12', 'change', 1, 1), diverged: true },
    { ...row('d/8', '20T12', 'change', 4, 0), leadTimeHoursMedian: 12, failed: true, recoveryHours: 6 },
  ]);
});

test('one row for each lead time, one for each incident', async () => {
  const { leadTimes, incidents } = (await line.json('metrics', 'told')) as {
    leadTimes: { revision: string; run: string; hours: number }[];
    incidents: unknown;
  };
  expect(leadTimes.map(({ revision, run, hours }) => [revision, run, hours]).sort()).toEqual([
    ['c3', 'd/2', 12],
    ['c4', 'd/4', 36],
    ['c5', 'd/4', 156],
    ['c7', 'd/8', 12],
    ['m6', 'd/4', 12],
  ]);
  expect(leadTimes[0]).toEqual({
    ...{ material: 'git:m', revision: 'c3', committedAt: '2024-01-03T00:00:00Z' },
    ...{ deployedAt: '2024-01-03T12:00:00Z', run: 'd/2', hours: 12 },
  });
  expect(incidents).toEqual([
    { id: 'i1', openedAt: '2024-01-20T13:00:00Z', resolvedAt: '2024-01-20T18:00:00Z', run: 'd/8' },
    { id: 'i2', openedAt: '2024-01-25T00:00:00Z', resolvedAt: null, run: 'd/2' },
  ]);
});

test('a week without data has zero counts and null measures', async () => {
  const { series } = (await line.json('metrics', 'told')) as { series: unknown[] };
  expect(series).toHaveLength(4);
  expect(series[0]).toEqual({
    ...{ id: '2024-W01', start: '2024-01-01T00:00:00Z', end: '2024-01-08T00:00:00Z', partial: false },
    ...{ deployments: 3, deploymentDays: 2, leadTimeHoursMedian: 12, leadTimeHoursP90: 12, leadTimeN: 1 },
    ...{ batchSizeMedian: 1, firstPassYield: 1, flakyRate: 0, redFraction: 0, redHours: 0, knownHours: 132 },
  });
  expect(series[3]).toEqual({
    ...{ id: '2024-W04', start: '2024-01-22T00:00:00Z', end: '2024-01-29T00:00:00Z', partial: false },
    ...{ deployments: 0, deploymentDays: 0, leadTimeHoursMedian: null, leadTimeHoursP90: null, leadTimeN: 0 },
    ...{ batchSizeMedian: null, firstPassYield: null, flakyRate: null },
    ...{ redFraction: 0, redHours: 0, knownHours: 168 },
  });
});

describe('a window chooses what is counted, not what is known', () => {
  test('since is in, until is out', async () => {
    const words = ['--since', '2024-01-03T18:00:00Z', '--until', '2024-01-11T06:00:00Z'];
    const { summary, deployments, ...report } = (await line.json('metrics', 'told', ...words)) as {
      summary: Record<string, unknown>;
      deployments: { run: string; kind: string; failed: boolean }[];
    };
    expect(report).toMatchObject({ from: '2024-01-03T18:00:00Z', to: '2024-01-11T06:00:00Z' });
    expect(report).toMatchObject({
      series: [
        { id: '2024-W01', partial: true },
        { id: '2024-W02', partial: true },
      ],
    });
    // The one before d/3 is known, and that d/4 was rolled back after the window.
    expect(deployments.map(({ run, kind, failed }) => [run, kind, failed])).toEqual([
      ['d/3', 'redeploy', false],
      ['d/4', 'change', true],
    ]);
    expect(summary).toMatchObject({
      deployments: { count: 2, perWeekMean: null, perWeekMedian: null, intervalHoursMedian: (6 + 162) / 2 },
      leadTimeHours: { n: 3, waiting: { n: 0, oldestHours: null } },
    });
  });

  test('red that has not ended by then is open, from the moment it began', async () => {
    const words = ['--since', '2024-01-16', '--until', '2024-01-18'];
    expect(await line.json('metrics', 'told', ...words)).toMatchObject({
      summary: { red: { fraction: 1, hours: 48, knownHours: 48 }, deployments: { count: 0 } },
    });
  });

  test('an empty window has nothing', async () => {
    expect(await line.json('metrics', 'told', '--since', '2024-01-16', '--until', '2024-01-16')).toMatchObject({
      series: [],
      deployments: [],
      summary: { changeFailRate: { value: null, total: 0 }, red: { fraction: null, hours: 0, knownHours: 0 } },
    });
  });
});

test('buckets are those of the zone asked for, months too', async () => {
  const { series } = (await line.json('metrics', 'told', '--bucket', 'month', '--zone', 'America/New_York')) as {
    series: Record<string, unknown>[];
  };
  expect(series.map(({ id, start, end, partial, deployments }) => [id, start, end, partial, deployments])).toEqual([
    ['2023-12', '2023-12-01T05:00:00Z', '2024-01-01T05:00:00Z', true, 0],
    ['2024-01', '2024-01-01T05:00:00Z', '2024-02-01T05:00:00Z', true, 7],
  ]);
});

test('weeks of summer time have 167 and 169 hours, and a date is its midnight in the zone of the retro', async () => {
  const year = {
    ...header,
    coverage: { from: '2024-01-01T00:00:00Z', to: '2025-01-01T00:00:00Z' },
    zone: 'Europe/Berlin',
  };
  await line.import('summer', [year, deploy(1, '02T12', 'c1')]);
  const weekOf = async (since: string, until: string) =>
    (await line.json('metrics', 'summer', '--since', since, '--until', until)) as { series: object[] };
  expect((await weekOf('2024-03-25', '2024-04-01')).series).toMatchObject([
    { id: '2024-W13', start: '2024-03-24T23:00:00Z', end: '2024-03-31T22:00:00Z', partial: false, knownHours: 167 },
  ]);
  expect((await weekOf('2024-10-21', '2024-10-28')).series).toMatchObject([
    { id: '2024-W43', start: '2024-10-20T22:00:00Z', end: '2024-10-27T23:00:00Z', partial: false, knownHours: 169 },
  ]);
});

test('a gap makes its weeks partial', async () => {
  const gaps = [{ from: '2024-01-10T00:00:00Z', to: '2024-01-11T00:00:00Z', reason: 'purged' }];
  await line.import('gap', [{ ...header, coverage: { ...header.coverage, gaps } }, deploy(1, '02T12', 'c1')]);
  expect(await line.json('metrics', 'gap')).toMatchObject({
    coverage: { gaps },
    series: [{ partial: false }, { partial: true }, { partial: false }, { partial: false }],
    summary: { deployments: { perWeekMean: 1 / 3 } },
  });
});

test('a retro without any deployment has no environment, and null instead of 0', async () => {
  const build = {
    record: 'run',
    id: 'b/1',
    pipeline: 'build',
    outcome: 'cancelled',
    startedAt: '2024-01-05T00:00:00Z',
  };
  await line.import('none', [header, build]);
  expect(await line.json('metrics', 'none')).toMatchObject({
    environment: null,
    summary: {
      deployments: { count: 0, perWeekMean: null, perWeekMedian: null, intervalHoursMedian: null },
      leadTimeHours: { n: 0, median: null, p90: null, waiting: { n: 0, oldestHours: null } },
      changeFailRate: { value: null, failed: 0, total: 0, basis: 'inferred' },
      recoveryHours: { n: 0, median: null, open: 0 },
      batchSize: { n: 0, median: null, mean: null },
      firstPassYield: { value: null, passed: 0, total: 0 },
      attemptFailRate: { value: null, failed: 0, total: 0, inconclusive: 1 },
      flaky: { rate: null, groups: 0, failureShare: null },
      red: { fraction: null, hours: 0, knownHours: 0, timeToGreenHoursMedian: null, openSince: null },
    },
  });
});
