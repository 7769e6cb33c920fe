import { expect } from 'vitest';
import { recordedReplies, rowOf } from '../testing/recorded';
import { importsOf } from '../testing/testImport';
import { azure } from './source';

const { folder, recorded, at, json } = recordedReplies('azuredevops');
const { files } = importsOf(azure);

recorded('builds', async () => {
  const { runs, rejected } = await files(at('devlake-builds.by-url.json'));
  const queued = '2023-02-25T06:22:21.223Z';
  const began = '2023-02-25T06:22:32.809Z';
  const ended = '2023-02-25T06:23:04.006Z';
  expect(rejected).toEqual([]);
  expect(runs.map(rowOf)).toEqual([
    ['12', 'deploy_to_prod', null, 'manual', 'passed', 'succeeded', queued, began, ended],
    ['13', 'deploy_to_prod', null, 'manual', 'passed', 'succeeded', queued, began, ended],
    ['14', 'label_regex_test', null, 'manual', 'passed', 'succeeded', queued, began, ended],
    ['15', 'label_regex_test_pro', null, 'manual', 'passed', 'succeeded', queued, began, ended],
    ['16', 'label_regex_test_pro', null, 'manual', 'running', 'inProgress', queued, began, null],
    ['17', 'label_regex_test_pro', null, 'manual', 'running', 'notStarted', queued, null, null],
    [
      ...['18', 'label_regex_test_pro', null, 'manual', 'cancelled', 'canceled', queued],
      ...['2023-02-25T06:22:25.223Z', '2023-02-25T06:22:30.223Z'],
    ],
  ]);
  expect(runs[0]).toMatchObject({
    actor: 'JohnDoe',
    revisions: [{ material: 'git:test-repo', branch: 'main', revision: '40c59264e73fc5e1a6cab192f1622d26b7bd5c2a' }],
    more: { buildNumber: 'azure-job' },
  });
});

recorded('builds with their jobs, statuses as numbers', async () => {
  const { runs } = await files(at('faros-builds.json'));
  expect(runs.map(rowOf)).toEqual([
    [
      ...['17', 'coonglinh.medee_dms', null, 'manual', 'failed', 'failed', '2022-02-10T06:20:34.448Z'],
      ...['2022-02-10T06:20:38.522Z', '2022-02-10T06:20:38.522Z'],
    ],
    [
      ...['21', 'coonglinh.medee_dms', null, 'manual', 'failed', 'failed', '2022-02-11T14:53:02.055Z'],
      ...['2022-02-11T14:53:07.674Z', '2022-02-11T14:53:07.674Z'],
    ],
    [
      ...['24', 'coonglinh.medee_dms', null, 'manual', 'failed', 'failed', '2022-02-14T02:35:32.519Z'],
      ...['2022-02-14T02:35:38.776Z', '2022-02-14T02:35:38.776Z'],
    ],
  ]);
  expect(runs.map((run) => run.stages.map(({ name, outcome, startedAt }) => [name, outcome, startedAt]))).toEqual([
    [['Job', 'failed', null]],
    [
      ['A', 'failed', null],
      ['B', 'failed', null],
    ],
    [
      ['A', 'failed', null],
      ['B', 'failed', null],
    ],
  ]);
});

recorded('runs of pipelines are builds told by another part of the API', async () => {
  const alone = await files(at('faros-runs.json'));
  expect(alone.runs.map((run) => [run.id, run.outcome, run.sourceOutcome, run.startedAt])).toEqual([
    ['17', 'failed', 'failed', null],
    ['21', 'failed', 'failed', null],
    ['24', 'passed', 'succeeded', null],
  ]);
  const names = at('faros-builds.json', 'faros-runs.json');
  const both = await files(names);
  expect((await files([...names].reverse())).runs).toEqual(both.runs);
  expect(both.runs.map((run) => [run.id, run.stages.length, run.startedAt === null])).toEqual([
    ['17', 1, false],
    ['21', 2, false],
    ['24', 2, false],
  ]);
});

recorded('a timeline completes its build, and alone names the reply that would help', async () => {
  const names = at('devlake-timeline-records.by-url.json', 'devlake-builds.by-url.json');
  const { runs, rejected } = await files(names);
  expect([runs.length, rejected]).toEqual([7, []]);
  expect(runs.find((run) => run.id === '12')?.stages).toMatchObject([
    {
      name: 'deploy production',
      outcome: 'passed',
      sourceOutcome: 'succeeded',
      startedAt: Date.parse('2023-02-25T06:22:36.806Z'),
      finishedAt: Date.parse('2023-02-25T06:22:43.233Z'),
      agent: 'HostedAgent',
    },
  ]);
  const alone = await files(at('devlake-timeline-records.by-url.json'));
  expect(alone.runs).toEqual([]);
  expect(alone.rejected.map((each) => each.reason)).toEqual([expect.stringContaining('/_apis/build/builds/12')]);
});

interface Deployment {
  id: number;
  attempt: number;
  deploymentStatus: string;
  operationStatus: string;
  queuedOn: string;
  startedOn: string;
  releaseDefinition: { name: string };
  releaseEnvironment: { name: string };
  release: { id: number; artifacts: { type: string; definitionReference: { version: { id: string } } }[] };
}

recorded('deployments, counted again from the file', async () => {
  const { runs, rejected } = await files(at('msdocs-release-deployments.json'));
  const reply = json('msdocs-release-deployments.json') as {
    responses: { 200: { body: { value: Deployment[] } } };
  };
  const items = reply.responses[200].body.value;
  const moment = (text: string) => (text.startsWith('0001') ? null : Date.parse(text));
  const expected = items.map((item) => ({
    id: `deployment/${item.id}`,
    pipeline: item.releaseDefinition.name,
    environment: item.releaseEnvironment.name,
    attempt: item.attempt,
    outcome: item.deploymentStatus === 'succeeded' ? 'passed' : 'failed',
    sourceOutcome: item.deploymentStatus === 'succeeded' ? 'succeeded' : item.operationStatus,
    queuedAt: moment(item.queuedOn),
    startedAt: moment(item.startedOn),
    finishedAt: null,
    upstream: item.release.artifacts
      .filter(({ type }) => type === 'Build')
      .map(({ definitionReference }) => definitionReference.version.id),
  }));
  const byId = (a: { id: string }, b: { id: string }) => (a.id < b.id ? -1 : 1);
  expect([runs.length, rejected]).toEqual([17, []]);
  expect([...runs].sort(byId)).toMatchObject(expected.sort(byId));
  const count = (environment: string) => runs.filter((run) => run.environment === environment).length;
  expect(['Dev', 'QA', 'PPE', 'PROD'].map(count)).toEqual([4, 4, 4, 5]);
  expect(runs.at(-1)).toMatchObject({ id: 'deployment/79', actor: 'Chuck Reinhart', more: { approval: 'manual' } });
});

recorded.each([
  ['faros-pipelines.json', 'the list of pipelines', '/_apis/build/builds'],
  ['faros-releases.json', 'a release, without', '/_apis/release/deployments'],
  ['msdocs-releases-of-definition.json', 'a release, without', '/_apis/release/deployments'],
  ['msdocs-release-definitions-environments.json', 'the definition of a release', '/_apis/release/deployments'],
])('%s is refused with the reply that would help', async (file, what, help) => {
  const refused = files(at(file));
  await expect(refused).rejects.toMatchObject({ kind: 'wrong_kind' });
  await expect(refused).rejects.toThrow(what);
  await expect(refused).rejects.toThrow(help);
});

recorded('the whole folder is one import', async () => {
  const { runs, rejected, failures } = await files([folder]);
  // 7 builds of one list, 24, 21 and 17 of two: 17 is in both lists, of different servers; 17 deployments.
  expect([runs.length, rejected.length, failures.length]).toEqual([26, 0, 4]);
});
