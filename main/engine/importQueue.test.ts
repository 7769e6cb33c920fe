import fc from 'fast-check';
import { expect, test } from 'vitest';
import { ImportQueue, mostAtOnce, mustTakeTurns, type ImportPlace, type QueuedFor } from './importQueue';

const server = (origin: string, kind = 'gocd', retro = 'saas'): ImportPlace => ({ retro, kind, origin });
const files = (kind: string, retro = 'saas'): ImportPlace => ({ retro, kind, origin: null });

test.each<[string, ImportPlace, ImportPlace, boolean]>([
  ['one server, two projects', server('https://a'), server('https://a'), true],
  ['one server, two retros', server('https://a'), server('https://a', 'gocd', 'other'), true],
  ['two servers of a kind', server('https://a'), server('https://b'), false],
  ['a server and saved replies of its kind', server('https://a'), files('gocd'), true],
  ['files of one kind', files('runs'), files('runs'), true],
  ['files of two kinds', files('runs'), files('git'), false],
  ['files into two retros', files('runs'), files('runs', 'other'), false],
])('%s', (_, a, b, turns) => {
  expect([mustTakeTurns(a, b), mustTakeTurns(b, a)]).toEqual([turns, turns]);
});

/** Work that goes on until somebody lets it end. */
function held() {
  let release = (): void => undefined;
  const done = new Promise<void>((resolve) => (release = resolve));
  return { done, release };
}
const settle = () => new Promise((resolve) => setImmediate(resolve));

test('whatever is asked and whoever gives up: never too many, never two in one place, first come first served', async () => {
  const place = fc.record({
    origin: fc.constantFrom('https://a', 'https://b', 'https://c', 'https://d', 'https://e', 'https://f', null),
    kind: fc.constantFrom('gocd', 'runs'),
    retro: fc.constant('saas'),
  });
  const one = fc.record({
    place,
    fate: fc.constantFrom<'ends' | 'fails' | 'is cancelled'>('ends', 'fails', 'is cancelled'),
  });
  await fc.assert(
    fc.asyncProperty(fc.array(one, { maxLength: 14 }), async (asked) => {
      const queue = new ImportQueue();
      const running: ImportPlace[] = [];
      const begun: number[] = [];
      const works = asked.map(() => held());
      const stops = asked.map(() => new AbortController());
      const results = asked.map(({ place: where, fate }, index) =>
        queue.run(
          where,
          stops[index]!.signal,
          async () => {
            expect(running.filter((other) => mustTakeTurns(other, where))).toEqual([]);
            running.push(where);
            begun.push(index);
            expect(running.length).toBeLessThanOrEqual(mostAtOnce);
            await works[index]!.done;
            running.splice(running.indexOf(where), 1);
            if (fate === 'fails') throw new Error('failed');
          },
          () => undefined,
        ),
      );
      const ended = Promise.allSettled(results);
      await settle();
      for (const [index, { fate }] of asked.entries()) if (fate === 'is cancelled') stops[index]!.abort();
      for (const work of works) {
        work.release();
        await settle();
      }
      const states = (await ended).map(({ status }) => status);
      expect(running).toEqual([]);
      for (const [index, { place: where, fate }] of asked.entries()) {
        if (fate !== 'is cancelled') expect(states[index]).toBe(fate === 'ends' ? 'fulfilled' : 'rejected');
        // One that was there before and wants the same place began before.
        const before = begun.filter((other) => other < index && mustTakeTurns(asked[other]!.place, where));
        if (begun.includes(index))
          for (const other of before) expect(begun.indexOf(other)).toBeLessThan(begun.indexOf(index));
      }
    }),
    { numRuns: 200 },
  );
});

test('a queued import says what it waits for, and leaves at once when cancelled', async () => {
  const queue = new ImportQueue();
  const never = new AbortController();
  const told: QueuedFor[] = [];
  const others = Array.from({ length: mostAtOnce }, () => held());
  const going = others.map((work, index) =>
    queue.run(
      server(`https://${String(index)}`),
      never.signal,
      () => work.done,
      () => undefined,
    ),
  );
  const stop = new AbortController();
  const same = queue.run(
    server('https://0'),
    stop.signal,
    () => Promise.resolve('read'),
    (why) => told.push(why),
  );
  const fifth = queue.run(
    server('https://9'),
    never.signal,
    () => Promise.resolve('read'),
    (why) => told.push(why),
  );
  expect(told).toEqual(['samePlace', 'freePlace']);
  stop.abort();
  await expect(same).rejects.toMatchObject({ kind: 'cancelled' });
  others[2]!.release();
  expect(await fifth).toBe('read');
  for (const other of others) other.release();
  await Promise.all(going);
  const gone = new AbortController();
  gone.abort();
  await expect(
    queue.run(
      server('https://0'),
      gone.signal,
      () => Promise.resolve(),
      () => undefined,
    ),
  ).rejects.toMatchObject({
    kind: 'cancelled',
  });
});
