import { expect, test } from 'vitest';
import { weeks } from '../gallery/sampleFacts';
import { livelinessAt, presenceAt, recentFailedShare, weekIndexAt, withinHistory } from './presence';

const dayMs = 86_400_000;
const present = [{ from: 100 * dayMs, to: 200 * dayMs }];

test.each([
  [99, false, 0],
  [100, false, 0],
  [100, true, 1],
  [110, false, 1],
  [199.9, true, 1],
  [200, true, 0],
  [210, false, 0],
])('day %d, settled %s: presence %d', (day, settled, expected) => {
  expect(presenceAt(present, day * dayMs, settled)).toBe(expected);
});

test('a week is found by any moment in it, and moments outside go to the ends', () => {
  expect(weekIndexAt(weeks, (weeks[7]?.start ?? 0) + dayMs)).toBe(7);
  expect(weekIndexAt(weeks, 0)).toBe(0);
  expect(weekIndexAt(weeks, Number.MAX_SAFE_INTEGER)).toBe(weeks.length - 1);
  expect(weekIndexAt([], 0)).toBe(-1);
});

test('at its very end a history shows what was there last', () => {
  const end = weeks.at(-1)?.end ?? 0;
  expect(presenceAt([{ from: 0, to: end }], withinHistory(weeks, end), true)).toBe(1);
  expect(withinHistory(weeks, end - dayMs)).toBe(end - dayMs);
  expect(withinHistory([], 5)).toBe(5);
});

test('a share of failures needs three runs', () => {
  expect(recentFailedShare({ runs: [1, 1], failed: [1, 0] }, 1)).toBeNull();
  expect(recentFailedShare({ runs: [2, 2], failed: [1, 0] }, 1)).toBe(0.25);
});

test('what ran lately is lively, what rested long is faint', () => {
  expect(livelinessAt([1, 0, 0, 0], 3)).toBe(1);
  expect(livelinessAt([1, ...Array<number>(12).fill(0)], 12)).toBeCloseTo(0.4);
  expect(livelinessAt([0, 0], 1)).toBe(0.4);
});
