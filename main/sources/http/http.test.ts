import type { ServerResponse } from 'node:http';
import { gzipSync } from 'node:zlib';
import { afterEach, expect, test } from 'vitest';
import { createHttp } from './http';
import { closeServers, failureOf, http, options, recordDelay, start, token, waitFor } from './testClient';
import { sendJson, type TestServer } from './testServer';

afterEach(closeServers);

test('a reply comes back parsed, with credentials and Accept sent', async () => {
  const server = await start((_, response) => sendJson(response, { a: 1 }, { 'x-more': 'yes' }));
  const reply = await http(server).getJson('/go/api?x=1', { accept: 'application/vnd.go.cd.v1+json' });
  expect(reply).toMatchObject({ status: 200, json: { a: 1 }, url: `${server.origin}/go/api?x=1` });
  expect(reply.headers.get('X-More')).toBe('yes');
  expect(server.headers[0]).toContain(`Bearer ${token}`);
  expect(server.headers[0]?.match(/^accept\n.*$/im)?.[0]).toBe('accept\napplication/vnd.go.cd.v1+json');
});

const statuses: [number, string, Record<string, string>?][] = [
  [401, 'bad_token'],
  [403, 'no_permission'],
  [403, 'no_permission', { 'x-ratelimit-remaining': '0', 'x-ratelimit-limit': '0' }],
  [403, 'no_permission', { 'x-ratelimit-remaining': '12', 'x-ratelimit-limit': '60' }],
  [404, 'not_found'],
  [410, 'not_found'],
  [406, 'unreadable'],
  [422, 'wrong_input'],
];
test.each(statuses)('status %i is %s at the first try', async (status, kind, headers = {}) => {
  const server = await start((_, response) => response.writeHead(status, headers).end('secret body'));
  const failure = await failureOf(http(server).getJson('/x?private_token=hidden'));
  expect(failure.kind).toBe(kind);
  expect(failure.message).toContain(`${server.origin}/x`);
  expect(failure.message).not.toMatch(/secret|hidden|4711/);
  expect(server.asked).toHaveLength(1);
});

test('a status the caller expects is an answer', async () => {
  const server = await start((_, response) => response.writeHead(406).end('no such version'));
  expect(await http(server).getJson('/x', { expected: [406, 404] })).toMatchObject({ status: 406, json: null });
});

const good = JSON.stringify({ runs: [1, 2, 3], text: 'ä'.repeat(40) });
const passing: [string, (response: ServerResponse) => void][] = [
  ['500', (response) => response.writeHead(500).end('oops')],
  ['502 with HTML', (response) => response.writeHead(502, { 'content-type': 'text/html' }).end('<html>')],
  ['503 with Retry-After', (response) => response.writeHead(503, { 'retry-after': '1' }).end()],
  ['reset', (response) => response.destroy()],
  [
    'cut, length known',
    (response) => cutAfter(response.writeHead(200, { 'content-length': '900' }), good.slice(0, 30)),
  ],
  ['cut, chunked', (response) => cutAfter(response.writeHead(200), good.slice(0, 30))],
  ['cut, gzip', (response) => cutGzip(response)],
  ['cut, close-delimited', (response) => closeDelimited(response, good.slice(0, good.length / 2))],
  ['empty', (response) => response.writeHead(200).end()],
  ['silent before the headers', () => undefined],
  ['silent within the body', (response) => response.writeHead(200, { 'content-length': '900' }).write('{"a":')],
  ['429', (response) => response.writeHead(429, { 'retry-after': '1' }).end()],
];
test.each(passing)('%s, four times, is got over at the fifth try', async (_, fault) => {
  const server = await start((__, response, count) => (count < 5 ? fault(response) : sendJson(response, { ok: true })));
  const waits: number[] = [];
  const reply = await http(server, { delay: recordDelay(waits), idleMs: 60 }).getJson('/x');
  expect(reply.json).toEqual({ ok: true });
  expect(server.asked).toHaveLength(5);
  expect(waits).toHaveLength(4);
});

test.each([
  [passing[0], 'offline'],
  [passing[3], 'offline'],
  [passing[4], 'unreadable'],
  [passing[7], 'unreadable'],
  [passing[8], 'unreadable'],
  [passing[9], 'offline'],
  [passing[11], 'rate_limited'],
] as const)('after five tries: %o', async (fault, kind) => {
  const server = await start((_, response) => fault?.[1](response));
  expect((await failureOf(http(server, { idleMs: 30 }).getJson('/x'))).kind).toBe(kind);
  expect(server.asked).toHaveLength(5);
});

test('the pauses between tries double, with jitter', async () => {
  const server = await start((_, response) => response.writeHead(500).end());
  const waits: number[] = [];
  await failureOf(http(server, { delay: recordDelay(waits), random: () => 1 }).getJson('/x'));
  await failureOf(http(server, { delay: recordDelay(waits), random: () => 0 }).getJson('/x'));
  expect(waits).toEqual([200, 400, 800, 1600, 100, 200, 400, 800]);
});

test.each([
  [200, 'text/html; charset=utf-8', 'Welcome'],
  [203, 'text/html', '<p>'],
  [200, 'application/json', '<!DOCTYPE html><html>'],
  [200, 'text/plain', '\n<HTML lang="en">'],
])('status %i, %s, %s is a sign-in page', async (status, type, body) => {
  const server = await start((_, response) => response.writeHead(status, { 'content-type': type }).end(body));
  const failure = await failureOf(http(server).getJson('/x'));
  expect(failure.kind).toBe('sign_in_page');
  expect(failure.message).toContain('answered with a sign-in page');
  expect(server.asked).toHaveLength(1);
});

test('"null" and a body over the cap are unreadable at once', async () => {
  const server = await start((request, response) => response.end(request.url === '/null' ? 'null' : 'x'.repeat(5000)));
  const client = http(server, { maxBytes: 4096 });
  expect((await failureOf(client.getJson('/null'))).kind).toBe('unreadable');
  expect((await failureOf(client.getJson('/large'))).message).toContain('larger than');
  expect(server.asked).toHaveLength(2);
});

test('slow but steady bodies are no time-out', async () => {
  const server = await start((_, response) => dribble(response, good));
  expect((await http(server, { idleMs: 100 }).getJson('/x')).json).toEqual(JSON.parse(good));
});

test('nobody there, or no such name, is offline at the first try', async () => {
  const server = await start((_, response) => response.end('{}'));
  await server.close();
  const waits: number[] = [];
  expect((await failureOf(http(server, { delay: recordDelay(waits) }).getJson('/x'))).kind).toBe('offline');
  const unknown = createHttp({ ...options(server), origin: 'http://no-such-host.invalid' });
  expect((await failureOf(unknown.getJson('/x'))).kind).toBe('offline');
  expect(waits).toEqual([]);
});

test('redirects within the origin are followed, at most five', async () => {
  const server = await start((request, response) => {
    const at = Number(request.url?.slice(1));
    if (at === 0) sendJson(response, { ok: true });
    else response.writeHead([301, 302, 303, 307, 308][at % 5] ?? 302, { location: `/${at - 1}` }).end();
  });
  expect((await http(server).getJson('/5')).url).toBe(`${server.origin}/0`);
  expect((await failureOf(http(server).getJson('/6'))).kind).toBe('refused_address');
});

test.each([
  (other: TestServer) => `${other.origin}/steal`,
  (other: TestServer) => other.origin.replace('http:', '') + '/steal',
  (_: TestServer, own: TestServer) => own.origin.replace('http://', 'http://user:pw@') + '/steal',
  (other: TestServer) => other.origin.replace('127.0.0.1', 'localhost') + '/steal',
  () => 'https://example.invalid/steal',
  () => 'file:///etc/passwd',
  () => 'ms-settings:about',
  () => 'javascript:alert(1)',
])('redirect case %# to elsewhere is refused and sends nothing', async (location) => {
  const other = await start((_, response) => sendJson(response, {}));
  const server = await start((_, response) => response.writeHead(302, { location: location(other, server) }).end());
  const failure = await failureOf(http(server).getJson('/x'));
  expect(failure.kind).toBe('refused_address');
  expect(failure.message).toContain(server.origin);
  expect(other.asked).toEqual([]);
  expect(server.asked).toEqual(['/x']);
  const asLink = await failureOf(http(server).getJson(location(other, server)));
  expect(asLink.kind).toBe('refused_address');
  expect(asLink.message).not.toContain('pw');
  expect(other.headers.join()).not.toContain(token);
  expect(server.asked).toEqual(['/x']);
});

test.each([
  ['a rate limit', (response: ServerResponse) => void response.writeHead(429, { 'retry-after': '3600' }).end()],
  ['a silent server', () => undefined],
  ['a pause between tries', (response: ServerResponse) => void response.writeHead(500).end()],
])('stopping during %s ends within a second', async (_, answer) => {
  const server = await start((__, response) => answer(response));
  const controller = new AbortController();
  const client = createHttp({ ...options(server), delay: undefined, signal: controller.signal, random: () => 100 });
  const pending = failureOf(client.getJson('/x'));
  await waitFor(() => server.asked.length === 1);
  await new Promise((resolve) => setTimeout(resolve, 50));
  const stoppedAt = Date.now();
  controller.abort();
  expect((await pending).kind).toBe('cancelled');
  expect(Date.now() - stoppedAt).toBeLessThan(1000);
  expect((await failureOf(client.getJson('/y'))).kind).toBe('cancelled');
  expect(server.asked).toHaveLength(1);
});

test('requests are counted, every try and redirect', async () => {
  const server = await start((request, response, count) => {
    if (count === 1) response.writeHead(500).end();
    else if (request.url === '/x') response.writeHead(302, { location: '/y' }).end();
    else sendJson(response, []);
  });
  const told: number[] = [];
  const client = http(server, { progress: ({ requests }) => requests !== undefined && told.push(requests) });
  await client.getJson('/x');
  expect(client.requests()).toBe(3);
  expect(told).toEqual([1, 2, 3]);
});

function cutAfter(response: ServerResponse, text: string): void {
  response.write(text, () => response.destroy());
}

function cutGzip(response: ServerResponse): void {
  const bytes = gzipSync(good);
  response.writeHead(200, { 'content-encoding': 'gzip' }).end(bytes.subarray(0, bytes.length - 12));
}

function closeDelimited(response: ServerResponse, text: string): void {
  response.socket?.end(`HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nConnection: close\r\n\r\n${text}`);
}

function dribble(response: ServerResponse, text: string): void {
  const pieces = text.match(/.{1,10}/gu) ?? [];
  const next = () => {
    const piece = pieces.shift();
    if (piece === undefined) return response.end();
    response.write(piece);
    return setTimeout(next, 40);
  };
  next();
}
