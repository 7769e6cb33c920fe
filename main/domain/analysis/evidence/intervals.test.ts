import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { wilson } from '../wilson';
import { betaDistribution, clopperPearson } from './clopperPearson';
import { proportionDifference } from './proportionDifference';
import { dispersion, rateRatio } from './rateRatio';
import { intervalRank, typicalRatio } from './typicalRatio';

/** Weekly counts that add up to a number, as even as can be. */
function spread(count: number, weeks: number): number[] {
  return Array.from(
    { length: weeks },
    (_, i) => Math.floor(((i + 1) * count) / weeks) - Math.floor((i * count) / weeks),
  );
}

describe('rate ratio', () => {
  test('6 in 13 weeks against 26 in 13: 4.33, 1.78 to 10.53', () => {
    const effect = rateRatio(spread(6, 13), spread(26, 13));
    expect(effect.value).toBeCloseTo(13 / 3, 12);
    expect(effect.low).toBeCloseTo(1.78, 2);
    expect(effect.high).toBeCloseTo(10.53, 2);
    expect(Math.log(effect.high / effect.value) / 1.959964).toBeCloseTo(0.4529, 4);
  });

  test('the same by the exact method: 1.74 to 12.87', () => {
    const [low, high] = clopperPearson(26, 32);
    expect(low / (1 - low)).toBeCloseTo(1.74, 2);
    expect(high / (1 - high)).toBeCloseTo(12.87, 2);
  });

  test('few events are counted exactly, and unequal windows are allowed for', () => {
    const effect = rateRatio(spread(2, 8), spread(20, 4));
    const [low, high] = clopperPearson(20, 22);
    expect(effect).toEqual({
      kind: 'rate_ratio',
      value: 20,
      low: (low / (1 - low)) * 2,
      high: (high / (1 - high)) * 2,
    });
  });

  test('none before: the ratio has a lower end only', () => {
    const effect = rateRatio(spread(0, 13), spread(12, 13));
    expect(effect.value).toBe(Infinity);
    expect(effect.high).toBe(Infinity);
    expect(effect.low).toBeGreaterThan(1);
  });

  test('bursts widen the interval by the root of their dispersion, each side on its own', () => {
    expect(dispersion([0, 12, 0], [6, 6])).toBeCloseTo((144 + 144) / (12 + 12 + 12), 12);
    const [bursts, even] = [rateRatio([0, 12, 0, 12], [0, 24, 0, 24]), rateRatio([6, 6, 6, 6], [12, 12, 12, 12])];
    expect(Math.log(bursts.high / bursts.low) / Math.log(even.high / even.low)).toBeCloseTo(
      Math.sqrt(dispersion([0, 12, 0, 12], [0, 24, 0, 24])),
      9,
    );
  });
});

describe('exact interval', () => {
  test('the beta distribution agrees with sums of the binomial', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 60 }),
        fc.double({ min: 0.01, max: 0.99, noNaN: true }),
        fc.nat(),
        (n, p, seed) => {
          const k = 1 + (seed % n);
          expect(betaDistribution(p, k, n - k + 1)).toBeCloseTo(atLeast(k, n, p), 9);
        },
      ),
    );
  });

  test.each([
    [0, 10, 0, 0.3085],
    [10, 10, 0.6915, 1],
    [5, 10, 0.1871, 0.8129],
  ])('%i of %i', (count, total, low, high) => {
    const [l, u] = clopperPearson(count, total);
    expect([l, u]).toEqual([expect.closeTo(low, 4), expect.closeTo(high, 4)]);
  });
});

function atLeast(k: number, n: number, p: number): number {
  let sum = 0;
  let term = (1 - p) ** n;
  for (let i = 0; i <= n; i += 1) {
    if (i >= k) sum += term;
    term *= ((n - i) / (i + 1)) * (p / (1 - p));
  }
  return sum;
}

describe('difference of proportions', () => {
  test('56 of 70 against 48 of 80: 0.20, 0.0524 to 0.3339 (Newcombe 1998)', () => {
    const effect = proportionDifference({ count: 48, total: 80 }, { count: 56, total: 70 });
    expect(effect.value).toBeCloseTo(0.2, 12);
    expect(effect.low).toBeCloseTo(0.0524, 4);
    expect(effect.high).toBeCloseTo(0.3339, 4);
  });

  test('0 of 12 is 0 to 24 %', () => {
    const [low, high] = wilson(0, 12);
    expect([low, Math.round(100 * high)]).toEqual([0, 24]);
  });

  test('turning the sides around turns the sign', () => {
    const trials = fc
      .integer({ min: 1, max: 200 })
      .chain((total) => fc.record({ count: fc.nat(total), total: fc.constant(total) }));
    fc.assert(
      fc.property(trials, trials, (one, other) => {
        const [there, back] = [proportionDifference(one, other), proportionDifference(other, one)];
        expect(there.low).toBeCloseTo(-back.high, 12);
        expect(there.high).toBeCloseTo(-back.low, 12);
        expect(there.low <= there.value && there.value <= there.high).toBe(true);
      }),
    );
  });
});

describe('typical ratio', () => {
  test('10, 20, 40, 80 against 5, 10, 10, 20: 0.3536', () => {
    expect(typicalRatio([10, 20, 40, 80], [5, 10, 10, 20])).toMatchObject({
      value: expect.closeTo(0.3536, 4) as number,
      addedOne: false,
    });
  });

  test.each([
    [8, 8, 13],
    [2, 2, 1],
  ])('of %i and %i values the %i-th pairs bound it', (m, n, rank) => expect(intervalRank(m, n)).toBe(rank));

  test('zeros: 1 is added to all, and it says so', () => {
    expect(typicalRatio([0, 1, 3], [0, 1, 3])).toMatchObject({ value: 1, addedOne: true });
  });

  test('any unit gives the same, and it is thinned only where there are too many pairs', () => {
    const values = fc.array(fc.double({ min: 0.1, max: 1e4, noNaN: true }), { minLength: 1, maxLength: 20 });
    fc.assert(
      fc.property(values, values, (before, after) => {
        const [hours, minutes] = [typicalRatio(before, after), typicalRatio(inMinutes(before), inMinutes(after))];
        expect(minutes.value / hours.value).toBeCloseTo(1, 9);
        expect(hours.low <= hours.value && hours.value <= hours.high).toBe(true);
      }),
    );
    const many = Array.from({ length: 3000 }, (_, i) => i + 1);
    expect(
      typicalRatio(
        many,
        many.map((value) => 2 * value),
      ).value,
    ).toBeCloseTo(2, 2);
  });
});

function inMinutes(hours: readonly number[]): number[] {
  return hours.map((value) => 60 * value);
}
