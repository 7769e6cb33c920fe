import { afterEach, expect, test } from 'vitest';
import type { ImportProgress } from '../source';
import { createHttp } from './http';
import { closeServers, failureOf, http, options, recordDelay, start, waitFor } from './testClient';
import { sendJson } from './testServer';

afterEach(closeServers);

const hour = 3_600_000;
const at = Date.UTC(2024, 2, 1, 9);
const epochS = (ms: number) => String(ms / 1000);
const waitCases: [string, number, Record<string, string>, number][] = [
  ['Retry-After seconds', 429, { 'retry-after': '7' }, 7_000],
  ['Retry-After date, clocks equal', 429, { 'retry-after': httpDate(at + 9_000) }, 9_000],
  [
    'Retry-After date, server an hour ahead',
    429,
    { date: httpDate(at + hour), 'retry-after': httpDate(at + hour + 9_000) },
    9_000,
  ],
  ['Retry-After on 403', 403, { 'retry-after': '5' }, 5_000],
  ['reset, server an hour behind', 403, rate(at - hour, epochS(at - hour + 30_000)), 30_000],
  ['reset, server an hour ahead', 403, rate(at + hour, epochS(at + hour + 30_000)), 30_000],
  ['reset on 429', 429, rate(at, epochS(at + 30_000)), 30_000],
  ['reset in the past', 403, rate(at, epochS(at - 30_000)), 60_000],
  ['reset in year 1', 429, rate(at, '-62135596800'), 60_000],
  ['reset far away', 429, rate(at, '99999999999'), 60_000],
  ['seconds left', 429, { 'ratelimit-remaining': '0', 'ratelimit-reset': '23' }, 23_000],
  ['ratelimit-reset as a moment', 429, { 'ratelimit-reset': epochS(at + 30_000) }, 30_000],
  ['blank', 429, { 'retry-after': '' }, 60_000],
  ['words', 429, { 'retry-after': 'soon' }, 60_000],
  ['nothing', 429, {}, 60_000],
];
test.each(waitCases)('rate limit, %s', async (_, status, headers, expected) => {
  const server = await start((__, response, count) =>
    count === 1 ? response.writeHead(status, { date: httpDate(at), ...headers }).end() : sendJson(response, {}),
  );
  const waits: number[] = [];
  const told: Partial<ImportProgress>[] = [];
  const client = http(server, { delay: recordDelay(waits), now: () => at, progress: (each) => told.push(each) });
  await client.getJson('/x');
  expect(waits).toHaveLength(1);
  expect(waits[0]! - expected).toBeGreaterThanOrEqual(0);
  expect(waits[0]! - expected).toBeLessThan(100);
  expect(told.map((each) => each.waitingUntil).filter((each) => each !== undefined)).toEqual([at + waits[0]!, null]);
});

test('waits without a word of the server grow, and end', async () => {
  const server = await start((_, response) => response.writeHead(429).end());
  const waits: number[] = [];
  expect((await failureOf(http(server, { delay: recordDelay(waits) }).getJson('/x'))).kind).toBe('rate_limited');
  expect(waits).toEqual([60_000, 120_000, 240_000, 480_000]);
});

test('while one request waits for a rate limit, no other goes out early', async () => {
  const server = await start((_, response, count) =>
    count === 1 ? response.writeHead(429, { 'retry-after': '1' }).end() : sendJson(response, {}),
  );
  const client = createHttp({ ...options(server), delay: undefined });
  const first = client.getJson('/1');
  await waitFor(() => server.asked.length === 1);
  await new Promise((resolve) => setTimeout(resolve, 100));
  await Promise.all([first, ...[2, 3, 4].map((each) => client.getJson(`/${each}`))]);
  expect(server.times.slice(1).every((time) => time - server.times[0]! >= 1000)).toBe(true);
  expect(server.asked).toHaveLength(5);
});

function rate(date: number, reset: string): Record<string, string> {
  return { date: httpDate(date), 'x-ratelimit-limit': '60', 'x-ratelimit-remaining': '0', 'x-ratelimit-reset': reset };
}

function httpDate(ms: number): string {
  return new Date(ms).toUTCString();
}
