import { expect } from 'vitest';
import { recordedReplies, rowOf } from '../testing/recorded';
import { importsOf } from '../testing/testImport';
import { buildkite } from './source';

const { recorded, at, folder } = recordedReplies('buildkite');
const { files } = importsOf(buildkite);

const rows: Record<string, (string | number | null)[][]> = {
  'faros-graphql-builds.json': [
    [
      'ee00ecd6-8d97-426d-9f0f-1a618b8f5023',
      'kelvin-test',
      1,
      'unknown',
      'running',
      'SCHEDULED',
      '2021-12-20T03:28:25.066Z',
      null,
      null,
    ],
    [
      '4c55126e-0f8e-4d48-9ce2-7071fecb70cd',
      'kelvin-test',
      2,
      'unknown',
      'running',
      'SCHEDULED',
      '2021-12-20T03:37:40.894Z',
      null,
      null,
    ],
  ],
  'roadie-build.json': [
    [
      'f15bedfb-4a8f-4f16-964c-3d10ca717891',
      'example-pipeline',
      137,
      'push',
      'running',
      'scheduled',
      '2020-11-29T23:12:02.294Z',
      null,
      null,
    ],
  ],
  'roadie-builds.json': [
    [
      '31d1084b-4dc4-4e3a-99ee-94573c48c55a',
      'test-pipe',
      8,
      'push',
      'running',
      'scheduled',
      '2021-04-12T07:41:47.990Z',
      null,
      null,
    ],
  ],
};

recorded.each(Object.entries(rows))('%s', async (file, expected) => {
  const { runs, rejected, failures } = await files(at(file));
  expect([rejected, failures]).toEqual([[], []]);
  expect(runs.map(rowOf)).toEqual(expected);
});

recorded('jobs are the stages, without the wait steps between them', async () => {
  const { runs } = await files(at('roadie-build.json'));
  expect(runs[0]?.stages.map((stage) => [stage.name, stage.outcome, stage.startedAt])).toEqual([
    ['Install Yarn', 'running', null],
    ['Install Service', 'running', null],
    ['yarn run env', 'running', null],
  ]);
  expect(runs[0]).toMatchObject({
    actor: 'Mateusz Lewtak',
    url: 'https://buildkite.com/rbnetwork/example-pipeline/builds/137',
    revisions: [
      { material: 'git:example-pipeline', branch: 'main', revision: 'f7b53e9b86631bb3e97727196035e495778ee9db' },
    ],
  });
});

recorded.each([
  ['faros-graphql-organizations.json', 'the list of organizations'],
  ['faros-graphql-pipelines.json', 'the list of pipelines'],
  ['heartbeat-pipeline-info.json', 'the list of pipelines'],
])('%s is refused, with the reply that would help', async (file, what) => {
  await expect(files(at(file))).rejects.toMatchObject({
    kind: 'wrong_kind',
    message: expect.stringMatching(new RegExp(`is ${what}, .*/pipelines/SLUG/builds would help`)) as string,
  });
});

recorded('the whole folder is one import: 4 builds, 3 files of no use', async () => {
  const { runs, rejected, failures } = await files([folder]);
  expect([runs.length, rejected.length, failures.length]).toEqual([4, 0, 3]);
});
