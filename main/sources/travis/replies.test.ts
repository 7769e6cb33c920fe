import { expect, test } from 'vitest';
import { savedFiles } from '../testing/savedFiles';
import { importsOf } from '../testing/testImport';
import { parseBuild } from './replies';
import { travis } from './source';

const saved = savedFiles();
const { files } = importsOf(travis);
const build = {
  '@type': 'build',
  id: 5,
  number: '12',
  state: 'started',
  started_at: '2024-01-01T10:00:00Z',
  repository: { slug: 'acme/app' },
};

test.each([
  ['created', 'running'],
  ['errored', 'failed'],
  ['canceled', 'cancelled'],
  ['strange', 'unknown'],
])('%s is %s', (state, outcome) => {
  expect(parseBuild({ ...build, state })).toMatchObject({ outcome, sourceOutcome: state });
});

test('jobs and stages asked for apart complete a build, in any order', async () => {
  const job = (id: number, stage: string, state: string) => ({
    '@type': 'job',
    id,
    number: `12.${id}`,
    state,
    stage: { name: stage },
    build: { id: 5 },
    created_at: '2024-01-01T09:59:00Z',
  });
  const jobs = {
    '@type': 'jobs',
    jobs: [job(1, 'Test', 'passed'), job(2, 'Test', 'failed'), job(3, 'Ship', 'created')],
  };
  const stage = (name: string, state: string) => ({
    '@type': 'stage',
    name,
    state,
    started_at: '2024-01-01T10:00:00Z',
  });
  const stages = {
    '@type': 'stages',
    '@href': '/build/5/stages',
    stages: [stage('Test', 'failed'), stage('Ship', 'created')],
  };
  for (const replies of [
    [build, jobs, stages],
    [stages, jobs, build],
  ]) {
    const { runs, rejected } = await files(saved(...replies));
    expect(rejected).toEqual([]);
    expect(runs.map(({ id, pipeline, outcome }) => [id, pipeline, outcome])).toEqual([['5', 'acme/app', 'running']]);
    expect(
      runs[0]?.stages.map(({ name, outcome, jobs: own }) => [name, outcome, own.map((each) => each.name)]),
    ).toEqual([
      ['Test', 'failed', ['job 1', 'job 2']],
      ['Ship', 'running', ['job 3']],
    ]);
  }
});

test('a list of v2 has its commits beside it', async () => {
  const reply = {
    builds: [
      {
        id: 1,
        commit_id: 7,
        number: '1',
        event_type: 'push',
        state: 'passed',
        started_at: '2024-01-01T10:00:00Z',
        repository_id: 3,
      },
    ],
    commits: [{ id: 7, sha: 'ab1', branch: 'main', author_name: 'Ada', committed_at: '2024-01-01T09:00:00Z' }],
  };
  expect((await files(saved(reply))).runs[0]?.revisions).toMatchObject([
    { branch: 'main', revision: 'ab1', author: 'Ada', committedAt: Date.UTC(2024, 0, 1, 9) },
  ]);
});

test('what says nothing of builds is refused', async () => {
  await expect(files(saved({ '@type': 'repository', id: 1, slug: 'acme/app' }))).rejects.toMatchObject({
    kind: 'wrong_kind',
    message: expect.stringMatching(/description of a repository.*builds\?include/) as string,
  });
});
