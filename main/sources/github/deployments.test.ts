import { afterEach, expect, test } from 'vitest';
import { closeServers, githubServer, hour, minute, runsUpTo, start0, type TestDeployment } from './testGithub';
import { importServer, knownAfter } from './testImport';

afterEach(closeServers);

function deployment(id: number, sha: string, states: string[], more: Partial<TestDeployment> = {}): TestDeployment {
  return { id, at: start0 + id * hour, environment: 'production', sha, states, ...more };
}

const passed = ['success', 'in_progress', 'queued'];

test('a deployment is a run at its environment, from the workflow run its status links to', async () => {
  const deployments = [deployment(7, 'c3', passed, { runId: 2 })];
  const server = await githubServer({ runs: runsUpTo(2), deployments });
  const { runs, commits } = await importServer(server.origin);
  expect(runs.find((run) => run.environment !== null)).toEqual({
    record: 'run',
    source: '',
    id: 'deployment/7',
    pipeline: 'deploy-production',
    number: null,
    attempt: 1,
    url: 'https://example.com/o/app/actions/runs/2/job/1',
    trigger: 'upstream',
    actor: 'ada',
    outcome: 'passed',
    sourceOutcome: 'success',
    queuedAt: start0 + 7 * hour,
    startedAt: start0 + 7 * hour + 2 * minute,
    finishedAt: start0 + 7 * hour + 3 * minute,
    revisions: [
      {
        material: 'git:app',
        branch: 'main',
        revision: 'c3',
        committedAt: start0 + 3 * minute,
        author: 'Ada',
        message: 'm3',
      },
    ],
    changes: [],
    upstream: ['2'],
    environment: 'production',
    marks: [],
    stages: [],
    more: { task: 'deploy' },
  });
  expect(commits.map((commit) => [commit.material, commit.revision, commit.parents])).toEqual([
    ['git:app', 'c3', ['c2']],
  ]);
});

const outcomes: [states: string[], outcome: string, word: string | null, finished: boolean][] = [
  [['success', 'pending'], 'passed', 'success', true],
  [['inactive', 'success', 'in_progress'], 'passed', 'success', true],
  [['failure', 'in_progress'], 'failed', 'failure', true],
  [['inactive', 'error', 'queued'], 'failed', 'error', true],
  [['in_progress', 'queued'], 'running', 'in_progress', false],
  [['waiting'], 'running', 'waiting', false],
  [['inactive', 'in_progress'], 'unknown', 'inactive', false],
  [['inactive'], 'passed', 'inactive', false],
  [['somersault'], 'unknown', 'somersault', true],
  [[], 'unknown', null, false],
];
test.each(outcomes)('statuses %j are %s', async (states, outcome, word, finished) => {
  const server = await githubServer({ runs: [], deployments: [deployment(1, 'c1', states)] });
  const { runs } = await importServer(server.origin);
  expect(runs.map((run) => [run.outcome, run.sourceOutcome, run.finishedAt !== null])).toEqual([
    [outcome, word, finished],
  ]);
});

test('changes are the commits since what was in place at the same environment, newest first', async () => {
  const deployments = [
    deployment(1, 'c10', passed),
    deployment(2, 'c4', passed, { environment: 'staging' }),
    deployment(3, 'c12', ['failure']),
    deployment(4, 'c13', passed),
    deployment(5, 'c13', passed),
    deployment(6, 'c11', passed),
    deployment(7, 'c400', passed, { environment: 'staging' }),
  ];
  const server = await githubServer({ runs: [], deployments });
  const { runs, commits } = await importServer(server.origin);
  const changes = runs.map((run) => [run.id, run.changes.map((each) => each.revision)] as const);
  expect(changes.slice(0, 6)).toEqual([
    ['deployment/1', []],
    ['deployment/2', []],
    ['deployment/3', ['c12', 'c11']],
    ['deployment/4', ['c13', 'c12', 'c11']],
    ['deployment/5', []],
    ['deployment/6', []],
  ]);
  expect(changes[6]?.[1]).toEqual(Array.from({ length: 396 }, (_, index) => `c${400 - index}`));
  expect(runs[3]?.changes[0]).toEqual({
    material: 'git:app',
    branch: 'main',
    revision: 'c13',
    committedAt: start0 + 13 * minute,
    author: 'Ada',
    message: 'm13',
  });
  expect(new Set(commits.map((commit) => commit.revision)).size).toBe(397);
});

test('a second import asks for what is new or had not finished, and compares it with what was there', async () => {
  const deployments = Array.from({ length: 250 }, (_, index) => deployment(index + 1, `c${index + 1}`, passed));
  deployments[248]!.states = ['in_progress'];
  deployments[4]!.states = ['waiting'];
  const server = await githubServer({ runs: [], deployments });
  const first = await importServer(server.origin);
  expect(first.runs.map((run) => run.id)).toEqual(deployments.map(({ id }) => `deployment/${id}`));
  server.asked.length = 0;
  const same = await importServer(server.origin, {}, { known: knownAfter(first) });
  expect(same.runs).toEqual([first.runs[4], first.runs[248]]);
  expect(server.asked.filter((path) => path.includes('/statuses'))).toHaveLength(2);
  deployments[248]!.states = ['failure', 'in_progress'];
  deployments[4]!.states = ['success', 'waiting'];
  deployments.push(deployment(251, 'c253', passed));
  const second = await importServer(server.origin, {}, { known: knownAfter(first, same) });
  expect(second.runs.map((run) => [run.id, run.outcome, run.changes.map((each) => each.revision)])).toEqual([
    ['deployment/5', 'passed', first.runs[4]!.changes.map((each) => each.revision)],
    ['deployment/249', 'failed', ['c249']],
    ['deployment/251', 'passed', ['c253', 'c252', 'c251']],
  ]);
}, 60_000);

test('deployments that may not be read are a part that failed; the runs are there', async () => {
  const server = await githubServer({
    runs: runsUpTo(3),
    instead: (path, _, response) => {
      if (!path.includes('/deployments')) return false;
      response.writeHead(403, { 'content-type': 'application/json' }).end('{}');
      return true;
    },
  });
  const { runs, failures } = await importServer(server.origin);
  expect(runs).toHaveLength(3);
  expect(failures.map((each) => [each.kind, each.sentence.startsWith('The deployments of o/app')])).toEqual([
    ['no_permission', true],
  ]);
});

test('since and until choose deployments by their creation; the payload is not kept', async () => {
  const deployments = [1, 2, 3, 4].map((id) => deployment(id, `c${id}`, passed));
  const server = await githubServer({ runs: [], deployments });
  const found = await importServer(server.origin, { since: start0 + 2 * hour, until: start0 + 4 * hour });
  expect(found.runs.map((run) => run.id)).toEqual(['deployment/2', 'deployment/3']);
  expect(JSON.stringify(found)).not.toContain('marker-payload');
});
