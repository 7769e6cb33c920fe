import { expect, test } from 'vitest';
import { savedFiles } from '../testing/savedFiles';
import { importsOf } from '../testing/testImport';
import { parseBuild } from './replies';
import { buildkite } from './source';

const saved = savedFiles();
const build = { id: 'a-1', number: 1, state: 'passed', created_at: '2024-01-01T10:00:00Z', pipeline: { slug: 'app' } };

test.each([
  ['passed', 'passed'],
  ['FAILED', 'failed'],
  ['failing', 'running'],
  ['blocked', 'running'],
  ['canceling', 'cancelled'],
  ['not_run', 'skipped'],
  ['never heard of', 'unknown'],
])('a build that is %s is %s; the word of the server is kept', (state, outcome) => {
  expect(parseBuild({ ...build, state })).toMatchObject({ outcome, sourceOutcome: state });
});

test('a moment that is none stays unknown', () => {
  const odd = {
    ...build,
    created_at: '2024-02-30T10:00:00Z',
    started_at: '0001-01-01T00:00:00Z',
    finished_at: '2024-01-01',
  };
  expect(parseBuild(odd)).toMatchObject({ queuedAt: null, startedAt: null, finishedAt: null });
});

test('jobs after a block step were let pass by somebody, up to the next wait step', () => {
  const jobs = [
    { type: 'script', name: 'test', state: 'passed' },
    { type: 'manual', label: 'Ship it?', state: 'unblocked' },
    { type: 'script', name: 'deploy', state: 'passed', soft_failed: true },
    { type: 'waiter' },
    { type: 'script', name: 'check', state: 'broken' },
  ];
  expect(parseBuild({ ...build, jobs }).stages.map(({ name, approval, outcome }) => [name, approval, outcome])).toEqual(
    [
      ['test', null, 'passed'],
      ['deploy', 'manual', 'passed'],
      ['check', null, 'skipped'],
    ],
  );
});

test('jobs of one name beside each other are one stage', () => {
  const job = (index: number, state: string) => ({
    id: `j${index}`,
    type: 'script',
    name: 'spec',
    state,
    started_at: `2024-01-01T10:0${index}:00Z`,
    finished_at: `2024-01-01T10:1${index}:00Z`,
  });
  const [stage, ...more] = parseBuild({ ...build, jobs: [job(1, 'passed'), job(2, 'failed')] }).stages;
  expect(more).toEqual([]);
  expect(stage).toMatchObject({
    name: 'spec',
    outcome: 'failed',
    startedAt: Date.UTC(2024, 0, 1, 10, 1),
    finishedAt: Date.UTC(2024, 0, 1, 10, 12),
    jobs: [{ outcome: 'passed' }, { outcome: 'failed' }],
  });
});

test('builds deep in a reply of GraphQL, one of them started by the other', async () => {
  const jobs = { edges: [{ node: { __typename: 'JobTypeTrigger', label: 'deploy', triggered: { uuid: 'b-2' } } }] };
  const inner = [
    {
      node: {
        uuid: 'a-1',
        number: 1,
        state: 'PASSED',
        createdAt: '2024-01-01T10:00:00Z',
        pipeline: { slug: 'app' },
        jobs,
      },
    },
    {
      node: {
        uuid: 'b-2',
        number: 9,
        state: 'RUNNING',
        createdAt: '2024-01-01T11:00:00Z',
        pipeline: { slug: 'deploy' },
      },
    },
  ];
  const { runs } = await importsOf(buildkite).files(saved({ data: { viewer: { builds: { edges: inner } } } }));
  expect(runs.map((run) => [run.id, run.pipeline, run.outcome, run.upstream])).toEqual([
    ['a-1', 'app', 'passed', []],
    ['b-2', 'deploy', 'running', ['a-1']],
  ]);
});

test('what cannot be used is set aside with its line, or refused', async () => {
  const { files } = importsOf(buildkite);
  const found = await files(saved([build, { ...build, id: 7 }, { ...build, id: 'a-3', created_at: null }]));
  expect(found.runs.map((run) => run.id)).toEqual(['a-1']);
  expect(found.rejected.map(({ where, id }) => [where.split(':').at(-1), id])).toEqual([
    ['11', null],
    ['20', 'a-3'],
  ]);
  await expect(files(saved('{"cut'))).rejects.toMatchObject({ kind: 'unreadable' });
  await expect(files(saved('<html>Sign in</html>'))).rejects.toMatchObject({ kind: 'sign_in_page' });
});

test('the same build in several replies: what is over counts, in any order', async () => {
  const earlier = { ...build, state: 'running', jobs: [{ id: 'j', type: 'script', name: 'test', state: 'running' }] };
  for (const replies of [
    [earlier, build],
    [build, earlier],
  ]) {
    const { runs } = await importsOf(buildkite).files(saved(...replies));
    expect(runs.map((run) => [run.id, run.outcome])).toEqual([['a-1', 'passed']]);
  }
});
