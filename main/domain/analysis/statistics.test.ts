import { expect, test } from 'vitest';
import { mean, median, proportion, quantile } from './statistics';

test.each([
  [[2, 4, 6, 20], 0.5, 5],
  [[2, 4, 6, 20, 50], 0.9, 38],
  [[50, 2, 20, 6, 4], 0.9, 38],
  [[5, 6, 7, 90], 0.5, 6.5],
  [[7], 0.9, 7],
  [[1, 2], 1, 2],
  [[1, 2], 0, 1],
  [[], 0.5, null],
])('quantile of %j at %d is %d', (values, share, expected) => {
  const found = quantile(values, share);
  if (expected === null) expect(found).toBeNull();
  else expect(found).toBeCloseTo(expected, 12);
});

test('numbers are ordered as numbers', () => expect(median([100, 9, 20])).toBe(20));
test('no data is null, never 0', () => expect([median([]), mean([]), proportion(0, 0)]).toEqual([null, null, null]));
