import fc from 'fast-check';
import { expect, test } from 'vitest';
import { placeLabels } from './placeLabels';

const wishes = fc.array(fc.record({ x: fc.integer({ min: 0, max: 1000 }), width: fc.integer({ min: 20, max: 200 }) }), {
  maxLength: 30,
});

test('labels of one row never overlap, none leaves the plot, none is lost', () => {
  fc.assert(
    fc.property(wishes, (list) => {
      const placed = placeLabels(
        list.map((wish, index) => ({ ...wish, id: String(index) })),
        1000,
        3,
      );
      expect(placed).toHaveLength(list.length);
      for (const row of [0, 1, 2]) {
        const labels = placed.filter((label) => label.row === row).sort((a, b) => a.left - b.left);
        labels.forEach((label, index) => {
          const next = labels[index + 1];
          if (next) expect(label.left + label.width).toBeLessThanOrEqual(next.left);
        });
      }
      for (const label of placed) expect(label.left >= 0 && label.left + label.width <= 1000).toBe(true);
    }),
  );
});

test('lonely labels stay in the first row', () => {
  const rows = placeLabels(
    [
      { id: 'a', x: 10, width: 50 },
      { id: 'b', x: 300, width: 50 },
    ],
    1000,
    3,
  ).map((label) => label.row);
  expect(rows).toEqual([0, 0]);
});
