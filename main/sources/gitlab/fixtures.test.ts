import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { parseInstant } from '../../domain/time/instant';
import { importsOf } from '../testing/testImport';
import { gitlab } from './source';

const folder = path.resolve(import.meta.dirname, '../../../../shared/fixtures/gitlab');
const recorded = test.skipIf(!existsSync(folder));
if (!existsSync(folder)) console.warn(`No recorded replies of GitLab at ${folder}: their tests are skipped.`);

const { files } = importsOf(gitlab);
const at = (...names: string[]) => names.map((name) => path.join(folder, name));
const time = (text: string | null) => (text === null ? null : parseInstant(text));

type Row = [
  id: string,
  pipeline: string,
  outcome: string,
  word: string,
  queued: string | null,
  started: string | null,
  finished: string | null,
  environment?: string,
];
const few: [file: string, rows: Row[]][] = [
  [
    'faros-pipelines.json',
    [
      [
        '301',
        'test-group/test-project',
        'passed',
        'success',
        '2023-01-15T10:25:00Z',
        '2023-01-15T10:26:00Z',
        '2023-01-15T10:45:00Z',
      ],
    ],
  ],
  [
    'faros-jobs.json',
    [['301', 'test-group/test-project', 'passed', 'success', null, '2023-01-15T10:26:00Z', '2023-01-15T10:30:00Z']],
  ],
  [
    'gitlab4j-pipeline.json',
    [['46', 'foo/bar', 'passed', 'success', '2016-08-11T11:28:34.085Z', null, '2016-08-11T11:32:35.145Z']],
  ],
  ['gitlab4j-job.json', [['6', 'foo/bar', 'running', 'pending', null, '2015-12-24T17:54:27.722Z', null]]],
  [
    'gitlab4j-bridge.json',
    [
      ['5', 'diaspora/diaspora-client', 'running', 'pending', '2012-09-20T06:06:12Z', null, null],
      ['6', 'foo/bar', 'running', 'pending', '2012-09-20T06:06:12Z', '2015-12-24T17:54:27.722Z', null],
    ],
  ],
  [
    'gitlab4j-pipeline-event.json',
    [
      [
        '31',
        'gitlab-org/gitlab-test',
        'passed',
        'success',
        '2016-08-12T15:23:28Z',
        '2016-08-12T15:24:56Z',
        '2016-08-12T15:26:29Z',
      ],
    ],
  ],
  [
    'gitlab4j-deployment.json',
    [
      [
        'deployment/42',
        'deploy-production',
        'passed',
        'success',
        '2016-08-11T11:32:35.444Z',
        null,
        '2016-08-11T11:32:35.145Z',
        'production',
      ],
    ],
  ],
  [
    'gitlab4j-deployment-event.json',
    [['deployment/15', 'deploy-staging', 'passed', 'success', null, null, '2021-04-28T19:50:00Z', 'staging']],
  ],
  [
    'gitlab4j-environment.json',
    [
      [
        'deployment/100',
        'deploy-review/fix-foo',
        'passed',
        'success',
        '2019-03-25T18:55:13.252Z',
        '2019-03-25T12:54:50.082Z',
        '2019-03-25T18:55:13.216Z',
        'review/fix-foo',
      ],
    ],
  ],
  [
    'faros-deployments.json',
    [
      ['101', 'production', 'passed', 'success', '2023-01-15T10:30:00Z', '2023-01-15T10:45:00Z'],
      ['102', 'staging', 'failed', 'failed', '2023-01-16T14:20:00Z', '2023-01-16T14:25:00Z'],
      ['103', 'development', 'running', 'running', '2023-01-17T09:15:00Z', null],
    ].map(([id, environment, outcome, word, start, end]): Row => [
      `deployment/${id}`,
      `deploy-${environment}`,
      outcome ?? '',
      word ?? '',
      start ?? null,
      start ?? null,
      end ?? null,
      environment ?? '',
    ]),
  ],
  [
    'devlake-deployments.by-url.json',
    [
      [
        'deployment/13426753',
        'deploy-staging',
        'passed',
        'success',
        '2019-03-13T14:14:24.109Z',
        '2019-03-13T14:17:33.559Z',
        '2019-03-13T14:17:47.640Z',
        'staging',
      ],
      [
        'deployment/13432654',
        'deploy-staging',
        'unknown',
        'completed',
        '2019-03-13T14:53:48.148Z',
        '2019-03-13T14:57:46.441Z',
        '2019-03-13T14:57:58.845Z',
        'staging',
      ],
      ['deployment/13432768', 'deploy-staging', 'failed', 'failed', '2019-03-13T14:55:21.182Z', null, null, 'staging'],
      [
        'deployment/13436532',
        'deploy-production',
        'cancelled',
        'canceled',
        '2019-03-13T15:21:00.302Z',
        '2019-03-13T15:21:07.335Z',
        '2019-03-13T15:21:27.825Z',
        'production',
      ],
      [
        'deployment/13436763',
        'deploy-production',
        'running',
        'created',
        '2019-03-13T15:23:35.859Z',
        '2019-03-13T15:23:40.064Z',
        null,
        'production',
      ],
      [
        'deployment/13436778',
        'deploy-staging',
        'running',
        'running',
        '2019-03-13T15:23:52.979Z',
        null,
        null,
        'staging',
      ],
      [
        'deployment/13436915',
        'deploy-staging',
        'unknown',
        'undeployed',
        '2019-03-13T15:25:15.583Z',
        null,
        '2019-03-13T15:28:32.934Z',
        'staging',
      ],
      [
        'deployment/13436986',
        'deploy-production',
        'running',
        'blocked',
        '2019-03-13T15:25:46.042Z',
        '2019-03-13T15:26:19.170Z',
        null,
        'production',
      ],
    ],
  ],
];
recorded.each(few)('%s', async (file, rows) => {
  const { runs, rejected, failures } = await files(at(file));
  expect([rejected, failures]).toEqual([[], []]);
  expect(
    runs.map((run) => [
      run.id,
      run.pipeline,
      run.outcome,
      run.sourceOutcome,
      run.queuedAt,
      run.startedAt,
      run.finishedAt,
      ...(run.environment === null ? [] : [run.environment]),
    ]),
  ).toEqual(
    rows.map(([id, pipeline, outcome, word, queued, started, finished, ...environment]) => [
      id,
      pipeline,
      outcome,
      word,
      time(queued),
      time(started),
      time(finished),
      ...environment,
    ]),
  );
});

recorded('a deployment names its pipeline, its commit and who made it', async () => {
  const { runs, commits } = await files(at('devlake-deployments.by-url.json'));
  expect(runs[0]).toMatchObject({
    number: 1,
    trigger: 'upstream',
    actor: 'hackwaly',
    upstream: ['51653436'],
    url: 'https://gitlab.com/merico-dev/ee/vdev.co/-/jobs/176919795',
  });
  expect(runs[0]?.revisions).toMatchObject([
    {
      material: 'git:vdev.co',
      branch: 'master',
      revision: 'add237f6852e6108ee8e0246780a54ce909c6087',
      committedAt: time('2019-03-13T14:14:23Z'),
      author: '文宇祥',
    },
  ]);
  expect(commits.find((each) => each.revision.startsWith('add237'))?.parents).toEqual([
    '3ad303fb1202c3908ca7345d115caf1ddce5e787',
    '3d70bb99d0f49d2c61e699119466f2d8bad599c9',
  ]);
});

recorded('a bridge: the pipeline it started names the one it was started by', async () => {
  const { runs } = await files(at('gitlab4j-bridge.json'));
  expect(runs.map((run) => [run.id, run.upstream, run.stages.map(({ name, jobs }) => [name, jobs.length])])).toEqual([
    ['5', ['6'], []],
    ['6', [], [['test', 1]]],
  ]);
});

recorded('an event: stages in the order they were made, with the jobs in them', async () => {
  const { runs } = await files(at('gitlab4j-pipeline-event.json'));
  expect(runs[0]).toMatchObject({ number: 1, trigger: 'pull_request', actor: 'root' });
  expect(
    runs[0]?.stages.map(({ name, outcome, approval, jobs }) => [name, outcome, approval, jobs.map((job) => job.name)]),
  ).toEqual([
    ['build', 'passed', null, ['build-image']],
    ['test', 'failed', null, ['test-image', 'test-build']],
    ['deploy', 'running', 'manual', ['staging', 'production']],
  ]);
  expect(runs[0]?.stages[1]?.jobs[0]?.agent).toBe('linux, docker, shared-runner');
});

recorded('devlake-pipelines.by-url.json, counted again from the file', async () => {
  const { runs } = await files(at('devlake-pipelines.by-url.json'));
  const items = itemsIn('devlake-pipelines.by-url.json');
  expect(items).toHaveLength(29);
  const outcomes: Record<string, string> = {
    success: 'passed',
    failed: 'failed',
    canceled: 'cancelled',
    skipped: 'skipped',
  };
  const triggers: Record<string, string> = { push: 'push', merge_request_event: 'pull_request', web: 'manual' };
  const expected = items.map((item) => ({
    id: String(item.id),
    pipeline: 'merico-dev/ee/charts',
    number: item.iid,
    attempt: 1,
    outcome: outcomes[item.status] ?? 'running',
    sourceOutcome: item.status,
    trigger: triggers[item.source ?? ''] ?? 'unknown',
    queuedAt: time(item.created_at),
    startedAt: null,
    finishedAt: null,
    url: item.web_url,
    stages: [],
  }));
  expect(runs).toMatchObject(expected.sort((a, b) => (a.queuedAt ?? 0) - (b.queuedAt ?? 0)));
  expect(runs).toHaveLength(29);
});

recorded('devlake-jobs.by-url.json, counted again from the file', async () => {
  const { runs } = await files(at('devlake-jobs.by-url.json'));
  const items = itemsIn('devlake-jobs.by-url.json');
  const pipelines = new Map(items.map((item) => [item.pipeline.id, item.pipeline]));
  expect([items.length, pipelines.size, runs.length]).toEqual([75, 58, 58]);
  expect(runs.map((run) => run.id).sort()).toEqual([...pipelines.keys()].map(String).sort());
  for (const run of runs) {
    const own = items.filter((item) => String(item.pipeline.id) === run.id);
    const retries = new Map<string, number>();
    for (const { stage, name } of own) retries.set(`${stage} ${name}`, (retries.get(`${stage} ${name}`) ?? 0) + 1);
    const starts = own.map((item) => time(item.started_at)).filter((each) => each !== null);
    expect(run.attempt).toBe(Math.max(...retries.values()));
    expect(run.stages.flatMap((stage) => stage.jobs)).toHaveLength(own.length);
    expect(run.startedAt).toBe(starts.length > 0 ? Math.min(...starts) : null);
    expect(run.queuedAt).toBe(time(pipelines.get(Number(run.id))?.created_at ?? null));
  }
  expect(runs.find((run) => run.id === '18')).toMatchObject({
    outcome: 'failed',
    attempt: 3,
    stages: [
      { name: 'test', attempt: 1, outcome: 'cancelled' },
      { name: 'test', attempt: 2, outcome: 'failed' },
      { name: 'test', attempt: 3, outcome: 'failed' },
    ],
  });
});

recorded('pipelines, jobs and deployments complete one another, in either order', async () => {
  const names = at('faros-deployments.json', 'faros-jobs.json', 'faros-pipelines.json');
  const there = await files(names);
  expect((await files([...names].reverse())).runs).toEqual(there.runs);
  expect(there.runs.map((run) => [run.id, run.upstream, run.stages.length])).toEqual([
    ['301', [], 1],
    ['deployment/101', ['301'], 0],
    ['deployment/102', ['302'], 0],
    ['deployment/103', ['303'], 0],
  ]);
  expect(there.runs[0]).toMatchObject({ trigger: 'push', finishedAt: time('2023-01-15T10:45:00Z') });
});

recorded('the whole folder is one import', async () => {
  const { runs, commits, rejected, failures } = await files([folder]);
  // 29 + 58 pipelines (31 and 46 among them, of another server), 301, and 5 and 6 of the bridge; 8 + 3 + 1 + 1 + 1 deployments.
  expect([runs.length, rejected, failures]).toEqual([104, [], []]);
  expect(new Set(runs.map((run) => run.id)).size).toBe(104);
  expect(commits.length).toBeGreaterThan(20);
});

interface Item {
  id: number;
  iid: number;
  status: string;
  source?: string;
  stage: string;
  name: string;
  created_at: string;
  started_at: string | null;
  web_url: string;
  pipeline: { id: number; created_at: string };
}

function itemsIn(file: string): Item[] {
  const json = JSON.parse(readFileSync(path.join(folder, file), 'utf8')) as Record<string, Item[]>;
  return Object.values(json).flat();
}
