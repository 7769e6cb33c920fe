import { mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { EventName, Events } from '../ipc/contract';
import type { ImportNews, ImportOrder } from '../ipc/messages/importing';
import * as gitlab from '../sources/gitlab/testGitlab';
import * as gocd from '../sources/gocd/testGocd';
import type { TestServer } from '../sources/http/testServer';
import { openStore } from '../store/store';
import { Engine } from './engine';
import type { EngineHandlers } from './engineCalls';
import { engineHandlers } from './engineHandlers';

let folder: string;
let handlers: EngineHandlers;
let news: ImportNews[];
let close: () => Promise<void>;
let ids: number;

beforeEach(async () => {
  folder = await mkdtemp(path.join(os.tmpdir(), 'shiplapse-side-'));
  news = [];
  ids = 0;
  const emit = <E extends EventName>(event: E, payload: Events[E]): void => {
    if (event === 'importProgress') news.push(payload as ImportNews);
  };
  const opened = await engineHandlers(path.join(folder, 'store'), emit);
  ({ handlers } = opened);
  ({ close } = opened);
});
afterEach(async () => {
  await gocd.closeServers();
  await gitlab.closeServers();
  await close();
  await rm(folder, { recursive: true });
});

const order = (server: TestServer, more: Partial<ImportOrder> = {}): ImportOrder => ({
  id: `import ${String((ids += 1))}`,
  retro: 'saas',
  kind: 'gocd',
  files: [],
  url: server.origin,
  projects: [],
  pipelines: [],
  since: null,
  until: null,
  token: null,
  keepToken: false,
  ...more,
});
const goServer = (runs: number, name = 'build', more: Partial<gocd.Behaviour> = {}) =>
  gocd.gocdServer({ style: 'cursor', pipelines: { [name]: gocd.pipeline(runs) }, ...more });
const until = async (is: () => boolean): Promise<void> => {
  while (!is()) await new Promise((resolve) => setTimeout(resolve, 5));
};
const runsOf = async (): Promise<string[]> => {
  await close();
  const store = await openStore(path.join(folder, 'store'), { lock: 'read' });
  const found: string[] = [];
  for await (const record of store.history('saas').records({ kinds: ['run'] }))
    if (record.record === 'run') found.push(`${record.source} ${record.id}`);
  await store.close();
  return found.sort();
};

test('three servers are read at the same time into one new retro, two of a kind under names of their own', async () => {
  const met = new Set<string>();
  /** Nobody is answered before all three have asked. */
  const together =
    (name: string) =>
    (
      _: string,
      ...[, response]: Parameters<NonNullable<gocd.Behaviour['instead']>> extends [string, ...infer R] ? R : never
    ): boolean => {
      if (met.size === 3) return false;
      met.add(name);
      response.writeHead(503, { 'retry-after': '1' }).end();
      return true;
    };
  const [a, b, c] = await Promise.all([
    goServer(35, 'build', { instead: together('a') }),
    goServer(12, 'build', { instead: together('b') }),
    gitlab.gitlabServer({ pipelines: gitlab.pipelines(21), instead: together('c') }),
  ]);
  const outcomes = await Promise.all([
    handlers.startImport(order(a)),
    handlers.startImport(order(b)),
    handlers.startImport(order(c, { kind: 'gitlab', projects: ['group/app'] })),
  ]);
  expect(outcomes.map(({ runs }) => runs.added)).toEqual([35, 12, 21]);
  const second = `gocd@${new URL(b.origin).host}`;
  expect(outcomes.map(({ source }) => source)).toEqual(['gocd', second, 'gitlab']);
  const servers = await handlers.knownServers({ retro: 'saas' });
  expect(servers.map(({ source, url, project }) => [source, url, project])).toEqual([
    ['gitlab', c.origin, 'group/app'],
    ['gocd', a.origin, null],
    [second, b.origin, null],
  ]);
  const found = await runsOf();
  expect(found).toHaveLength(68);
  expect(found.filter((run) => run.startsWith(`${second} `))).toHaveLength(12);
});

test('one that fails leaves the others standing, and one that is cancelled stops alone', async () => {
  let stalled = false;
  const [good, refusing, silent] = await Promise.all([
    goServer(40),
    goServer(5, 'build', {
      instead: (_, __, response) => {
        response.writeHead(401).end();
        return true;
      },
    }),
    goServer(60, 'other', {
      instead: (asked) => {
        if (!asked.includes('after=')) return false;
        return (stalled = true);
      },
    }),
  ]);
  const stopped = order(silent);
  const [fine, refused, cancelled] = await Promise.allSettled([
    handlers.startImport(order(good)),
    handlers.startImport(order(refusing)),
    handlers.startImport(stopped),
    until(() => stalled).then(() => handlers.cancelImport({ id: stopped.id })),
  ]);
  expect(fine).toMatchObject({ status: 'fulfilled', value: { runs: { added: 40 } } });
  expect(refused).toMatchObject({ status: 'rejected', reason: { kind: 'bad_token' } });
  // What had come in before stays, and the report says that it was stopped.
  expect(cancelled).toMatchObject({ value: { runs: { added: 10 }, failures: [{ kind: 'cancelled' }] } });
  expect(await runsOf()).toHaveLength(50);
});

test('two imports from one server go one after the other, and the second says that it waits', async () => {
  const server = await goServer(30);
  let running = 0;
  let most = 0;
  const [first, second] = [order(server), order(server, { retro: 'other' })];
  await Promise.all(
    [first, second].map(async (one) => {
      const started = handlers.startImport(one);
      await until(() => news.some(({ id, queued, progress }) => id === one.id && queued === null && progress !== null));
      running += 1;
      most = Math.max(most, running);
      await started;
      running -= 1;
    }),
  );
  expect(most).toBe(1);
  expect(news.find(({ id }) => id === second.id)).toEqual({ id: second.id, queued: 'samePlace', progress: null });
  expect(news.filter(({ id }) => id === first.id).map(({ queued }) => queued)).not.toContain('samePlace');
});

test('several projects of one server in one order get names of their own at once', async () => {
  const server = await gitlab.gitlabServer({
    pipelines: gitlab.pipelines(8),
    instead: (asked, _, response) => {
      if (!asked.includes('group%2Fother')) return false;
      response.writeHead(302, { location: asked.replace('group%2Fother', 'group%2Fapp') }).end();
      return true;
    },
  });
  const outcome = await handlers.startImport(order(server, { kind: 'gitlab', projects: ['group/app', 'group/other'] }));
  expect(outcome.failures).toEqual([]);
  expect((await handlers.knownServers({ retro: 'saas' })).map(({ source }) => source)).toEqual([
    'gitlab',
    `gitlab@${new URL(server.origin).host}/group/other`,
  ]);
  expect(await runsOf()).toHaveLength(16);
});

test('a retro that several imports begin has the environments of all of them, and none once somebody chose', async () => {
  const store = await openStore(path.join(folder, 'one'), { lock: 'write' });
  const engine = new Engine(store);
  const [a, b, c] = await Promise.all([
    goServer(5, 'deploy-pasty'),
    goServer(5, 'deploy-dumpling'),
    goServer(5, 'deploy-baklava'),
  ]);
  const how = { dryRun: false, signal: new AbortController().signal, progress: () => undefined };
  await Promise.all([engine.import(order(a), how), engine.import(order(b), how)]);
  const pipelines = async () => JSON.stringify((await engine.retro('saas')).environments.environments);
  const drafted = await pipelines();
  const retro = await engine.retro('saas');
  await engine.setEnvironments('saas', { ...retro.environments, environments: [] });
  await engine.import(order(c), how);
  expect(await pipelines()).toBe('[]');
  await store.close();
  expect(drafted).toContain('deploy');
});

test('while imports go on, what is read of the retro is never older than the last one that ended', async () => {
  const servers = await Promise.all([5, 15, 25, 35].map((runs) => goServer(runs, `build-${String(runs)}`)));
  const store = await openStore(path.join(folder, 'one'), { lock: 'write' });
  const engine = new Engine(store);
  const how = { dryRun: false, signal: new AbortController().signal, progress: () => undefined };
  let ended = 0;
  const state = { isOver: false };
  const imports = servers.map(async (server) => {
    const { runs } = await engine.import(order(server), how);
    ended += runs.added;
  });
  const reading = (async () => {
    for (let looks = 0; !state.isOver; looks += 1) {
      const least = ended;
      if (await store.retro('saas')) expect((await engine.history('saas')).runs.length).toBeGreaterThanOrEqual(least);
      await new Promise((resolve) => setImmediate(resolve));
    }
  })();
  await Promise.all(imports);
  state.isOver = true;
  await reading;
  expect((await engine.history('saas')).runs).toHaveLength(80);
  await store.close();
});
