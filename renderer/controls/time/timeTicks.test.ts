import { expect, test } from 'vitest';
import { timeTicks } from './timeTicks';

const at = (text: string) => Date.parse(text);

test.each([
  ['2014-01-20T00:00:00Z', '2014-02-20T00:00:00Z', 8, ['20 Jan', '27 Jan', '3 Feb', '10 Feb', '17 Feb']],
  ['2013-11-20T00:00:00Z', '2014-02-20T00:00:00Z', 6, ['Dec', '2014', 'Feb']],
  ['2012-05-01T00:00:00Z', '2014-12-01T00:00:00Z', 6, ['Jul', '2013', 'Jul', '2014', 'Jul']],
  ['1999-06-01T00:00:00Z', '2025-06-01T00:00:00Z', 6, ['2000', '2005', '2010', '2015', '2020', '2025']],
])('from %s to %s at most %d ticks', (from, to, most, labels) => {
  expect(timeTicks({ from: at(from), to: at(to) }, 'UTC', most).map((tick) => tick.label)).toEqual(labels);
});

test('a month begins at midnight of the zone, also where the clock changes', () => {
  const ticks = timeTicks({ from: at('2024-02-15T00:00:00Z'), to: at('2024-05-15T00:00:00Z') }, 'Europe/Berlin', 4);
  expect(ticks.map((tick) => new Date(tick.at).toISOString())).toEqual([
    '2024-02-29T23:00:00.000Z',
    '2024-03-31T22:00:00.000Z',
    '2024-04-30T22:00:00.000Z',
  ]);
});
