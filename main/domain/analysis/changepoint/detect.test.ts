import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Random } from '../../../example/random';
import { detect } from './detect';
import { levelOf } from './levels';
import { likelihoodRatio, locationSet } from './locationSet';
import { normalQuantile } from './normalQuantile';
import { normalScores } from './normalScores';
import { partition } from './partition';
import { segmentCost, type SegmentCost } from './segmentCost';
import { minSegments, type Series } from './series';

const weekly: Series = { family: 'poisson', values: [2, 1, 0, 2, 1, 2, 5, 6, 4, 7, 5, 6] };

describe('twelve weeks of deployments, worked by hand', () => {
  const found = detect(weekly);

  it('finds the seventh week', () => {
    expect(found.changePoints).toEqual([6]);
    expect(found.penalty).toBeCloseTo(7.4547, 4);
    expect(found.phiLag1).toBeCloseTo(36 / 74, 12);
    expect(found).toMatchObject({ n: 12, phiBlock4: null, scale: 1, minSegment: 4 });
    expect(found.levels).toEqual([8 / 6, 33 / 6]);
    expect(found.likelihoodRatios[0]).toBeCloseTo(16.3657, 4);
  });

  it.each([
    [4, 9.7744],
    [5, 14.0979],
    [6, 16.3657],
    [7, 11.8194],
    [8, 7.1283],
  ])('a cut at %i gains %f', (at, gain) => {
    expect(likelihoodRatio(segmentCost(weekly), 0, at, 12)).toBeCloseTo(gain, 4);
  });

  it('keeps it among 24 series', () => {
    expect(detect(weekly, 24).penalty).toBeCloseTo(13.81, 2);
    expect(detect(weekly, 24).changePoints).toEqual([6]);
    expect(detect({ family: 'poisson', values: new Array<number>(156).fill(1) }, 24).penalty).toBeCloseTo(21.51, 2);
  });
});

describe('normal scores', () => {
  it.each([
    [0.5, 0],
    [0.975, 1.959963984540054],
    [0.25, -0.6744897501960817],
    [0.001, -3.090232306167813],
    [1e-10, -6.361340902404056],
    [1e-20, -9.262340089798409],
  ])('quantile of %f is %f', (p, z) => {
    expect(Math.abs(normalQuantile(p) - z)).toBeLessThan(1e-9);
  });

  it('is infinite at the ends and symmetric', () => {
    expect([normalQuantile(0), normalQuantile(1)]).toEqual([-Infinity, Infinity]);
    fc.assert(
      fc.property(fc.double({ min: 1e-6, max: 0.5, noNaN: true }), (p) => {
        expect(Math.abs(normalQuantile(p) + normalQuantile(1 - p))).toBeLessThan(1e-9);
      }),
    );
  });

  it('shares ranks between ties', () => {
    expect([...normalScores([5, 1, 9, 5])].map((score) => Number(score.toFixed(4)) + 0)).toEqual([
      0, -1.1503, 1.1503, 0,
    ]);
  });
});

describe('partition', () => {
  it('agrees with trying every way', () => {
    fc.assert(
      fc.property(anySeries(4, 13), fc.double({ min: 0.1, max: 9, noNaN: true }), (series, penalty) => {
        const cost = segmentCost(series);
        const options = { n: series.values.length, minSegment: 3, penalty, pruned: false };
        const cheapest = Math.min(...allWays(options.n, 3).map((ways) => priceOf(cost, ways, options)));
        const found = partition(cost, options);
        expect(found.objective).toBeCloseTo(cheapest, 8);
        expect(priceOf(cost, found.changePoints, options)).toBeCloseTo(cheapest, 8);
        const segments = [0, ...found.changePoints].map((from, i) => (found.changePoints[i] ?? options.n) - from);
        if (options.n >= 3) expect(Math.min(...segments)).toBeGreaterThanOrEqual(3);
      }),
      { numRuns: 150 },
    );
  });

  it('gives the same pruned', () => {
    fc.assert(
      fc.property(anySeries(8, 150), fc.double({ min: 0.1, max: 12, noNaN: true }), (series, penalty) => {
        const cost = segmentCost(series);
        const options = { n: series.values.length, minSegment: minSegments[series.family], penalty };
        const exact = partition(cost, { ...options, pruned: false });
        const pruned = partition(cost, { ...options, pruned: true });
        expect(pruned.changePoints).toEqual(exact.changePoints);
        expect(pruned.objective).toBeCloseTo(exact.objective, 9);
      }),
      { numRuns: 150 },
    );
  });

  it('takes the earliest of equal cuts', () => {
    const flat: SegmentCost = (from, to) => (from < 6 && to > 6 ? 10 : 0);
    const free: SegmentCost = (from, to) => (to - from >= 9 ? 10 : 0);
    expect(partition(flat, { n: 12, minSegment: 2, penalty: 1, pruned: false }).changePoints).toEqual([6]);
    expect(partition(free, { n: 12, minSegment: 2, penalty: 1, pruned: false }).changePoints).toEqual([4]);
  });
});

describe('detect', () => {
  it('sees no difference after a rising transformation of magnitudes', () => {
    fc.assert(
      fc.property(magnitudes(16, 90), (values) => {
        const plain = detect({ family: 'magnitude', values });
        const bent = detect({ family: 'magnitude', values: values.map((value) => Math.exp(value / 50) * 3 - 7) });
        expect(bent.changePoints).toEqual(plain.changePoints);
        expect(bent.locationSets).toEqual(plain.locationSets);
      }),
    );
  });

  it.each([0, 1, 7])('finds nothing in a poisson series of %i weeks', (n) => {
    const values = Array.from({ length: n }, (_, i) => (i < n / 2 ? 0 : 50));
    expect(detect({ family: 'poisson', values }).changePoints).toEqual([]);
    expect(detect({ family: 'poisson', values }).levels).toHaveLength(n === 0 ? 0 : 1);
  });

  it('passes over weeks without trials', () => {
    const values = [
      ...new Array<number>(20).fill(5),
      ...new Array<number>(10).fill(0),
      ...new Array<number>(20).fill(1),
    ];
    const trials = values.map((failures) => (failures === 0 ? 0 : 10));
    const found = detect({ family: 'binomial', values, trials });
    expect(found.changePoints).toHaveLength(1);
    expect(found.levels).toEqual([0.5, 0.1]);
    expect(levelOf({ family: 'binomial', values, trials }, 20, 30)).toBeNull();
  });

  it('takes many magnitudes together, indices as in the whole', () => {
    const random = new Random(5);
    const values = Array.from({ length: 5_001 }, (_, i) => random.duration(i < 3_000 ? 100 : 200));
    const found = detect({ family: 'magnitude', values });
    expect(found.n).toBe(5_001);
    expect(found.changePoints).toHaveLength(1);
    expect(Math.abs((found.changePoints[0] ?? 0) - 3_000)).toBeLessThanOrEqual(9);
    expect(found.penalty).toBeCloseTo(3 * Math.log(1_667), 9);
  });

  it('prunes very long counts without a word', () => {
    const random = new Random(8);
    const values = Array.from({ length: 3_000 }, (_, i) => random.poisson(i < 1_500 ? 1 : 3));
    const found = detect({ family: 'poisson', values });
    expect(found.changePoints).toHaveLength(1);
    expect(Math.abs((found.changePoints[0] ?? 0) - 1_500)).toBeLessThanOrEqual(9);
  });

  it('holds the change point in its location set', () => {
    fc.assert(
      fc.property(anySeries(16, 80), (series) => {
        const found = detect(series);
        found.changePoints.forEach((at, place) => {
          const [first, last] = found.locationSets[place] ?? [NaN, NaN];
          expect(first <= at && at <= last).toBe(true);
        });
      }),
    );
  });

  it('stops at 95 %: 32 of 33 cuts where nothing tells them apart', () => {
    expect(locationSet(() => 0, 0, 40, 4)).toEqual([4, 35]);
  });
});

/** Simulated with fixed seeds: 100 series a row, none of which changes. */
describe('series without a change', () => {
  const count = 100;
  const draw: Record<string, (random: Random, n: number) => Series> = {
    poisson: (random, n) => ({ family: 'poisson', values: times(n, () => random.poisson(1.7)) }),
    binomial: (random, n) => {
      const trials = times(n, () => 5 + random.poisson(10));
      const values = trials.map((of) => times(of, () => random.chance(0.2)).filter(Boolean).length);
      return { family: 'binomial', values, trials };
    },
    magnitude: (random, n) => ({ family: 'magnitude', values: times(n, () => random.duration(60, 1)) }),
  };

  it.each(Object.keys(draw).flatMap((family) => [52, 156].map((n) => [family, n] as const)))(
    '%s of %i points: hardly ever a change point',
    (family, n) => {
      const random = new Random(20240 + n);
      const found = times(count, () => detect((draw[family] as (typeof draw)[string])(random, n)));
      expect(found.filter((one) => one.changePoints.length > 0).length).toBeLessThanOrEqual(2);
    },
  );
});

function times<T>(count: number, make: () => T): T[] {
  return Array.from({ length: count }, make);
}

function magnitudes(minLength: number, maxLength: number) {
  return fc.array(fc.integer({ min: 0, max: 300 }), { minLength, maxLength });
}

function anySeries(minLength: number, maxLength: number): fc.Arbitrary<Series> {
  const counts = fc.array(fc.nat(9), { minLength, maxLength });
  const weeks = fc.array(fc.tuple(fc.nat(6), fc.nat(6)), { minLength, maxLength });
  return fc.oneof(
    counts.map((values): Series => ({ family: 'poisson', values })),
    weeks.map((pairs): Series => ({
      family: 'binomial',
      values: pairs.map(([failed]) => failed),
      trials: pairs.map(([failed, passed]) => failed + passed),
    })),
    magnitudes(minLength, maxLength).map((values): Series => ({ family: 'magnitude', values })),
  );
}

/** Every list of change points that leaves at least `minSegment` points to each level. */
function allWays(n: number, minSegment: number, from = 0): number[][] {
  const ways: number[][] = [[]];
  for (let at = from + minSegment; at <= n - minSegment; at += 1) {
    for (const rest of allWays(n, minSegment, at)) ways.push([at, ...rest]);
  }
  return ways;
}

function priceOf(
  cost: SegmentCost,
  changePoints: readonly number[],
  { n, penalty }: { n: number; penalty: number },
): number {
  const ends = [...changePoints, n];
  return ends.reduce((sum, to, place) => sum + cost(ends[place - 1] ?? 0, to), penalty * changePoints.length);
}
