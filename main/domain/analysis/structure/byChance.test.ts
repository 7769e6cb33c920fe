import fc from 'fast-check';
import { expect, test } from 'vitest';
import { atMost, isMoreThanChance } from './byChance';

const side = (days: number, weeks: number) => ({ days, weeks });

test.each<[what: string, before: [number, number], after: [number, number], lookedAt: number, expected: boolean]>([
  ['daily for a month, then nothing for a month: (4/8)^20', [20, 4], [0, 4], 5, true],
  ['the same the other way round', [0, 4], [20, 4], 5, true],
  ['weekly for two months, then nothing for five weeks: (9/14)^9', [9, 9], [0, 5], 1, false],
  ['weekly for a quarter, then nothing for a quarter: (1/2)^13', [13, 13], [0, 13], 10, true],
  ['the same among two hundred things', [13, 13], [0, 13], 200, false],
  ['a handful of runs, however long the silence', [5, 5], [0, 500], 1, false],
  ['half as often: no end', [20, 4], [10, 4], 1, false],
  ['nothing at all', [0, 4], [0, 4], 1, false],
])('%s', (_, before, after, lookedAt, expected) => {
  expect(isMoreThanChance({ before: side(...before), after: side(...after) }, lookedAt)).toBe(expected);
});

test('the chance of none of ten in the quiet half is a thousandth', () => {
  expect(atMost(0, 10, 0.5)).toBeCloseTo(1 / 1024, 12);
  expect(atMost(1, 10, 0.5)).toBeCloseTo(11 / 1024, 12);
  expect(atMost(10, 10, 0.5)).toBe(1);
});

test('a longer silence, or fewer things looked at, never makes it less certain', () => {
  const weeks = fc.integer({ min: 1, max: 200 });
  fc.assert(
    fc.property(fc.nat(200), weeks, weeks, fc.nat(50), weeks, (days, before, after, more, lookedAt) => {
      const told = (silent: number, among: number) =>
        isMoreThanChance({ before: side(days, before), after: side(0, silent) }, among);
      if (!told(after, lookedAt)) return;
      expect(told(after + more, lookedAt)).toBe(true);
      expect(told(after, Math.max(1, lookedAt - more))).toBe(true);
    }),
  );
});
