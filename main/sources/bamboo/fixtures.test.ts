import { expect } from 'vitest';
import { parseInstant, printMoment } from '../../domain/time/instant';
import { recordedReplies, rowOf } from '../testing/recorded';
import { importsOf } from '../testing/testImport';
import { bamboo } from './source';

const { recorded, at, folder, json } = recordedReplies('bamboo');
const { files } = importsOf(bamboo);
const itemsIn = (name: string) => Object.values(json(name) as Record<string, Record<string, unknown>[]>).flat();
const time = (text: unknown) => (typeof text === 'string' ? parseInstant(text) : null);

recorded('devlake-plan-builds.by-url.json, counted again from the file', async () => {
  const { runs, rejected } = await files(at('devlake-plan-builds.by-url.json'));
  const items = itemsIn('devlake-plan-builds.by-url.json');
  expect([items.length, runs.length, rejected.length]).toEqual([18, 18, 0]);
  const states: Record<string, string> = { Successful: 'passed', SUCCESS: 'passed', Failed: 'failed' };
  const cycles: Record<string, string> = {
    IN_PROGRESS: 'running',
    PENDING: 'running',
    QUEUED: 'running',
    NOT_BUILT: 'cancelled',
  };
  for (const item of items) {
    const outcome = cycles[String(item.lifeCycleState)] ?? states[String(item.buildState)];
    const reason = String(item.buildReason);
    expect(runs.find(({ id }) => id === item.key)).toMatchObject({
      pipeline: String(item.key).replace(/-\d+$/, ''),
      outcome,
      queuedAt: null,
      startedAt: time(item.buildStartedTime),
      finishedAt: outcome === 'running' ? null : time(item.buildCompletedTime),
      trigger: reason.startsWith('Manual') ? 'manual' : reason.startsWith('Code') ? 'push' : 'unknown',
      actor: reason.startsWith('Manual') ? 'root' : null,
      revisions: [{ material: 'git:devlake-louis', revision: item.vcsRevisionKey }],
    });
  }
  expect(runs.at(-1)).toMatchObject({
    id: 'TEST-PLA2-12',
    number: 12,
    url: 'http://18.232.129.138:8085/browse/TEST-PLA2-12',
  });
});

recorded('devlake-deploy-results.by-url.json, counted again from the file', async () => {
  const { runs, rejected } = await files(at('devlake-deploy-results.by-url.json'));
  const items = itemsIn('devlake-deploy-results.by-url.json');
  expect([items.length, runs.length, rejected.length]).toEqual([14, 14, 0]);
  for (const item of items) {
    const isOver = item.lifeCycleState === 'FINISHED';
    const isStopped = item.lifeCycleState === 'NOT_BUILT';
    const outcome = isOver
      ? item.deploymentState === 'SUCCESS'
        ? 'passed'
        : 'failed'
      : isStopped
        ? 'cancelled'
        : 'running';
    expect(runs.find(({ id }) => id === `deployment/${String(item.id)}`)).toMatchObject({
      pipeline: 'deploy-1146882',
      environment: '1146882',
      outcome,
      sourceOutcome: isOver ? item.deploymentState : item.lifeCycleState,
      queuedAt: item.queuedDate,
      startedAt: item.startedDate,
      finishedAt: outcome === 'running' ? null : item.finishedDate,
      upstream: [item.id === 1540117 ? 'TEST-PLA2-12' : 'TEST-PLA2-11'],
    });
  }
});

recorded('devlake-job-builds.by-url.json: builds known by their jobs only', async () => {
  const { runs, rejected } = await files(at('devlake-job-builds.by-url.json'));
  expect(rejected).toEqual([]);
  expect(runs.map((run) => [run.id, run.outcome, run.stages.map(({ name, jobs }) => [name, jobs.length])])).toEqual([
    ['TEST-PLA3-1', 'running', [['Default Stage', 6]]],
    ['TEST-PLA3-2', 'unknown', [['Default Stage', 1]]],
  ]);
  const both = await files(at('devlake-job-builds.by-url.json', 'devlake-plan-builds.by-url.json'));
  expect(both.runs).toHaveLength(18);
  expect(both.runs.find(({ id }) => id === 'TEST-PLA3-2')).toMatchObject({
    outcome: 'passed',
    stages: [{ name: 'Default Stage', outcome: 'passed', scheduledAt: time('2023-07-27T03:56:14.842Z') }],
  });
});

recorded('metrik-raw-deploy-results-1.json with its project and versions: names and builds', async () => {
  const names = ['results-1', 'project-summary', 'version-1', 'version-2'].map(
    (name) => `metrik-raw-deploy-${name}.json`,
  );
  for (const order of [names, [...names].reverse()]) {
    const { runs, rejected } = await files(at(...order));
    expect(rejected).toEqual([]);
    expect(runs.map((run) => [run.id, run.environment, run.outcome, run.upstream, run.actor])).toEqual([
      ['deployment/1998849', 'dev', 'failed', ['SEC-DEP-3'], 'devonzhang'],
      ['deployment/1998850', 'dev', 'passed', ['SEC-DEP-3'], 'devonzhang'],
      ['deployment/2228225', 'dev', 'passed', ['SEC-DEP-3'], 'devonzhang'],
    ]);
  }
  const alone = await files(at('metrik-raw-deploy-results-1.json'));
  expect(alone.runs.map((run) => [run.environment, run.upstream])).toEqual(alone.runs.map(() => ['1802241', []]));
});

recorded('details of single builds', async () => {
  const expected: Record<string, unknown[]> = {
    'hygieia-buildDetails_full.json': [
      'SOME-BUILD71-15',
      'SOME-BUILD',
      15,
      'push',
      'passed',
      'Successful',
      null,
      '2016-08-25T10:05:10.543Z',
      '2016-08-25T10:07:33.736Z',
    ],
    'metrik-raw-build-details-1.json': [
      'fake-plan-key-1',
      'fake-plan-key',
      1,
      'manual',
      'passed',
      'Successful',
      '2020-06-29T02:42:01.583Z',
      '2020-06-29T02:42:01.665Z',
      '2020-06-29T02:42:02.798Z',
    ],
    'metrik-raw-build-details-3.json': [
      'fake-plan-key-1',
      'fake-plan-key',
      1,
      'manual',
      'failed',
      'Failed',
      '2020-06-29T02:42:01.583Z',
      '2020-06-29T02:42:01.665Z',
      '2020-06-29T02:42:02.798Z',
    ],
    'metrik-raw-deploy-build-details-1.json': [
      'SEC-DEP-1',
      'SEC-DEP',
      1,
      'unknown',
      'passed',
      'Successful',
      '2021-09-13T02:32:08.509Z',
      '2021-09-13T02:32:08.842Z',
      '2021-09-13T02:32:10.662Z',
    ],
  };
  for (const [name, row] of Object.entries(expected)) {
    const { runs, rejected } = await files(at(name));
    expect([runs.map(rowOf), rejected]).toEqual([[row], []]);
  }
  const [full] = (await files(at('hygieia-buildDetails_full.json'))).runs;
  expect(full).toMatchObject({
    actor: 'faluda',
    revisions: [{ material: 'git:api', branch: 'release-2.3.0', revision: '4b499a1b50f9407a68e26382e4ea6c1b904388cd' }],
  });
  expect(full?.changes.map((change) => [change.revision.slice(0, 8), printMoment(change.committedAt)])).toEqual([
    ['4b499a1b', '2016-08-25T10:01:27Z'],
    ['dde5f6ce', '2016-08-25T09:34:36Z'],
    ['c3dd4c0d', '2016-08-25T06:17:04Z'],
  ]);
  const [staged] = (await files(at('metrik-raw-build-details-4.json'))).runs;
  expect(staged?.stages.map(({ name, outcome, approval }) => [name, outcome, approval])).toEqual([
    ['Stage 1', 'passed', 'auto'],
    ['Deploy to SIT', 'skipped', 'manual'],
    ['Deploy to Prod', 'skipped', 'manual'],
  ]);
});

recorded('short results give no moments: each is set aside, with the reply that would help', async () => {
  for (const [name, count] of [
    ['metrik-raw-build-summary-1.json', 1],
    ['metrik-raw-deploy-build-summary.json', 5],
  ] as const) {
    const { runs, rejected } = await files(at(name));
    expect([runs.length, rejected.length]).toEqual([0, count]);
    expect(rejected[0]?.reason).toContain('expand=stages.stage.results.result would help');
  }
});

recorded('names alone are set aside, a list of jobs is refused', async () => {
  for (const name of [
    'devlake-deploy-projects.by-url.json',
    'metrik-raw-deploy-project-summary.json',
    'metrik-raw-deploy-version-1.json',
  ]) {
    const { runs, rejected } = await files(at(name));
    expect(runs).toEqual([]);
    expect(rejected[0]?.reason).toContain('/deploy/environment/ID/results.json would help');
  }
  await expect(files(at('devlake-jobs.by-url.json'))).rejects.toMatchObject({ kind: 'wrong_kind' });
});

// 23 builds (3 more have no moment in any file), 17 deployments; a list of jobs is of no use.
recorded('the whole folder is one import', async () => {
  const { runs, rejected, failures } = await files([folder]);
  expect([
    runs.length,
    runs.filter((run) => run.environment !== null).length,
    rejected.length,
    failures.length,
  ]).toEqual([40, 17, 3, 1]);
});
