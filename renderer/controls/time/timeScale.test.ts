import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { bucketAt, instantAt, pan, reveal, xOf, zoom, type View } from './timeScale';

const weekMs = 7 * 24 * 3_600_000;
const bounds: View = { from: 0, to: 100 * weekMs };
const view = fc
  .tuple(fc.integer({ min: 0, max: 90 }), fc.integer({ min: 2, max: 10 }))
  .map(([from, length]): View => ({ from: from * weekMs, to: (from + length) * weekMs }));
const moment = fc.integer({ min: 0, max: bounds.to });

function isInside(one: View): boolean {
  return one.from >= bounds.from - 1e-6 && one.to <= bounds.to + 1e-6 && one.to > one.from;
}

describe('time scale', () => {
  test('a pixel and its moment are one and the same', () => {
    fc.assert(
      fc.property(
        view,
        fc.integer({ min: 0, max: 900 }),
        (one, x) => Math.abs(xOf(instantAt(x, one, 900), one, 900) - x) < 1e-6,
      ),
    );
  });

  test('zooming and panning never leave the bounds', () => {
    fc.assert(
      fc.property(view, fc.double({ min: 0.01, max: 100, noNaN: true }), moment, (one, factor, at) => {
        expect(isInside(zoom(one, bounds, factor, at))).toBe(true);
        expect(isInside(pan(one, bounds, at - 50 * weekMs))).toBe(true);
      }),
    );
  });

  test('what is zoomed about stays where it is, away from the ends', () => {
    const one = zoom({ from: 40 * weekMs, to: 60 * weekMs }, bounds, 0.5, 45 * weekMs);
    expect(xOf(45 * weekMs, one, 800)).toBeCloseTo(200);
  });

  test('a revealed moment is in the view', () => {
    fc.assert(
      fc.property(view, moment, (one, at) => {
        const shown = reveal(one, bounds, at);
        return (
          at >= shown.from - 1e-6 &&
          at <= shown.to + 1e-6 &&
          Math.abs(shown.to - shown.from - (one.to - one.from)) < 1e-6
        );
      }),
    );
  });

  test.each([
    [-1, -1],
    [0, 0],
    [weekMs - 1, 0],
    [weekMs, 1],
    [3 * weekMs - 1, 2],
    [3 * weekMs, -1],
  ])('the week of %d is %d', (at, index) => {
    expect(
      bucketAt(
        [0, 1, 2].map((week) => ({ start: week * weekMs, end: (week + 1) * weekMs })),
        at,
      ),
    ).toBe(index);
  });
});
