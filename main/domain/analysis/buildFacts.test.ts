import { expect, test } from 'vitest';
import type { Run } from '../history/records';
import { buildFacts } from './buildFacts';
import { previewEnvironments } from './previewEnvironments';
import { rowsBehind } from './rowsBehind';
import { commit, environmentMap, history, revision, run, stage, t } from './testing/records';

const deploy = (n: number, at: string, rev: string, branch: string | null, fields: Partial<Run> = {}): Run =>
  run(`deploy/${String(n)}`, {
    number: n,
    environment: 'dumpling',
    finishedAt: t(at),
    revisions: [revision(rev, { branch })],
    ...fields,
  });

const given = history({
  runs: [
    run('build/1', {
      finishedAt: t('2024-01-02'),
      stages: [stage('unit', 'failed'), stage('unit', 'passed', { attempt: 2 })],
    }),
    deploy(1, '2024-01-03', 'a', 'saas'),
    deploy(2, '2024-01-04', 'b', 'saas'),
    deploy(3, '2024-01-05', 'b', null, { outcome: 'failed' }),
    deploy(4, '2024-01-10', 'b', null),
    deploy(5, '2024-01-12', 'c', null),
    deploy(6, '2024-01-16', 'd', 'master'),
  ],
  commits: ['a', 'b', 'c', 'd'].map((name, i, all) =>
    commit(name, i === 0 ? [] : [all[i - 1] ?? ''], t('2024-01-01') + i, { branches: i < 2 ? ['saas'] : ['master'] }),
  ),
  coverage: [{ source: 'ci', from: t('2024-01-01'), to: t('2024-01-18'), gaps: [] }],
});
const map = environmentMap([{ name: 'dumpling', label: 'production', role: 'production' }, { name: 'baklava' }]);

test('facts are bounded by weeks and agree with the metrics', () => {
  const facts = buildFacts(given, map);
  expect(facts).toMatchObject({
    zone: 'UTC',
    group: 'dumpling',
    counts: { runs: 7, commits: 4, pipelines: 2, deployments: 5 },
    coverage: { from: t('2024-01-01'), to: t('2024-01-18') },
  });
  expect(facts.weeks.map((week) => [week.id, week.partial])).toEqual([
    ['2024-W01', false],
    ['2024-W02', false],
    ['2024-W03', true],
  ]);
  expect(facts.environments).toMatchObject([
    {
      name: 'dumpling',
      label: 'production',
      deployments: [2, 2, 1],
      failedAttempts: [1, 0, 0],
      firstAt: t('2024-01-03'),
    },
    { name: 'baklava', deployments: [0, 0, 0], firstAt: null, lastAt: null },
  ]);
  expect(facts.metrics?.summary.deployments.count).toBe(5);
  expect(facts.metrics?.deployments).toEqual([]);
});

test('the band takes the branch from the run, else from the commit', () =>
  expect(buildFacts(given, map).branchBand).toEqual([
    { material: 'git:app', branch: 'saas', from: t('2024-01-03'), to: t('2024-01-12'), deployments: 3 },
    { material: 'git:app', branch: 'master', from: t('2024-01-12'), to: t('2024-01-18'), deployments: 2 },
  ]));

test('an empty history has facts too', () =>
  expect(buildFacts(history({}), environmentMap())).toMatchObject({
    weeks: [],
    group: null,
    metrics: null,
    branchBand: [],
  }));

test('a preview says what would count, and what there is to choose from', () => {
  const preview = previewEnvironments(
    given,
    environmentMap([{ name: 'live', match: [{ pipeline: 'build', stage: 'unit' }] }]),
  );
  expect(preview.environments.map((one) => [one.name, one.deployments, one.failedAttempts, one.perWeek])).toEqual([
    ['live', 1, 1, [1, 0, 0]],
    ['dumpling', 5, 1, [2, 2, 1]],
  ]);
  expect(preview.environments[1]?.sample[0]).toEqual({
    run: 'deploy/6',
    pipeline: 'deploy',
    stage: null,
    at: t('2024-01-16'),
    outcome: 'passed',
  });
  expect(preview.choices.map((one) => [one.pipeline, one.stage, one.environment, one.runs])).toEqual([
    ['deploy', null, 'dumpling', 6],
    ['build', null, null, 1],
    ['build', 'unit', null, 1],
  ]);
});

test('rows behind a number come by page, newest first', () => {
  const all = { from: null, to: null, offset: 0, limit: 2 };
  const deployments = rowsBehind(given, map, { ...all, of: { kind: 'deployments', environment: null } });
  expect([deployments.total, deployments.rows.map((row) => row.run)]).toEqual([5, ['deploy/6', 'deploy/5']]);
  const next = rowsBehind(given, map, { ...all, offset: 4, of: { kind: 'deployments', environment: 'dumpling' } });
  expect(next.rows).toMatchObject([{ run: 'deploy/1', branch: 'saas', revision: 'a' }]);
  const of = { kind: 'runs', pipeline: 'build', stage: 'unit', outcome: 'failed' } as const;
  expect(rowsBehind(given, map, { ...all, of })).toMatchObject({ total: 1, rows: [{ run: 'build/1', stage: 'unit' }] });
  expect(rowsBehind(given, map, { ...all, of, from: t('2024-01-03') }).total).toBe(0);
});
