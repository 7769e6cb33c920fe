import fc from 'fast-check';
import { expect, test } from 'vitest';
import { placeLabels } from './placeLabels';

const cases: [string, [number, number][], number[]][] = [
  ['nothing', [], []],
  ['one stays where it is', [[50, 20]], [50]],
  ['one is kept inside', [[3, 20]], [10]],
  [
    'two apart stay',
    [
      [20, 20],
      [80, 20],
    ],
    [20, 80],
  ],
  [
    'two on one spot share the way',
    [
      [50, 20],
      [50, 20],
    ],
    [38, 62],
  ],
  [
    'a pair at the far end moves in',
    [
      [98, 20],
      [99, 20],
    ],
    [66, 90],
  ],
];

test.each(cases)('%s', (_, wishes, expected) => {
  expect(
    placeLabels(
      wishes.map(([anchor, size]) => ({ anchor, size })),
      0,
      100,
      4,
    ),
  ).toEqual(expected);
});

test('labels that fit neither overlap nor leave the line', () => {
  const wish = fc.record({ anchor: fc.integer({ min: 0, max: 1000 }), size: fc.integer({ min: 1, max: 80 }) });
  fc.assert(
    fc.property(fc.array(wish, { maxLength: 12 }), (unsorted) => {
      const wishes = [...unsorted].sort((a, b) => a.anchor - b.anchor);
      const middles = placeLabels(wishes, 0, 1000, 2);
      middles.forEach((middle, index) => {
        const half = (wishes[index]?.size ?? 0) / 2;
        expect(middle - half).toBeGreaterThanOrEqual(-1e-6);
        expect(middle + half).toBeLessThanOrEqual(1000 + 1e-6);
        const next = middles[index + 1];
        if (next !== undefined)
          expect(middle + half + 2).toBeLessThanOrEqual(next - (wishes[index + 1]?.size ?? 0) / 2 + 1e-6);
      });
    }),
  );
});
