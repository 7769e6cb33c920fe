import { expect, test } from 'vitest';
import { weeks } from '../gallery/sampleFacts';
import { buildTimeTicks, positionOf } from './timeTicks';

const starts = weeks.map(({ start }) => start);
const labels = (count: number) => buildTimeTicks(starts.slice(0, count), 'Europe/London').map(({ label }) => label);

test.each([
  [105, ['2012', 'Jul', '2013', 'Jul']],
  [40, ['2012', 'Apr', 'Jul']],
  [6, ['Oct', 'Nov']],
  [0, []],
])('%i weeks are marked %j', (count, expected) => {
  expect(labels(count)).toEqual(expected);
});

test('an instant lies among the buckets', () => {
  const at = (starts[2] as number) + 3.5 * 86_400_000;
  expect(positionOf(at, starts)).toBeCloseTo(2.5, 1);
  expect(positionOf((starts[0] as number) - 1, starts)).toBeNull();
  expect(positionOf(Number.MAX_SAFE_INTEGER, starts)).toBeNull();
});
