import { afterEach, expect, test } from 'vitest';
import { randomFrom } from '../../store/testing/samples';
import { rounds, sayFigures } from '../../testing/soak';
import type { ImportProgress } from '../source';
import { closeServers, http, start } from './testClient';
import { sendJson } from './testServer';
import { directTransport, type Transport } from './transport';

afterEach(closeServers);

const hourMs = 3_600_000;

/** How servers say when to come back: `ms` from their own now. */
const forms: ((ms: number, serverNow: number) => [status: number, headers: Record<string, string>])[] = [
  (ms) => [429, { 'retry-after': String(ms / 1000) }],
  (ms) => [403, { 'retry-after': String(ms / 1000) }],
  (ms, now) => [429, { 'retry-after': httpDate(now + ms) }],
  (ms, now) => [
    403,
    { 'x-ratelimit-limit': '60', 'x-ratelimit-remaining': '0', 'x-ratelimit-reset': epochS(now + ms) },
  ],
  (ms, now) => [429, { 'x-ratelimit-reset': epochS(now + ms) }],
  (ms) => [429, { 'ratelimit-reset': String(ms / 1000) }],
  (ms, now) => [429, { 'ratelimit-reset': epochS(now + ms) }],
];
/** What says nothing, or nonsense: then a minute is waited, and longer the next time. */
const nonsense: Record<string, string>[] = [
  {},
  { 'retry-after': '' },
  { 'retry-after': 'soon' },
  { 'retry-after': '-5' },
  { 'retry-after': '99999999999' },
  { 'x-ratelimit-reset': '-62135596800' },
  { 'x-ratelimit-reset': 'NaN' },
  { 'x-ratelimit-limit': '0', 'x-ratelimit-remaining': '0', 'x-ratelimit-reset': '0' },
];

test('whatever a server says of its limit, and whatever its clock, nothing is asked early and nothing hangs', async () => {
  const seed = Date.now();
  const random = randomFrom(seed);
  /** The clock of this machine, which only waiting moves. */
  let now = Date.UTC(2026, 0, 5, 9);
  let skewMs = 0;
  /** Not before this on our clock may anything be asked. */
  let closedUntil = 0;
  /** What was on its way already when the limit came is not early; of one request at a time nothing is on its way. */
  let [isAlone, isWaiting] = [true, false];
  const refusedInARow = new Map<string, number>();
  const seen = { requests: 0, 'limits injected': 0, 'of them without a word or nonsense': 0, early: 0, hung: 0 };
  const server = await start((request, response) => {
    const path = request.url ?? '';
    seen.requests += 1;
    if (now < closedUntil && isAlone) seen.early += 1;
    const serverNow = Math.floor((now + skewMs) / 1000) * 1000;
    const refused = refusedInARow.get(path) ?? 0;
    if (refused >= 3 || random(3) > 0) {
      refusedInARow.delete(path);
      response.setHeader('date', httpDate(serverNow));
      return sendJson(response, {});
    }
    refusedInARow.set(path, refused + 1);
    seen['limits injected'] += 1;
    const waitMs = 1000 * (1 + random(1800));
    const isSaid = random(4) > 0;
    if (!isSaid) seen['of them without a word or nonsense'] += 1;
    const [status, headers] = isSaid
      ? (forms[random(forms.length)]?.(waitMs, serverNow) ?? [429, {}])
      : ([429, nonsense[random(nonsense.length)] ?? {}] as const);
    const leastMs = isSaid ? serverNow + waitMs - skewMs - now : 60_000 * 2 ** refused;
    closedUntil = Math.max(closedUntil, now + leastMs);
    response.writeHead(status, { date: httpDate(serverNow), ...headers }).end();
  });
  const delay = (ms: number): Promise<void> => {
    now += ms;
    return Promise.resolve();
  };
  for (let round = 0; round < rounds(100, 3_000); round += 1) {
    skewMs = (random(7) - 3) * (hourMs / 3);
    const transport: Transport = (url, init) => {
      if (isWaiting && now < closedUntil) seen.early += 1;
      return directTransport(url, init);
    };
    const progress = ({ waitingUntil }: Partial<ImportProgress>): void => {
      if (waitingUntil !== undefined) isWaiting = waitingUntil !== null;
    };
    const client = http(server, { delay, now: () => now, transport, progress });
    const atOnce = 1 + random(4);
    isAlone = atOnce === 1;
    const asked = Array.from({ length: atOnce }, (_, n) => client.getJson(`/${String(round)}/${String(n)}`));
    const hung = setTimeout(() => (seen.hung += 1), 20_000);
    await Promise.all(asked);
    clearTimeout(hung);
  }
  sayFigures(`F2 rate limits, clocks an hour off either way (seed ${String(seed)})`, seen);
  expect(seen, `seed ${String(seed)}`).toMatchObject({ early: 0, hung: 0 });
  expect(seen['limits injected']).toBeGreaterThan(rounds(50, 1_500));
});

function epochS(ms: number): string {
  return String(ms / 1000);
}

function httpDate(ms: number): string {
  return new Date(ms).toUTCString();
}
