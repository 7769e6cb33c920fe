import { afterEach, expect, test } from 'vitest';
import { sendJson, startTestServer, type TestServer } from '../http/testServer';
import type { LiveRequest, Source } from '../source';
import { importsOf, knownAfter, testNow } from './testImport';

/** A run on a server for tests: number `n`, begun `n` hours after `start0`; an older attempt is one of its stages. */
export interface FakeRun {
  n: number;
  isOver: boolean;
  attempts: number;
}

export const start0 = Date.UTC(2024, 0, 1);
export const hour = 3_600_000;

/** One page of what a server has, newest first. */
export interface Page {
  runs: FakeRun[];
  /** Number of the page, from 0, and how many items a page has. */
  number: number;
  size: number;
  isLast: boolean;
}

/** How one kind of server answers. */
export interface FakeServer {
  source: Source;
  /** What is asked of it. */
  request: Omit<Partial<LiveRequest>, 'url'>;
  /** Path of the list that is read by pages. */
  isList(url: URL): boolean;
  /** Number of the page asked for, from 0. */
  pageOf(url: URL): number;
  /** A page of it. `next` is the whole address of the page after it. */
  list(page: Page, next: string | null): { json: unknown; headers?: Record<string, string> | undefined };
  /** Address of a page. */
  nextOf(url: URL, number: number): string;
  /** Any other path; undefined where there is nothing. */
  other(url: URL, runs: readonly FakeRun[]): unknown;
  /** False where pages are named by tokens or numbers, which cannot lead to another server. */
  isLinked?: false;
  /** What a token becomes in a header, where it is not sent as it is. */
  tokenIn?(token: string): string;
  /** Id of the record of run `n`. */
  id(n: number): string;
}

const size = 10;
const open: TestServer[] = [];

export const at = (n: number): number => start0 + n * hour;
export const iso = (n: number, minutes = 0): string => new Date(at(n) + minutes * 60_000).toISOString();

function runsUpTo(count: number): FakeRun[] {
  return Array.from({ length: count }, (_, index) => ({ n: index + 1, isOver: true, attempts: 1 }));
}

type Instead = (url: URL, response: Parameters<typeof sendJson>[0]) => boolean;

/** What every source of a live server does, whatever its server. */
export function testLiveSource(fake: FakeServer): void {
  const { source } = fake;
  const { server: ask } = importsOf(source);
  const importServer = (url: string, more = {}, context = {}) => ask(url, { ...fake.request, ...more }, context);
  const ids = (runs: { id: string }[]) => runs.map((run) => run.id).sort();
  const expected = (...numbers: number[]) => numbers.map((n) => fake.id(n)).sort();
  const upTo = (count: number) => expected(...runsUpTo(count).map(({ n }) => n));

  async function serve(runs: FakeRun[], instead: Instead = () => false): Promise<TestServer> {
    const server = await startTestServer((request, response) => {
      const url = new URL(request.url ?? '', server.origin);
      if (instead(url, response)) return;
      if (fake.isList(url)) return sendPage(fake, runs, url, response);
      const json = fake.other(url, runs);
      if (json === undefined) response.writeHead(404, { 'content-type': 'application/json' }).end('{}');
      else sendJson(response, json);
    });
    open.push(server);
    return server;
  }

  afterEach(async () => {
    await Promise.all(open.splice(0).map((server) => server.close()));
  });

  test('all pages are read, every run once, with the token', async () => {
    const server = await serve(runsUpTo(34));
    const { runs, rejected, failures, coverage } = await importServer(server.origin, { token: 'tok' });
    expect([rejected, failures]).toEqual([[], []]);
    expect(ids(runs)).toEqual(upTo(34));
    expect(server.asked.filter((path) => fake.isList(new URL(path, server.origin)))).toHaveLength(4);
    const sent = fake.tokenIn?.('tok') ?? 'tok';
    expect(server.headers.every((lines) => lines.includes(sent))).toBe(true);
    expect(coverage?.to).toBe(testNow);
  });

  test('runs that come in while pages are read are neither lost nor doubled', async () => {
    const kept = runsUpTo(35);
    let isGrowing = true;
    const server = await serve(kept, (url) => {
      if (fake.isList(url) && isGrowing) kept.push({ n: kept.length + 1, isOver: true, attempts: 1 });
      return false;
    });
    const first = await importServer(server.origin);
    isGrowing = false;
    expect(new Set(ids(first.runs)).size).toBe(first.runs.length);
    expect(first.runs.length).toBeGreaterThanOrEqual(35);
    const second = await importServer(server.origin, {}, { known: knownAfter(first) });
    const all = new Set([...ids(first.runs), ...ids(second.runs)]);
    expect([...all].sort()).toEqual(upTo(kept.length));
  });

  test('a second import brings what is new and what had not finished, a third nothing', async () => {
    const kept = runsUpTo(25);
    kept[2]!.isOver = false;
    kept[23]!.isOver = false;
    const server = await serve(kept);
    const first = await importServer(server.origin);
    expect(ids(first.runs.filter((run) => run.outcome === 'running'))).toEqual(expected(3, 24));
    expect(first.runs.filter((run) => run.outcome === 'running' && run.finishedAt !== null)).toEqual([]);
    kept[2]!.isOver = true;
    kept[23]!.isOver = true;
    kept.push({ n: 26, isOver: true, attempts: 1 });
    const second = await importServer(server.origin, {}, { known: knownAfter(first) });
    expect(ids(second.runs)).toEqual(expected(3, 24, 26));
    expect(second.runs.every((run) => run.outcome === 'passed')).toBe(true);
    const known = knownAfter(first, second);
    const third = await importServer(server.origin, {}, { known });
    expect([third.runs, third.cursor]).toEqual([[], second.cursor]);
  });

  test('since and until choose by the moment of the run; what was left out comes later', async () => {
    const server = await serve(runsUpTo(200));
    const window = await importServer(server.origin, { since: at(160), until: at(163) });
    expect(ids(window.runs)).toEqual(expected(160, 161, 162));
    expect(window.cursor).toBeNull();
    server.asked.length = 0;
    const recent = await importServer(server.origin, { since: at(160) });
    expect(recent.runs).toHaveLength(41);
    expect(server.asked.filter((path) => fake.isList(new URL(path, server.origin))).length).toBeLessThan(8);
    const whole = await importServer(server.origin, {}, { known: knownAfter(recent) });
    expect([...new Set([...ids(recent.runs), ...ids(whole.runs)])].sort()).toEqual(upTo(200));
  });

  test('an import that was broken off goes on where it stopped', async () => {
    let isBroken = true;
    const server = await serve(runsUpTo(60), (url, response) => {
      if (!isBroken || !fake.isList(url) || fake.pageOf(url) < 3) return false;
      response.writeHead(404, { 'content-type': 'application/json' }).end('{}');
      return true;
    });
    const first = await importServer(server.origin);
    expect([first.runs.length, first.failures.length]).toEqual([30, 1]);
    isBroken = false;
    const second = await importServer(server.origin, {}, { known: knownAfter(first) });
    expect([...new Set([...ids(first.runs), ...ids(second.runs)])].sort()).toEqual(upTo(60));
  });

  test('a limit is waited for, as long as the server asks', async () => {
    let refused = 0;
    const server = await serve(runsUpTo(5), (url, response) => {
      if (!fake.isList(url) || refused > 0) return false;
      refused += 1;
      response.writeHead(429, { 'retry-after': '1', 'content-type': 'application/json' }).end('{}');
      return true;
    });
    const waits: unknown[] = [];
    const progress = (each: { waitingUntil?: number | null }) => {
      if (each.waitingUntil) waits.push(each);
    };
    const { runs } = await importServer(server.origin, {}, { progress, now: () => Date.now() });
    expect([runs.length, refused, waits.length]).toEqual([5, 1, 1]);
    const lists = server.asked.flatMap((path, index) => (fake.isList(new URL(path, server.origin)) ? index : []));
    expect(server.times[lists[1] ?? 0]! - server.times[lists[0] ?? 0]!).toBeGreaterThanOrEqual(1000);
  });

  const testLinks = fake.isLinked === false ? () => undefined : test;
  testLinks('a next page at another server is refused; what came before stays', async () => {
    const other = await serve(runsUpTo(30));
    const server = await serve(runsUpTo(30), (url, response) => {
      if (!fake.isList(url)) return false;
      const { json, headers } = fake.list(
        { runs: runsUpTo(30).slice(20).reverse(), number: 0, size, isLast: false },
        fake.nextOf(new URL(url.pathname + url.search, other.origin), 1),
      );
      sendJson(response, json, headers ?? {});
      return true;
    });
    const { failures } = await importServer(server.origin, { token: 'marker' }).catch((error: unknown) => ({
      failures: [error as { kind: string; message: string }],
    }));
    expect(failures.map((each) => each.kind)).toContain('refused_address');
    expect(JSON.stringify(failures)).not.toContain('marker');
    expect(other.asked).toEqual([]);
  });

  test.each([
    [401, 'application/json', '{}', 'bad_token'],
    [200, 'text/html', '<html>Sign in</html>', 'sign_in_page'],
    [200, 'application/json', '{"cut', 'unreadable'],
    [200, 'application/json', '"text"', 'unreadable'],
    [404, 'application/json', '{}', 'not_found'],
  ] as const)('a server that answers everything with %i %s %s brings in nothing', async (status, type, body, kind) => {
    const server = await serve([], (_, response) =>
      Boolean(response.writeHead(status, { 'content-type': type }).end(body)),
    );
    await expect(importServer(server.origin, { token: 'marker' })).rejects.toMatchObject({
      kind,
      message: expect.not.stringContaining('marker') as string,
    });
  });
}

function sendPage(
  fake: FakeServer,
  runs: readonly FakeRun[],
  url: URL,
  response: Parameters<typeof sendJson>[0],
): void {
  const number = fake.pageOf(url);
  const newest = [...runs].reverse();
  const isLast = (number + 1) * size >= newest.length;
  const page = { runs: newest.slice(number * size, (number + 1) * size), number, size, isLast };
  const { json, headers } = fake.list(page, isLast ? null : fake.nextOf(url, number + 1));
  sendJson(response, json, headers ?? {});
}

/** `url` with one parameter of its query set. */
export function withParameter(url: URL, name: string, value: number): string {
  const next = new URL(url);
  next.searchParams.set(name, String(value));
  return next.href;
}
