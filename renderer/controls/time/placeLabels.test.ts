import fc from 'fast-check';
import { expect, test } from 'vitest';
import { placeLabels } from './placeLabels';

const wish = fc
  .record({ x: fc.integer({ min: 0, max: 1000 }), width: fc.integer({ min: 60, max: 240 }) })
  .map(({ x, width }) => ({ x, widths: [width, width / 2] }));

test('labels of one row never overlap, none leaves the plot, none is lost', () => {
  fc.assert(
    fc.property(fc.array(wish, { maxLength: 30 }), (list) => {
      const wishes = list.map((one, index) => ({ ...one, id: String(index) }));
      const placed = placeLabels(wishes, 1000, 3);
      expect(placed).toHaveLength(list.length);
      const boxes = placed.map((label) => {
        const width = wishes.find(({ id }) => id === label.id)?.widths[label.size] ?? 0;
        return { ...label, right: label.left + width };
      });
      for (const row of [0, 1, 2]) {
        const labels = boxes.filter((label) => label.row === row).sort((a, b) => a.left - b.left);
        labels.forEach((label, index) => {
          const next = labels[index + 1];
          if (next) expect(label.right).toBeLessThanOrEqual(next.left);
          expect(label.left >= -12 && label.right <= 1012).toBe(true);
        });
      }
    }),
  );
});

test.each([
  ['alone, to the right', [{ id: 'a', x: 100, widths: [80] }], [{ side: 'right', row: 0, size: 0 }]],
  ['at the end, to the left', [{ id: 'a', x: 990, widths: [80] }], [{ side: 'left', row: 0, size: 0 }]],
  [
    'too close: the next row',
    [
      { id: 'a', x: 100, widths: [80] },
      { id: 'b', x: 110, widths: [80] },
    ],
    [{ row: 0 }, { row: 1 }],
  ],
  [
    'no whole label fits: shortened',
    [
      { id: 'a', x: 300, widths: [600] },
      { id: 'b', x: 310, widths: [600] },
      { id: 'c', x: 930, widths: [600, 80] },
    ],
    [{ row: 0 }, { row: 1 }, { size: 1, row: 0 }],
  ],
])('%s', (_, wishes, places) => expect(placeLabels(wishes, 1000, 2)).toMatchObject(places));
