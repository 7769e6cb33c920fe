import { afterEach, expect, test } from 'vitest';
import { sendJson } from '../http/testServer';
import { importsOf, knownAfter, testNow } from '../testing/testImport';
import { gitlab } from './source';
import { closeServers, gitlabServer, hour, pipelineOf, pipelines, start0 } from './testGitlab';

afterEach(closeServers);

const projects = ['group/app'];
const importServer = (url: string, more = {}, context = {}) =>
  importsOf(gitlab).server(url, { projects, ...more }, context);
const ids = (runs: { id: string }[]) => runs.map((run) => Number(run.id)).sort((a, b) => a - b);
const upTo = (count: number) => Array.from({ length: count }, (_, index) => index + 1);

test('a pipeline with its jobs, its commit and the deployment that came of it', async () => {
  const server = await gitlabServer({
    pipelines: [pipelineOf(5, { tries: 2 })],
    deployments: [{ id: 9, pipeline: 5, status: 'success' }],
  });
  const found = await importServer(server.origin, { token: 'tok' });
  expect([found.failures, found.rejected]).toEqual([[], []]);
  const at = (hours: number) => start0 + hours * hour;
  expect(found.runs).toHaveLength(2);
  expect(found.runs[0]).toMatchObject({
    id: '5',
    pipeline: 'group/app',
    number: 5,
    attempt: 2,
    trigger: 'push',
    actor: 'ada',
    outcome: 'passed',
    sourceOutcome: 'success',
    queuedAt: at(5),
    startedAt: at(5.1),
    finishedAt: at(5.5),
    revisions: [{ material: 'git:app', branch: 'main', revision: 'c5', committedAt: at(4.8), author: 'Ada' }],
    stages: [
      { name: 'test', attempt: 1, outcome: 'failed', startedAt: at(5.01), finishedAt: at(5.05) },
      { name: 'test', attempt: 2, outcome: 'passed', startedAt: at(5.11), finishedAt: at(5.15) },
    ],
  });
  expect(found.runs[1]).toMatchObject({
    id: 'deployment/9',
    pipeline: 'deploy-production',
    environment: 'production',
    outcome: 'passed',
    upstream: ['5'],
    queuedAt: at(5.6),
    startedAt: at(5.65),
    finishedAt: at(5.7),
  });
  expect(found.commits.map((each) => [each.material, each.revision, each.parents])).toContainEqual([
    'git:app',
    'c5',
    ['c4'],
  ]);
  expect(found.coverage).toEqual({ from: at(4.8), to: testNow, gaps: [] });
  expect(found.mainBranches).toEqual({ 'git:app': 'main' });
  expect(server.headers.every((lines) => /private-token\ntok/i.test(lines))).toBe(true);
  expect(server.asked).toContain('/api/v4/projects/group%2Fapp/pipelines/5/jobs?include_retried=true&per_page=100');
});

test.each(['', '/', '/api/v4', '/api/v4/', '/group/app', '/api'])('the address may end in "%s"', async (end) => {
  const server = await gitlabServer({ pipelines: pipelines(2) });
  expect(ids((await importServer(server.origin + end)).runs)).toEqual([1, 2]);
});

test.each(['https://gitlab.com/group/app', 'https://gitlab.com/group/app/-/pipelines', 'group/app.git', '/group/app/'])(
  'the project may be named "%s"',
  async (project) => {
    const server = await gitlabServer({ pipelines: pipelines(1) });
    expect((await importServer(server.origin, { projects: [project] })).runs).toHaveLength(1);
  },
);

test('every page is read once, though pipelines arrive meanwhile', async () => {
  const all = pipelines(45);
  let arriving = true;
  const server = await gitlabServer({
    pipelines: all,
    instead: (path) => {
      if (arriving && path.includes('order_by=id')) all.push(pipelineOf(all.length + 1));
      return false;
    },
  });
  const first = await importServer(server.origin);
  expect(new Set(ids(first.runs)).size).toBe(first.runs.length);
  arriving = false;
  expect(ids(first.runs)).toEqual(expect.arrayContaining(upTo(46)));
  const second = await importServer(server.origin, {}, { known: knownAfter(first) });
  expect(ids([...first.runs, ...second.runs])).toEqual(upTo(all.length));
});

test('a second import asks for what is new, changed or had not finished, a third for nothing', async () => {
  const all = pipelines(25);
  all[3] = pipelineOf(4, { status: 'running', changed: 4 });
  const server = await gitlabServer({ pipelines: all, deployments: [{ id: 1, pipeline: 2, status: 'success' }] });
  const first = await importServer(server.origin);
  expect(first.runs).toHaveLength(26);
  all[3] = pipelineOf(4, { status: 'failed', changed: 5 });
  all[7] = pipelineOf(8, { tries: 2, changed: 27 });
  all.push(pipelineOf(26, { changed: 27 }));
  server.asked.length = 0;
  const second = await importServer(server.origin, {}, { known: knownAfter(first) });
  expect(second.runs.map((run) => [run.id, run.outcome, run.attempt])).toEqual([
    ['26', 'passed', 1],
    ['8', 'passed', 2],
    ['4', 'failed', 1],
  ]);
  expect(server.asked.filter((path) => path.includes('/jobs?'))).toHaveLength(3);
  const third = await importServer(server.origin, {}, { known: knownAfter(first, second) });
  expect([third.runs, third.commits]).toEqual([[], []]);
});

test('an import that broke off goes on where it stopped', async () => {
  const all = pipelines(60);
  let broken = true;
  const server = await gitlabServer({
    pipelines: all,
    instead: (path, _, response) =>
      broken && path.includes('order_by=id') && path.includes('page=4') && Boolean(response.writeHead(404).end()),
  });
  const first = await importServer(server.origin);
  expect(ids(first.runs)).toEqual(upTo(60).slice(30));
  expect(first.failures.map((each) => each.kind)).toEqual(['not_found']);
  broken = false;
  all.push(pipelineOf(61, { changed: 62 }));
  server.asked.length = 0;
  const second = await importServer(server.origin, {}, { known: knownAfter(first) });
  expect(ids(second.runs)).toEqual([...upTo(30), 61]);
  expect(server.asked.filter((path) => path.includes('/pipelines?order_by=id'))).toHaveLength(5);
  expect(second.failures).toEqual([]);
});

test('child pipelines come in with the one that started them', async () => {
  const server = await gitlabServer({ pipelines: [pipelineOf(1, { child: 2 }), pipelineOf(2)] });
  const { runs } = await importServer(server.origin);
  expect(runs.map((run) => [run.id, run.upstream, run.trigger])).toEqual([
    ['1', [], 'push'],
    ['2', ['1'], 'upstream'],
  ]);
});

test('since and until choose by the moment of the run; a later import without them brings the rest', async () => {
  const server = await gitlabServer({ pipelines: pipelines(40) });
  const since = start0 + 31 * hour;
  const window = await importServer(server.origin, { since, until: start0 + 35 * hour });
  expect(ids(window.runs)).toEqual([31, 32, 33, 34]);
  expect(window.cursor).toBeNull();
  const first = await importServer(server.origin, { since });
  expect(ids(first.runs)).toEqual(upTo(40).slice(30));
  expect(first.coverage).toEqual({ from: since, to: testNow, gaps: [] });
  const second = await importServer(server.origin, {}, { known: knownAfter(first) });
  expect(ids(second.runs)).toEqual(upTo(30));
});

test('a limit is waited for, and everything comes in', async () => {
  let refused = 0;
  const server = await gitlabServer({
    pipelines: pipelines(3),
    instead: (path, _, response) => {
      if (!path.includes('/bridges') || refused >= 2) return false;
      refused += 1;
      response.writeHead(429, { 'retry-after': '1', 'content-type': 'text/plain' }).end('Retry later');
      return true;
    },
  });
  const waits: unknown[] = [];
  const { runs } = await importServer(
    server.origin,
    {},
    { progress: (each: object) => 'waitingUntil' in each && waits.push(each) },
  );
  expect(runs).toHaveLength(3);
  expect(waits.length).toBeGreaterThan(0);
});

test('jobs that may not be read leave the pipeline as it was listed, and are asked for again', async () => {
  let locked = true;
  const server = await gitlabServer({
    pipelines: pipelines(3),
    instead: (path, _, response) =>
      locked && path.includes('/pipelines/2/jobs') && Boolean(response.writeHead(403).end('{}')),
  });
  const first = await importServer(server.origin);
  expect(first.runs.map((run) => [run.id, run.stages.length])).toEqual([
    ['3', 1],
    ['2', 0],
    ['1', 1],
  ]);
  expect(first.failures.map((each) => each.kind)).toEqual(['no_permission']);
  locked = false;
  const second = await importServer(server.origin, {}, { known: knownAfter(first) });
  expect(second.runs.map((run) => [run.id, run.stages.length])).toEqual([['2', 1]]);
});

test('a damaged item is set aside, the others come in', async () => {
  const server = await gitlabServer({
    pipelines: pipelines(2),
    instead: (path, _, response) => {
      if (!path.includes('order_by=id') || !path.includes('/pipelines?')) return false;
      const made = { sha: 'c1', ref: 'main', status: 'success' };
      sendJson(response, [{ id: 1, created_at: '2024-02-30T00:00:00Z', ...made }, null, { ref: 'main' }]);
      return true;
    },
  });
  const { runs, rejected } = await importServer(server.origin);
  expect(runs.map((run) => run.id)).toEqual(['1']);
  expect(rejected.map((each) => each.reason)).toEqual(['the pipeline is not an object', '"id" is missing']);
  expect(rejected[0]?.where).toContain(`${server.origin}/api/v4/projects/group%2Fapp/pipelines`);
});

test('a next link to another server is refused, and nothing is sent there', async () => {
  const other = await gitlabServer({ pipelines: pipelines(2) });
  const server = await gitlabServer({
    pipelines: [],
    instead: (path, _, response) => {
      if (!path.includes('/pipelines?order_by')) return false;
      const made = { sha: 'c1', ref: 'main', status: 'success', created_at: '2024-01-01T00:00:00Z' };
      sendJson(response, [{ id: 1, ...made }], {
        link: `<${other.origin}/api/v4/projects/group%2Fapp/pipelines?page=2>; rel="next"`,
      });
      return true;
    },
  });
  const { runs, failures } = await importServer(server.origin, { token: 'marker' });
  expect(ids(runs)).toEqual([1]);
  expect(failures[0]?.kind).toBe('refused_address');
  expect(failures[0]?.sentence).toContain(other.origin);
  expect(other.asked).toEqual([]);
});

test.each([
  [401, 'application/json', '{}', 'bad_token'],
  [200, 'text/html', '<html>Sign in</html>', 'sign_in_page'],
  [200, 'application/json', '{"message":"odd"}', 'not_found'],
  [404, 'application/json', '{}', 'not_found'],
] as const)('a server that answers everything with %i %s brings in nothing', async (status, type, body, kind) => {
  const server = await gitlabServer({
    pipelines: [],
    instead: (_, __, response) => Boolean(response.writeHead(status, { 'content-type': type }).end(body)),
  });
  await expect(importServer(server.origin, { token: 'marker' })).rejects.toMatchObject({
    kind,
    message: expect.not.stringContaining('marker') as string,
  });
});
