import { afterEach, expect, test } from 'vitest';
import type { KnownHistory } from '../source';
import { sendJson } from '../http/testServer';
import {
  closeServers,
  gocdServer,
  historyItem,
  minute,
  pipeline,
  runOf,
  start0,
  type Behaviour,
  type Pipeline,
} from './testGocd';
import { importServer, knownAfter } from './testImport';

afterEach(closeServers);

test.each(['cursor', 'offset'] as const)('%s paging: every run once, with the moments of its stages', async (style) => {
  const server = await gocdServer({ style, pipelines: { build: pipeline(25), deploy: pipeline(3) } });
  const { runs, failures, coverage } = await importServer(server.origin, { token: 'tok' });
  expect(failures).toEqual([]);
  expect(sorted(runs.map((run) => run.id))).toEqual(sorted([...ids('build', 25), ...ids('deploy', 3)]));
  const run = runs.find((each) => each.id === 'build/7');
  expect(run).toMatchObject({
    outcome: 'passed',
    trigger: 'push',
    queuedAt: start0 + 7 * 60 * minute,
    startedAt: start0 + 7 * 60 * minute + 1000,
    finishedAt: start0 + 7 * 60 * minute + 5000,
    url: `${server.origin}/go/pipelines/value_stream_map/build/7`,
  });
  expect(run?.stages.map((stage) => stage.name)).toEqual(['test']);
  expect(coverage).toEqual({ from: start0 + 60 * minute, to: Date.UTC(2024, 5, 1), gaps: [] });
  expect(server.headers.every((each) => each.includes('Bearer tok'))).toBe(true);
});

test.each(['', '/', '/go', '/go/', '/go/api', '/go/api/', '/go/pipelines'])(
  'the address may end in "%s"',
  async (end) => {
    const server = await gocdServer({ style: 'cursor', pipelines: { build: pipeline(2) } });
    expect((await importServer(server.origin + end)).runs).toHaveLength(2);
  },
);

test.each(['cursor', 'offset'] as const)(
  '%s paging: runs that arrive meanwhile make none double and none lost',
  async (style) => {
    const build = pipeline(60);
    const before = (path: string) => {
      if (path.includes('/history')) build.runs.push(runOf(build.runs.length + 1));
    };
    const server = await gocdServer({ style, pipelines: { build }, before });
    const first = await importServer(server.origin);
    const found = first.runs.map((run) => run.id);
    expect(new Set(found).size).toBe(found.length);
    expect(sorted(found)).toEqual(sorted(ids('build', Math.max(...first.runs.map((run) => run.number ?? 0)))));
    expect(found.length).toBeLessThan(build.runs.length);
    const second = await importServer(server.origin, {}, { known: knownAfter(first) });
    const newest = build.runs.length;
    expect(sorted([...found, ...second.runs.map((run) => run.id)])).toEqual(sorted(ids('build', newest)));
  },
);

test('a second import asks only for what is new or had not finished', async () => {
  const build = pipeline(30);
  build.runs[4]!.result = 'Unknown';
  build.runs[28]!.result = 'Unknown';
  const server = await gocdServer({ style: 'cursor', pipelines: { build } });
  const first = await importServer(server.origin);
  expect(first.runs.filter((run) => run.outcome === 'running').map((run) => run.number)).toEqual([29, 5]);
  build.runs[4]!.result = 'Passed';
  build.runs[28]!.result = 'Failed';
  build.runs.push(runOf(31));
  build.runs[25]!.attempts = 2;
  server.asked.length = 0;
  const second = await importServer(server.origin, {}, { known: knownAfter(first) });
  expect(second.runs.map((run) => [run.number, run.outcome])).toEqual([
    [26, 'passed'],
    [29, 'failed'],
    [31, 'passed'],
    [5, 'passed'],
  ]);
  expect(server.asked.filter((path) => path.includes('/stages/'))).toHaveLength(5);
  expect(server.asked.filter((path) => path.includes('/history'))).toHaveLength(1);
  const all = [...first.runs.filter((run) => ![26, 29, 5].includes(run.number ?? 0)), ...second.runs];
  const third = await importServer(server.origin, {}, { known: { ...knownAfter({ ...second, runs: all }) } });
  expect([third.runs.length, third.cursor]).toEqual([0, second.cursor]);
});

test('an import that was broken off goes on where it stopped', async () => {
  const build = pipeline(95);
  let broken = true;
  let pages = 0;
  const server = await gocdServer({
    style: 'cursor',
    pipelines: { build },
    instead: (path, _, response) => {
      if (!path.includes('/history') || (pages += 1) % 4 !== 0 || !broken) return false;
      response.writeHead(404).end();
      return true;
    },
  });
  const found: string[] = [];
  let last = await importServer(server.origin);
  expect(last.failures).toHaveLength(1);
  for (let round = 0; round < 6; round += 1) {
    found.push(...last.runs.map((run) => run.id));
    if (round === 1) build.runs.push(...[96, 97, 98].map((counter) => runOf(counter)));
    if (round === 4) broken = false;
    const known: KnownHistory = { cursor: last.cursor, unfinished: [], has: (id) => found.includes(id) };
    last = await importServer(server.origin, {}, { known });
  }
  expect(sorted(found)).toEqual(sorted(ids('build', 98)));
});

test('attempts of a stage are entries of their own', async () => {
  const build: Pipeline = { runs: [{ counter: 1, attempts: 3, result: 'Passed' }] };
  const { runs } = await importServer((await gocdServer({ style: 'offset', pipelines: { build } })).origin);
  expect(runs[0]?.attempt).toBe(3);
  expect(runs[0]?.outcome).toBe('passed');
  expect(runs[0]?.stages.map((stage) => [stage.attempt, stage.outcome, stage.finishedAt])).toEqual([
    [1, 'failed', start0 + 60 * minute + 5000],
    [2, 'failed', start0 + 61 * minute + 5000],
    [3, 'passed', start0 + 62 * minute + 5000],
  ]);
});

test('one pipeline without permission is named, the others come in', async () => {
  const server = await gocdServer({
    style: 'cursor',
    pipelines: { open: pipeline(3), secret: pipeline(3), last: pipeline(2) },
    instead: (path, _, response) => path.includes('secret') && Boolean(response.writeHead(403).end()),
  });
  const { runs, failures } = await importServer(server.origin);
  expect(runs).toHaveLength(5);
  expect(failures).toEqual([{ kind: 'no_permission', sentence: expect.stringContaining('"secret"') as string }]);
});

test.each([
  [401, 'application/json', '{}', 'bad_token'],
  [200, 'text/html', '<html>Sign in</html>', 'sign_in_page'],
  [200, 'application/json', '{"pipelines"', 'unreadable'],
  [404, 'application/json', '{}', 'not_found'],
] as const)('a server that answers everything with %i %s brings in nothing', async (status, type, body, kind) => {
  const instead: Behaviour['instead'] = (_, __, response) =>
    Boolean(response.writeHead(status, { 'content-type': type }).end(body));
  const server = await gocdServer({ style: 'cursor', pipelines: {}, instead });
  await expect(importServer(server.origin, { pipelines: ['build'], token: 'marker' })).rejects.toMatchObject({
    kind,
    message: expect.not.stringContaining('marker') as string,
  });
});

test('a next link to another server is refused; what came before stays', async () => {
  const other = await gocdServer({ style: 'cursor', pipelines: { build: pipeline(30) } });
  const server = await gocdServer({
    style: 'cursor',
    pipelines: { build: pipeline(10) },
    instead: (path, _, response) => {
      if (!path.includes('/history')) return false;
      const next = { href: `${other.origin}/go/api/pipelines/build/history?after=20` };
      sendJson(response, { pipelines: pipeline(10).runs.map((run) => historyItem('build', run)), _links: { next } });
      return true;
    },
  });
  const { runs, failures } = await importServer(server.origin, { token: 'marker' });
  expect(runs).toHaveLength(10);
  expect(failures[0]?.kind).toBe('refused_address');
  expect(failures[0]?.sentence).toContain(server.origin);
  expect(failures[0]?.sentence).toContain(other.origin);
  expect(other.asked).toEqual([]);
});

test('a damaged run is set aside, a damaged page counts as not read', async () => {
  const server = await gocdServer({
    style: 'cursor',
    pipelines: {},
    instead: (path, _, response) => {
      if (path.includes('/odd/history')) sendJson(response, { runs: [] });
      else if (path.includes('/history')) {
        sendJson(response, {
          pipelines: [historyItem('build', runOf(2)), { name: 'build', counter: 'x', stages: [] }, null],
        });
      } else return false;
      return true;
    },
  });
  const { runs, rejected, failures } = await importServer(server.origin, { pipelines: ['build', 'odd'] });
  expect([runs.length, rejected.length]).toEqual([1, 2]);
  expect(rejected[0]?.where).toContain(`${server.origin}/go/api/pipelines/build/history`);
  expect(failures.map((each) => each.kind)).toEqual(['unreadable']);
});

test('since and until choose by the moment of the run; since stops the paging', async () => {
  const server = await gocdServer({ style: 'cursor', pipelines: { build: pipeline(60) } });
  const since = start0 + 45 * 60 * minute;
  const until = start0 + 50 * 60 * minute;
  const found = await importServer(server.origin, { since, until });
  expect(sorted(found.runs.map((run) => run.number))).toEqual([45, 46, 47, 48, 49]);
  expect(server.asked.filter((path) => path.includes('/history'))).toHaveLength(2);
  expect(found.cursor).toBeNull();
  const recent = await importServer(server.origin, { since });
  expect(recent.runs).toHaveLength(16);
  const same = await importServer(server.origin, { since }, { known: knownAfter(recent) });
  expect([same.runs, same.cursor]).toEqual([[], recent.cursor]);
  const none = await importServer(server.origin, { since: start0 * 2 });
  expect(none.runs).toEqual([]);
  expect((await importServer(server.origin, {}, { known: knownAfter(none) })).runs).toHaveLength(60);
  const whole = await importServer(server.origin, {}, { known: knownAfter(recent) });
  expect(sorted([...recent.runs, ...whole.runs].map((run) => run.id))).toEqual(sorted(ids('build', 60)));
});

function ids(name: string, count: number): string[] {
  return Array.from({ length: count }, (_, index) => `${name}/${index + 1}`);
}

function sorted<T>(values: T[]): T[] {
  return [...values].sort((a, b) => (a < b ? -1 : a > b ? 1 : 0));
}
