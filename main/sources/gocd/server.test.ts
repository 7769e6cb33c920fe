import { afterEach, expect, test } from 'vitest';
import type { KnownHistory } from '../source';
import { startTestServer, sendJson, type Answer, type TestServer } from '../http/testServer';
import { importServer, knownAfter } from './testImport';

/** A small GoCD: runs 1…n of a pipeline, and what it is asked. */
interface Pipeline {
  runs: { counter: number; attempts: number; result: string }[];
}
interface Behaviour {
  style: 'cursor' | 'offset';
  pipelines: Record<string, Pipeline>;
  /** Called before each request is answered. */
  before?: (path: string) => void;
  /** Answers instead, where it returns true. */
  instead?: (path: string, ...rest: Parameters<Answer>) => boolean;
  pageSize?: number;
}

const open: TestServer[] = [];
afterEach(async () => {
  await Promise.all(open.splice(0).map((server) => server.close()));
});

const start0 = Date.UTC(2024, 0, 1);
const minute = 60_000;

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

async function gocdServer(behaviour: Behaviour): Promise<TestServer> {
  const server = await startTestServer((request, response, count) => {
    const path = request.url ?? '';
    behaviour.before?.(path);
    if (!behaviour.instead?.(path, request, response, count))
      answer(behaviour, server.origin, path, request.headers.accept ?? '', response);
  });
  open.push(server);
  return server;
}

function answer(
  { style, pipelines, pageSize = 10 }: Behaviour,
  origin: string,
  path: string,
  accept: string,
  response: Parameters<Answer>[1],
): void {
  const modern = style === 'cursor';
  const url = new URL(path, origin);
  const [kind, ...rest] = url.pathname.replace('/go/api/', '').split('/').map(decodeURIComponent);
  const versioned = accept.startsWith('application/vnd.go.cd.v');
  if (kind === 'config' && !modern)
    return sendJson(response, [{ name: 'all', pipelines: Object.keys(pipelines).map((name) => ({ name })) }]);
  if (kind === 'dashboard' && accept === 'application/vnd.go.cd.v3+json' && modern) {
    return sendJson(response, { _embedded: { pipelines: Object.keys(pipelines).map((name) => ({ name })) } });
  }
  const runs = [...(pipelines[rest[0] ?? '']?.runs ?? [])].reverse();
  const name = rest[0] ?? '';
  if (kind === 'pipelines' && rest[1] === 'history' && runs.length > 0 && versioned === modern) {
    const offset = modern ? afterIndex(runs, url.searchParams.get('after')) : Number(rest[2] ?? NaN);
    if (Number.isNaN(offset)) return notFound(response);
    const items = runs.slice(offset, offset + pageSize).map((run) => historyItem(name, run));
    const last = runs[offset + pageSize - 1];
    const links =
      last && last.counter > 1
        ? { next: { href: `${origin}/go/api/pipelines/${name}/history?after=${last.counter}` } }
        : {};
    const paging = modern ? { _links: links } : { pagination: { offset, total: runs.length, page_size: pageSize } };
    return sendJson(response, { pipelines: items, ...paging });
  }
  if (kind === 'pipelines' && modern && versioned && /^\d+$/.test(rest[1] ?? '')) {
    const run = runs.find((each) => each.counter === Number(rest[1]));
    return run ? sendJson(response, historyItem(name, run)) : notFound(response);
  }
  const old = rest[2] === 'instance';
  if (kind === 'stages' && old !== modern && (old || accept.includes('.v3+'))) {
    const [counter, attempt] = old ? [rest[3], rest[4]] : [rest[1], rest[3]];
    const run = runs.find((each) => each.counter === Number(counter));
    return run ? sendJson(response, stageInstance(name, run, Number(attempt))) : notFound(response);
  }
  return notFound(response);
}

function notFound(response: Parameters<Answer>[1]): void {
  response.writeHead(404).end('{"message":"not found"}');
}

function afterIndex(runs: { counter: number }[], after: string | null): number {
  return after === null ? 0 : runs.findIndex((run) => run.counter === Number(after)) + 1;
}

function pipeline(runs: number): Pipeline {
  return { runs: Array.from({ length: runs }, (_, index) => runOf(index + 1)) };
}

function runOf(counter: number) {
  return { counter, attempts: 1, result: 'Passed' };
}

type TestRun = Pipeline['runs'][number];

function scheduledAt(run: TestRun, attempt: number): number {
  return start0 + run.counter * 60 * minute + (attempt - 1) * minute;
}

function job(run: TestRun, attempt: number) {
  const state = run.result === 'Unknown' ? 'Building' : 'Completed';
  return { name: 'unit', state, result: run.result, scheduled_date: scheduledAt(run, attempt) };
}

function historyItem(name: string, run: TestRun) {
  const stage = {
    name: 'test',
    counter: String(run.attempts),
    result: run.result,
    approval_type: 'success',
    scheduled: true,
  };
  const gate = { name: 'release', counter: '1', approval_type: 'manual', scheduled: false, jobs: [] };
  const stages = [{ ...stage, jobs: [job(run, run.attempts)] }, gate];
  const modifications = [
    { revision: `r${run.counter}`, modified_time: scheduledAt(run, 1) - minute, user_name: 'Ada', comment: 'c' },
  ];
  const material = { type: 'Git', description: 'URL: git@host:org/app.git, Branch: main' };
  const cause = {
    trigger_forced: false,
    trigger_message: 'modified by Ada',
    approver: '',
    material_revisions: [{ material, changed: true, modifications }],
  };
  return {
    name,
    counter: run.counter,
    label: String(run.counter),
    scheduled_date: scheduledAt(run, 1),
    build_cause: cause,
    stages,
  };
}

function stageInstance(name: string, run: TestRun, attempt: number) {
  const result = attempt < run.attempts ? 'Failed' : run.result;
  const at = scheduledAt(run, attempt);
  const over = run.result === 'Unknown' ? [] : [['Completed', at + 5000] as const];
  const states = [
    ['Scheduled', at] as const,
    ['Assigned', at + 1000] as const,
    ['Building', at + 2000] as const,
    ...over,
  ];
  const transitions = states.map(([state, time]) => ({ state, state_change_time: time }));
  const jobs = [{ ...job(run, attempt), result, agent_uuid: 'agent', job_state_transitions: transitions }];
  return {
    name: 'test',
    counter: attempt,
    pipeline_name: name,
    pipeline_counter: run.counter,
    approval_type: 'success',
    result,
    jobs,
  };
}

function ids(name: string, count: number): string[] {
  return Array.from({ length: count }, (_, index) => `${name}/${index + 1}`);
}

function sorted<T>(values: T[]): T[] {
  return [...values].sort((a, b) => (a < b ? -1 : a > b ? 1 : 0));
}
