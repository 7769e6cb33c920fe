import fc from 'fast-check';
import { expect, test } from 'vitest';
import { weeks } from '../gallery/sampleFacts';
import { departuresOf, flightMsOf, tokensAt, tokensForRuns } from './tokens';

const two = weeks.slice(0, 2);
const start = two[0]?.start ?? 0;
const dayMs = 86_400_000;

test.each([
  [0, 0],
  [1, 1],
  [3, 3],
  [12, 5],
  [103, 10],
])('%i runs a week are %i tokens', (runs, tokens) => {
  expect(tokensForRuns(runs)).toBe(tokens);
});

test('failed runs keep their share among the tokens', () => {
  const departures = departuresOf({ runs: [3, 0], failed: [1, 0] }, two, 0);
  expect(departures.filter(({ failed }) => failed)).toHaveLength(1);
  expect(departures).toHaveLength(3);
});

test('tokens leave at 0, arrive at 1, and are the same whenever asked', () => {
  const departures = departuresOf({ runs: [1, 0], failed: [0, 0] }, two, 0.5);
  const flightMs = flightMsOf(220);
  expect(flightMs).toBe(10 * dayMs);
  const left = start + 3.5 * dayMs;
  expect(tokensAt(departures, left - 1, flightMs)).toEqual([]);
  expect(tokensAt(departures, left, flightMs)).toEqual([{ share: 0, failed: false }]);
  expect(tokensAt(departures, left + flightMs / 2, flightMs)).toEqual([{ share: 0.5, failed: false }]);
  expect(tokensAt(departures, left + flightMs, flightMs)).toEqual([]);
});

test('departures are sorted and inside their week', () => {
  fc.assert(
    fc.property(
      fc.array(fc.nat(400), { minLength: 2, maxLength: 2 }),
      fc.double({ min: 0, max: 0.99, noNaN: true }),
      (runs, phase) => {
        const departures = departuresOf({ runs, failed: [0, 0] }, two, phase);
        departures.forEach(({ at }, index) => {
          expect(at).toBeGreaterThanOrEqual(departures[index - 1]?.at ?? start);
          expect(at).toBeLessThan(two[1]?.end ?? 0);
        });
      },
    ),
  );
});
