import { expect, test } from 'vitest';
import { weeks } from '../gallery/sampleFacts';
import type { EvolutionNode } from '../../main/domain/analysis/facts';
import { easeOf, livelinessAt, paceOf, presenceAt, recentFailedShare, weekIndexAt, withinHistory } from './presence';

const dayMs = 86_400_000;
const present = [{ from: 100 * dayMs, to: 200 * dayMs }];

const ease = { ms: 10 * dayMs, end: 300 * dayMs };

test.each([
  [99, ease, 0],
  [100, ease, 0],
  [100, null, 1],
  [110, ease, 1],
  [199.9, null, 1],
  [200, null, 0],
  [210, ease, 0],
  [105, { ...ease, end: 105 * dayMs }, 1],
])('day %d, ease %o: presence %d', (day, how, expected) => {
  expect(presenceAt(present, day * dayMs, how)).toBe(expected);
});

test('what comes with the last run is there the moment after it', () => {
  const last = 100 * dayMs;
  expect(presenceAt(present, last + 1, { ...ease, end: last })).toBe(1);
});

test('things take ten days to come in a history of years, and a fraction of a day in one of days', () => {
  const nodes = (days: number) => ({ nodes: [{ firstSeen: 0, lastSeen: days * dayMs }] as EvolutionNode[] });
  expect(easeOf(nodes(1000))).toEqual({ ms: 10 * dayMs, end: 1000 * dayMs });
  expect(paceOf(easeOf(nodes(1000)))).toBe(1);
  expect(easeOf(nodes(3)).ms).toBeCloseTo(0.05 * dayMs);
  expect(paceOf(easeOf(nodes(3)))).toBeCloseTo(0.005);
  expect(easeOf({ nodes: [] }).ms).toBeGreaterThan(0);
});

test('a week is found by any moment in it, and moments outside go to the ends', () => {
  expect(weekIndexAt(weeks, (weeks[7]?.start ?? 0) + dayMs)).toBe(7);
  expect(weekIndexAt(weeks, 0)).toBe(0);
  expect(weekIndexAt(weeks, Number.MAX_SAFE_INTEGER)).toBe(weeks.length - 1);
  expect(weekIndexAt([], 0)).toBe(-1);
});

test('at its very end a history shows what was there last', () => {
  const end = weeks.at(-1)?.end ?? 0;
  expect(presenceAt([{ from: 0, to: end }], withinHistory(weeks, end), null)).toBe(1);
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
