import fc from 'fast-check';
import { expect, test } from 'vitest';
import { bandPath, linePath, spreadLabels, strokeBetween, valueAt, yOf } from './confidencePaths';

test('gaps are gaps', () => {
  const points = [{ x: 0, y: 1 }, { x: 1, y: 2 }, null, { x: 3, y: 4 }];
  expect(linePath(points)).toBe('M0.0 1.0L1.0 2.0M3.0 4.0h0.1');
  expect(
    bandPath(
      points,
      points.map((point) => point && { ...point, y: 9 }),
    ),
  ).toBe('M0.0 1.0L1.0 2.0L1.0 9.0L0.0 9.0zM3.0 4.0L3.0 9.0z');
});

test('a pixel and its value belong together, and the scale is never left', () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 100 }), fc.integer({ min: 96, max: 400 }), (value, height) => {
      expect(valueAt(yOf(value, height), height)).toBe(value);
    }),
  );
  expect([valueAt(-50, 96), valueAt(500, 96)]).toEqual([100, 0]);
});

test('labels of lines that end together stand one below the other, within the lane', () => {
  expect(spreadLabels([50, 20, 21], 12, 104)).toEqual([50, 20, 32]);
  expect(spreadLabels([100, 101, 99], 12, 104)).toEqual([89, 101, 77]);
  expect(spreadLabels([-5], 12, 104)).toEqual([12]);
});

test('a fast stroke fills every week between, either way', () => {
  expect([...strokeBetween({ week: 2, value: 10 }, { week: 5, value: 40 }, false)]).toEqual([
    [2, 10],
    [3, 20],
    [4, 30],
    [5, 40],
  ]);
  expect([...strokeBetween({ week: 5, value: 40 }, { week: 3, value: 0 }, false)]).toEqual([
    [5, 40],
    [4, 20],
    [3, 0],
  ]);
  expect([...strokeBetween({ week: 1, value: 9 }, { week: 2, value: 9 }, true)]).toEqual([
    [1, null],
    [2, null],
  ]);
});
