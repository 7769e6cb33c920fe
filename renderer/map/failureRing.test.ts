import { expect, test } from 'vitest';
import { themes } from '../theme/theme';
import { ringMeasures, ringStart } from './failureRing';

test('the arc is the share of a whole turn, from the top', () => {
  expect(ringMeasures(0, 10).end).toBe(ringStart);
  expect(ringMeasures(0.25, 10).end).toBeCloseTo(0);
  expect(ringMeasures(1, 10).end - ringStart).toBeCloseTo(Math.PI * 2);
  expect(ringMeasures(0.5, 10).middle + ringMeasures(0.5, 10).thick / 2).toBeCloseTo(10);
});

function luminance(hex: string): number {
  const [r, g, b] = [1, 3, 5]
    .map((at) => parseInt(hex.slice(at, at + 2), 16) / 255)
    .map((part) => (part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4)) as [number, number, number];
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}

test.each(['light', 'dark'] as const)('%s: the arc has 3:1 against the box', (name) => {
  const { failed, raised } = themes[name].colors;
  const [a, b] = [luminance(failed), luminance(raised)];
  expect((Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05)).toBeGreaterThanOrEqual(3);
});
