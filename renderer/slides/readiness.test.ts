import { expect, test } from 'vitest';
import { Readiness } from './readiness';

async function isDone(readiness: Readiness): Promise<boolean> {
  return Promise.race([
    readiness.done.then(() => true),
    new Promise<boolean>((resolve) =>
      setTimeout(() => {
        resolve(false);
      }, 5),
    ),
  ]);
}

test('a slide with nothing to wait for is ready when opened', async () => {
  const readiness = new Readiness();
  expect(await isDone(readiness)).toBe(false);
  readiness.open();
  expect(await isDone(readiness)).toBe(true);
});

test('every part is waited for, and saying so twice counts once', async () => {
  const readiness = new Readiness();
  const [first, second] = [readiness.expect(), readiness.expect()];
  readiness.open();
  first();
  first();
  expect(await isDone(readiness)).toBe(false);
  second();
  expect(await isDone(readiness)).toBe(true);
});
