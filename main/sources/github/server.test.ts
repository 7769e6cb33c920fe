import { afterEach, expect, test } from 'vitest';
import { rounds, sayFigures } from '../../testing/soak';
import { sendJson } from '../http/testServer';
import { closeServers, githubServer, hour, iso, minute, runsUpTo, start0, type TestRun } from './testGithub';
import { importServer, knownAfter, nothingYet, testNow } from './testImport';

afterEach(closeServers);

test('a run with its jobs, and what is asked of the server', async () => {
  const server = await githubServer({ runs: [{ id: 5, at: start0, attempt: 2, conclusion: 'timed_out' }] });
  const { runs, failures, rejected, coverage, mainBranches } = await importServer(server.origin);
  expect([failures, rejected]).toEqual([[], []]);
  expect(runs).toHaveLength(1);
  expect(runs[0]).toMatchObject({
    id: '5',
    pipeline: 'CI',
    number: 5,
    attempt: 2,
    trigger: 'push',
    actor: 'bob',
    outcome: 'failed',
    sourceOutcome: 'timed_out',
    queuedAt: start0,
    startedAt: start0 + hour,
    finishedAt: start0 + hour + 10 * minute,
    revisions: [
      {
        material: 'git:app',
        branch: 'main',
        revision: 'c5',
        committedAt: start0 - minute,
        author: 'Ada',
        message: 'm',
      },
    ],
    environment: null,
    more: { event: 'push' },
  });
  expect(
    runs[0]?.stages.map((stage) => [
      stage.name,
      stage.attempt,
      stage.outcome,
      stage.startedAt,
      stage.finishedAt,
      stage.agent,
    ]),
  ).toEqual([
    ['build', 1, 'failed', start0 + 5000, start0 + 10 * minute, 'ubuntu-latest'],
    ['build', 2, 'failed', start0 + hour + 5000, start0 + hour + 10 * minute, 'ubuntu-latest'],
  ]);
  expect(coverage).toEqual({ from: start0, to: testNow, gaps: [] });
  expect(mainBranches).toEqual({ 'git:app': 'main' });
  expect(server.asked).toContain('/repos/o/app/actions/runs/5/jobs?filter=all&per_page=100');
  for (const each of server.headers.map((lines) => lines.toLowerCase().split('\n'))) {
    expect(each).toEqual(expect.arrayContaining(['bearer tok', 'application/vnd.github+json', '2022-11-28']));
  }
});

const addresses: [prefix: string, typed: string][] = [
  ['', ''],
  ['', '/'],
  ['/api/v3', ''],
  ['/api/v3', '/'],
  ['/api/v3', '/api/v3'],
  ['/api/v3', '/api/v3/'],
  ['/api/v3', '/api'],
  ['/api/v3', '/o/app'],
  ['/github/api/v3', '/github'],
];
test.each(addresses)('the API under "%s" is found from "%s"', async (prefix, typed) => {
  const server = await githubServer({ prefix, runs: runsUpTo(2) });
  expect((await importServer(server.origin + typed)).runs).toHaveLength(2);
});

test.each([
  'o/app',
  'https://github.com/o/app',
  'https://github.com/o/app/actions',
  'git@github.com:o/app.git',
  '/o/app/',
])('the repository may be given as "%s"', async (project) => {
  const server = await githubServer({ runs: runsUpTo(1) });
  expect((await importServer(server.origin, { projects: [project] })).runs).toHaveLength(1);
});

test.each([[[]], [['app']], [['../..']]])('a project %j is refused before anything is asked', async (projects) => {
  const server = await githubServer({ runs: [] });
  await expect(importServer(server.origin, { projects })).rejects.toMatchObject({ kind: 'wrong_input' });
  expect(server.asked).toEqual([]);
});

test('a server that answers for the runs only', async () => {
  const instead = (path: string, _: unknown, response: Parameters<typeof sendJson>[0]) => {
    if (path.includes('/actions/')) return false;
    response.writeHead(404).end();
    return true;
  };
  const server = await githubServer({ runs: runsUpTo(3), instead });
  const { runs, failures } = await importServer(server.origin);
  expect([runs.length, failures]).toEqual([3, []]);
});

test('more than 1,000 runs of one query: windows are halved, 0 missing, 0 double', async () => {
  const dense = Array.from({ length: 1500 }, (_, index) => ({
    id: 3001 + index,
    at: start0 + 3001 * hour + index * 1000,
  }));
  const runs = [...runsUpTo(3000), ...dense];
  const server = await githubServer({ runs });
  const found = await importServer(server.origin);
  expect(found.failures).toEqual([]);
  expect(found.coverage?.gaps).toEqual([]);
  expect(sorted(found.runs)).toEqual(ids(4500));
  expect(server.asked.filter((path) => path.includes('created='))).not.toHaveLength(0);
}, 60_000);

test('runs that arrive meanwhile make none double and none lost', { timeout: 3_600_000 }, async () => {
  const runs = runsUpTo(rounds(1_300, 10_000));
  const atFirst = runs.length;
  const before = (path: string) => {
    if (path.includes('created=')) runs.push({ id: runs.length + 1, at: start0 + (runs.length + 1) * hour });
  };
  const server = await githubServer({ runs, before });
  const first = await importServer(server.origin);
  const found = first.runs.map((run) => run.id);
  expect(new Set(found).size).toBe(found.length);
  expect(sorted(first.runs)).toEqual(ids(found.length));
  expect(found.length).toBeGreaterThan(atFirst);
  const second = await importServer(server.origin, {}, { known: knownAfter(first) });
  expect(second.failures).toEqual([]);
  expect(sorted([...first.runs, ...second.runs])).toEqual(ids(found.length + second.runs.length));
  const all = [...first.runs, ...second.runs].map((run) => run.id);
  sayFigures('F5 a server that adds a run per list asked for, and caps a query at 1,000', {
    'runs at first': atFirst,
    'added meanwhile': runs.length - atFirst,
    missing: runs.length - new Set(all).size,
    doubled: all.length - new Set(all).size,
  });
  expect(runs.length - atFirst).toBeGreaterThan(3);
});

test('more than 1,000 runs in one second are a gap with its reason', async () => {
  const runs = Array.from({ length: 1200 }, (_, index) => ({
    id: index + 1,
    at: start0,
    conclusion: 'startup_failure',
  }));
  const { runs: found, failures, coverage } = await importServer((await githubServer({ runs })).origin);
  expect(new Set(found.map((run) => run.id)).size).toBe(1000);
  expect(failures[0]?.sentence).toContain('at most 1000 runs');
  expect(coverage?.gaps.length).toBeGreaterThan(0);
  expect(coverage?.gaps.every((gap) => gap.from <= start0 + 1000 && gap.to <= start0 + 2000)).toBe(true);
}, 60_000);

test('since is in, until is out', async () => {
  const server = await githubServer({ runs: runsUpTo(50) });
  const since = start0 + 10 * hour;
  const until = start0 + 20 * hour;
  const found = await importServer(server.origin, { since, until });
  expect(sorted(found.runs)).toEqual(['10', '11', '12', '13', '14', '15', '16', '17', '18', '19']);
  expect(found.coverage).toEqual({ from: since, to: until, gaps: [] });
  const rest = await importServer(server.origin, {}, { known: knownAfter(found) });
  expect(sorted([...found.runs, ...rest.runs])).toEqual(ids(50));
});

test('only the workflows named, and later the others', async () => {
  const runs: TestRun[] = runsUpTo(10).map((run) => ({ ...run, name: run.id % 2 ? 'CI' : 'Lint' }));
  const server = await githubServer({ runs });
  const odd = await importServer(server.origin, { pipelines: ['CI'] });
  expect(sorted(odd.runs)).toEqual(['1', '3', '5', '7', '9']);
  expect(server.asked.filter((path) => path.includes('/jobs'))).toHaveLength(5);
  const rest = await importServer(server.origin, {}, { known: knownAfter(odd) });
  expect(sorted([...odd.runs.filter((run) => !rest.runs.some(({ id }) => id === run.id)), ...rest.runs])).toEqual(
    ids(10),
  );
});

test('a second import asks only for what is new, had not finished or was run again', async () => {
  const runs = runsUpTo(150);
  const last = runs.at(-1)!;
  runs[2]!.status = 'in_progress';
  runs[140]!.status = 'queued';
  const server = await githubServer({ runs });
  const first = await importServer(server.origin);
  expect(first.runs.filter((run) => run.outcome === 'running').map((run) => run.id)).toEqual(['141', '3']);
  server.asked.length = 0;
  const unchanged = await importServer(server.origin, {}, { known: knownAfter(first) });
  const again = new Map(first.runs.map((run) => [run.id, run]));
  expect(unchanged.runs.map((run) => run.id)).toEqual(['141', '3']);
  expect(unchanged.runs).toEqual(unchanged.runs.map((run) => again.get(run.id)));
  expect(server.asked.length).toBeLessThan(10);
  Object.assign(runs[2]!, { status: 'completed' });
  Object.assign(runs[140]!, { status: 'completed', conclusion: 'failure' });
  Object.assign(last, { attempt: 2 });
  runs.push({ id: 151, at: last.at + hour });
  const second = await importServer(server.origin, {}, { known: knownAfter(first, unchanged) });
  expect(second.runs.map((run) => [run.id, run.outcome, run.attempt])).toEqual([
    ['151', 'passed', 1],
    ['150', 'passed', 2],
    ['141', 'failed', 1],
    ['3', 'passed', 1],
  ]);
  const third = await importServer(server.origin, {}, { known: knownAfter(first, unchanged, second) });
  expect([third.runs, third.commits]).toEqual([[], []]);
});

test('what had not finished is asked for again, and nothing else', { timeout: 3_600_000 }, async () => {
  const runs = runsUpTo(rounds(300, 2_000));
  const unfinished = runs.filter(({ id }) => id % 10 === 0);
  for (const run of unfinished) run.status = 'in_progress';
  const server = await githubServer({ runs });
  const first = await importServer(server.origin);
  for (const run of unfinished) run.status = 'completed';
  const added = [1, 2, 3].map((n) => ({ id: runs.length + n, at: start0 + (runs.length + n) * hour }));
  runs.push(...added);
  server.asked.length = 0;
  const second = await importServer(server.origin, {}, { known: knownAfter(first) });
  const wanted = [...unfinished, ...added].map(({ id }) => String(id));
  const asked = server.asked.flatMap((path) => /\/runs\/(\d+)\/jobs/.exec(path)?.[1] ?? []);
  expect(second.runs.map(({ outcome }) => outcome)).toEqual(wanted.map(() => 'passed'));
  sayFigures('F6 unfinished runs', {
    runs: runs.length,
    'had not finished': unfinished.length,
    new: added.length,
    'asked for by the second import': asked.length,
  });
  expect([...asked].sort()).toEqual([...wanted].sort());
});

test('an import that was broken off goes on where it stopped', async () => {
  const runs = runsUpTo(1400);
  let left = 700;
  let now = testNow;
  const server = await githubServer({
    runs,
    instead: (path, _, response) => {
      if (!path.includes('/jobs') || left-- > 0) return false;
      response.writeHead(401, { 'content-type': 'application/json' }).end('{}');
      return true;
    },
  });
  const first = nothingYet();
  await expect(importServer(server.origin, {}, {}, first)).rejects.toMatchObject({ kind: 'bad_token' });
  expect(first.runs.length).toBeGreaterThan(500);
  left = Infinity;
  now += hour;
  server.asked.length = 0;
  const second = await importServer(server.origin, {}, { known: knownAfter(first), now: () => now });
  expect(sorted([...first.runs, ...second.runs])).toEqual(ids(1400));
  // The first import may have had some still on their way.
  const again = server.asked.filter((path) => path.includes('/jobs')).length - (1400 - first.runs.length);
  expect(again).toBeLessThan(4);
}, 60_000);

test('a next link to another server is refused, named, and the rest goes on', async () => {
  const other = await githubServer({ runs: [] });
  const server = await githubServer({
    runs: runsUpTo(300),
    deployments: [{ id: 9, at: start0, environment: 'production', sha: 'c1', states: ['success'] }],
    instead: (path, _, response) => {
      if (!path.includes('created=')) return false;
      const item = { id: 300, name: 'CI', run_number: 300, event: 'push', status: 'queued', created_at: iso(start0) };
      const link = `<${other.origin}/repos/o/app/actions/runs?page=2>; rel="next"`;
      sendJson(response, { total_count: 300, workflow_runs: [item] }, { link });
      return true;
    },
  });
  const { runs, failures, coverage } = await importServer(server.origin);
  expect(runs.map((run) => run.id)).toContain('deployment/9');
  expect(failures[0]?.kind).toBe('refused_address');
  expect(failures[0]?.sentence).toContain(server.origin);
  expect(failures[0]?.sentence).toContain(other.origin);
  expect(coverage?.gaps).not.toHaveLength(0);
  expect(other.asked).toEqual([]);
});

test('jobs that may not be read: the runs come in, and are completed by the next import', async () => {
  let allowed = false;
  const server = await githubServer({
    runs: runsUpTo(3),
    instead: (path, _, response) => {
      if (!path.includes('/runs/2/jobs') || allowed) return false;
      response.writeHead(403, { 'content-type': 'application/json' }).end('{}');
      return true;
    },
  });
  const first = await importServer(server.origin);
  expect(first.runs.map((run) => [run.id, run.finishedAt === null])).toEqual([
    ['3', false],
    ['2', true],
    ['1', false],
  ]);
  expect(first.failures.map((each) => each.kind)).toEqual(['no_permission']);
  allowed = true;
  const second = await importServer(server.origin, {}, { known: knownAfter(first) });
  expect(second.runs.map((run) => [run.id, run.stages.length])).toEqual([['2', 1]]);
  expect((await importServer(server.origin, {}, { known: knownAfter(first, second) })).runs).toEqual([]);
});

const refusals: [name: string, status: number, type: string, body: string, kind: string][] = [
  ['a wrong token', 401, 'application/json', '{}', 'bad_token'],
  ['no permission', 403, 'application/json', '{}', 'no_permission'],
  ['no such repository', 404, 'application/json', '{}', 'not_found'],
  ['a sign-in page', 200, 'text/html', '<html><body>Sign in</body></html>', 'sign_in_page'],
];
test.each(refusals)('%s', async (_, status, type, body, kind) => {
  const instead = (__: string, ___: unknown, response: Parameters<typeof sendJson>[0]) => {
    response.writeHead(status, { 'content-type': type }).end(body);
    return true;
  };
  const server = await githubServer({ runs: [], instead });
  const error: unknown = await importServer(server.origin, { token: 'marker-token' }).catch(
    (reason: unknown) => reason,
  );
  expect(error).toMatchObject({ kind });
  expect(String(error)).not.toContain('marker-token');
});

test.each([
  ['403 with none left', 403, { 'x-ratelimit-limit': '60', 'x-ratelimit-remaining': '0' }],
  ['429', 429, {}],
])('a rate limit is waited for: %s', async (_, status, headers) => {
  const limited: number[] = [];
  const server = await githubServer({
    runs: runsUpTo(5),
    instead: (path, __, response) => {
      if (!path.includes('created=') || limited.length > 0) return false;
      limited.push(Date.now());
      const now = Math.floor(Date.now() / 1000) * 1000;
      const reset = { date: new Date(now).toUTCString(), 'x-ratelimit-reset': String(now / 1000 + 1) };
      response.writeHead(status, { ...reset, ...headers }).end();
      return true;
    },
  });
  const told: (number | null | undefined)[] = [];
  const { runs } = await importServer(server.origin, {}, { progress: ({ waitingUntil }) => told.push(waitingUntil) });
  expect(runs).toHaveLength(5);
  const after = server.times.filter((time) => time > limited[0]!);
  expect(Math.min(...after) - limited[0]!).toBeGreaterThanOrEqual(1000);
  expect(told.some((each) => typeof each === 'number')).toBe(true);
});

test('a list that holds less than it promises is a gap, once it did so twice', async () => {
  const server = await githubServer({
    runs: runsUpTo(3),
    instead: (path, _, response) => {
      if (!path.includes('created=')) return false;
      sendJson(response, { total_count: 4, workflow_runs: [] });
      return true;
    },
  });
  const { runs, coverage, failures } = await importServer(server.origin, { since: start0 });
  expect([runs, failures]).toEqual([[], []]);
  expect(coverage?.gaps.map((gap) => gap.from)).toEqual([start0, start0]);
});

test('one reply of five is broken in some way: what comes in is the same', async () => {
  const runs = runsUpTo(130);
  const deployments = [1, 2, 3].map((id) => ({
    id,
    at: start0 + id * hour,
    environment: 'qa',
    sha: `c${id}`,
    states: ['success'],
  }));
  const whole = await importServer((await githubServer({ runs, deployments })).origin);
  const tries = new Map<string, number>();
  let seed = 7;
  const server = await githubServer({
    runs,
    deployments,
    instead: (path, request, response) => {
      tries.set(path, (tries.get(path) ?? 0) + 1);
      seed = (seed * 48271) % 2147483647;
      if (seed % 5 !== 0) return false;
      const faults = [
        () => response.writeHead(503).end(),
        () => request.socket.destroy(),
        () => response.writeHead(200, { 'content-type': 'application/json' }).end('{"total_count": 1, "jo'),
      ];
      faults[seed % 3]?.();
      return true;
    },
  });
  const found = await importServer(server.origin);
  expect(found.failures).toEqual([]);
  expect(found.runs).toEqual(whole.runs);
  expect(found.commits).toEqual(whole.commits);
  expect(Math.max(...tries.values())).toBeLessThanOrEqual(5);
  expect([...tries.values()].filter((each) => each > 1).length).toBeGreaterThan(10);
}, 60_000);

function ids(count: number): string[] {
  return Array.from({ length: count }, (_, index) => String(index + 1));
}

function sorted(runs: readonly { id: string }[]): string[] {
  return runs.map((run) => run.id).sort((a, b) => Number(a) - Number(b));
}
