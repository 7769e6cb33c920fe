import { expect } from 'vitest';
import { parseInstant } from '../../domain/time/instant';
import { recordedReplies, rowOf } from '../testing/recorded';
import { importsOf } from '../testing/testImport';
import { bitbucket } from './source';

const { recorded, at, folder, json } = recordedReplies('bitbucket');
const { files } = importsOf(bitbucket);
const repository = 'RomanKyrnis/geekhub2019';

recorded('faros-pipelines-response.json: both wait for a person', async () => {
  const { runs, rejected, failures } = await files(at('faros-pipelines-response.json'));
  expect([rejected, failures]).toEqual([[], []]);
  expect(runs.map(rowOf)).toEqual([
    [
      '{00cf862d-c393-430f-be94-be99d971d293}',
      repository,
      1,
      'push',
      'running',
      'PAUSED',
      '2021-12-05T08:25:03.804Z',
      null,
      null,
    ],
    [
      '{27e63c0b-2997-43e1-ba1e-7c43a3b0d9ef}',
      repository,
      2,
      'manual',
      'running',
      'PAUSED',
      '2021-12-06T07:20:41.045Z',
      null,
      null,
    ],
  ]);
  expect(runs[0]).toMatchObject({
    actor: 'Рома Кирнос',
    revisions: [
      { material: 'git:geekhub2019', branch: 'master', revision: '7dfd0e39462a812a2540acce9e3dea92e898fc9a' },
    ],
  });
});

recorded('faros: pipelines and steps complete one another, in either order', async () => {
  const names = at('faros-pipelines-response.json', 'faros-pipelineSteps-response.json');
  const { runs } = await files(names);
  expect((await files([...names].reverse())).runs).toEqual(runs);
  expect(runs[0]?.startedAt).toBe(parseInstant('2021-12-05T08:25:14.541Z'));
  expect(
    runs[0]?.stages.map(({ name, outcome, sourceOutcome, approval }) => [name, outcome, sourceOutcome, approval]),
  ).toEqual([
    ['Build and Test', 'passed', 'SUCCESSFUL', 'auto'],
    ['Lint', 'passed', 'SUCCESSFUL', 'auto'],
    ['Security scan', 'passed', 'SUCCESSFUL', 'auto'],
    ['Deployment to Staging', 'passed', 'SUCCESSFUL', 'auto'],
    ['Deployment to Production', 'running', 'PENDING', 'manual'],
  ]);
});

recorded('faros-pipelineSteps-response.json alone is set aside: nothing says whose steps they are', async () => {
  const { runs, rejected } = await files(at('faros-pipelineSteps-response.json'));
  expect(runs).toEqual([]);
  expect(rejected.map(({ id, where }) => [id, where.split(':').at(-1)])).toEqual([
    ['{00cf862d-c393-430f-be94-be99d971d293}', '2'],
  ]);
  expect(rejected[0]?.reason).toContain('/pipelines/ would help');
});

recorded('faros-deployments-response.json: one deployment, and one that nobody started', async () => {
  const { runs, rejected } = await files(at('faros-deployments-response.json'));
  expect(rejected).toEqual([]);
  expect(runs.map(rowOf)).toEqual([
    [
      '{11fc2ac0-b33c-5d6d-8860-7c7a7d076e4a}',
      'deploy-Staging',
      1,
      'upstream',
      'passed',
      'SUCCESSFUL',
      null,
      '2021-12-05T08:25:33.037Z',
      '2021-12-05T08:25:38.867Z',
    ],
  ]);
  expect(runs[0]).toMatchObject({
    environment: 'Staging',
    upstream: ['{00cf862d-c393-430f-be94-be99d971d293}'],
    revisions: [{ material: 'git:geekhub2019', revision: '7dfd0e39462a812a2540acce9e3dea92e898fc9a' }],
  });
});

interface Item {
  uuid: string;
  state: { name: string; result?: { name?: string }; started_on?: string; completed_on?: string };
  created_on: string;
  completed_on?: string;
  pipeline: { uuid: string };
  environment: { name: string };
  target: { ref_name: string; commit: { hash: string } };
}
const itemsIn = (name: string) => Object.values(json(name) as Record<string, Item[]>).flat();
const words: Record<string, string> = {
  SUCCESSFUL: 'passed',
  PASSED: 'passed',
  FAILED: 'failed',
  ERROR: 'failed',
  STOPPED: 'cancelled',
  EXPIRED: 'cancelled',
  CANCELLED: 'cancelled',
  HALTED: 'running',
  PAUSED: 'running',
  RUNNING: 'running',
  PENDING: 'running',
  IN_PROGRESS: 'running',
};
const time = (text: string | undefined) => (text === undefined ? null : parseInstant(text));

recorded('devlake-pipelines.by-url.json, counted again from the file', async () => {
  const { runs, rejected } = await files(at('devlake-pipelines.by-url.json'));
  const items = itemsIn('devlake-pipelines.by-url.json');
  expect([items.length, runs.length, rejected.length]).toEqual([22, 22, 0]);
  for (const item of items) {
    const run = runs.find(({ id }) => id === item.uuid);
    const word = item.state.name === 'COMPLETED' ? item.state.result?.name : item.state.name;
    const outcome = words[word ?? ''] ?? 'unknown';
    expect(run).toMatchObject({
      pipeline: 'likyh/likyhphp',
      outcome,
      queuedAt: time(item.created_on),
      startedAt: null,
      finishedAt: outcome === 'running' ? null : time(item.completed_on),
      revisions: [{ material: 'git:likyhphp', branch: item.target.ref_name, revision: item.target.commit.hash }],
    });
  }
  expect(runs.filter((run) => run.outcome === 'unknown').map((run) => run.sourceOutcome)).toEqual(['COMPLETED']);
});

recorded(
  'devlake-deployments.by-url.json: those begun, each at its environment; how they ended was not asked for',
  async () => {
    const { runs, rejected } = await files(at('devlake-deployments.by-url.json'));
    const items = itemsIn('devlake-deployments.by-url.json');
    const begun = items.filter((item) => item.state.name !== 'UNDEPLOYED');
    expect([items.length, begun.length, runs.length, rejected.length]).toEqual([27, 23, 23, 0]);
    for (const { uuid, state, environment } of begun) {
      const outcome = words[state.name] ?? 'unknown';
      expect(runs.find(({ id }) => id === uuid)).toMatchObject({
        environment: environment.name,
        pipeline: `deploy-${environment.name}`,
        outcome,
        sourceOutcome: state.name,
        startedAt: time(state.started_on),
        finishedAt: outcome === 'running' ? null : time(state.completed_on),
      });
    }
  },
);

recorded('devlake-pipeline-steps.by-url.json completes pipelines and deployments', async () => {
  const names = ['devlake-pipelines', 'devlake-pipeline-steps', 'devlake-deployments'].map(
    (name) => `${name}.by-url.json`,
  );
  const { runs, rejected } = await files(at(...names));
  const steps = itemsIn('devlake-pipeline-steps.by-url.json');
  expect([steps.length, runs.length, rejected.length]).toEqual([35, 45, 0]);
  const stages = runs.reduce((sum, run) => sum + run.stages.length, 0);
  expect(stages).toBe(new Set(steps.map((step) => step.uuid)).size);
  expect(runs.find(({ id }) => id.startsWith('{d7bf8394'))).toMatchObject({ attempt: 2, outcome: 'passed' });
  // The list says "COMPLETED" of all three.
  const ended = (id: string) => runs.find((run) => run.id.startsWith(id))?.outcome;
  expect([ended('{33e112b0'), ended('{3014535b'), ended('{6b258aea')]).toEqual(['cancelled', 'failed', 'passed']);
});

recorded('the whole folder is one import', async () => {
  const { runs, rejected, failures } = await files([folder]);
  expect([runs.length, runs.filter((run) => run.environment !== null).length, rejected, failures]).toEqual([
    48,
    24,
    [],
    [],
  ]);
});
