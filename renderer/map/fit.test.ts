import fc from 'fast-check';
import { expect, test } from 'vitest';
import { fitInto } from './fit';

const box = (width: number, height: number) => ({ x: 10, y: 20, width, height });

test.each([
  ['the same shape', box(400, 200), { scaleX: 2, scaleY: 2, left: 10, top: 20 }],
  ['a broader frame is used by pulling it wider', box(300, 100), { scaleX: 1.5, scaleY: 1, left: 10, top: 20 }],
  ['but not beyond what boxes bear', box(900, 100), { scaleX: 1.95, scaleY: 1, left: 265, top: 20 }],
  ['a taller frame is used less', box(200, 900), { scaleX: 1, scaleY: 1.2, left: 10, top: 410 }],
  ['never blown up', box(9000, 9000), { scaleX: 3, scaleY: 3, left: 4210, top: 4370 }],
])('%s', (_, frame, expected) => {
  const fit = fitInto({ width: 200, height: 100 }, frame, 3);
  for (const [key, value] of Object.entries(expected)) expect(fit[key as keyof typeof fit]).toBeCloseTo(value, 5);
});

test('a high drawing is pulled as wide as its names need, where there is room', () => {
  const high = { width: 200, height: 2_000 };
  expect(fitInto(high, box(900, 100), 3, 0.7)).toMatchObject({ scaleX: 0.7, scaleY: 0.05, left: 390 });
  expect(fitInto(high, box(100, 100), 3, 0.7).scaleX).toBe(0.5);
  expect(fitInto(high, box(900, 2_000), 3, 0.7).scaleX).toBe(1.95);
});

test('whatever the shape, the drawing stays inside its frame', () => {
  const side = fc.integer({ min: 1, max: 4000 });
  fc.assert(
    fc.property(side, side, side, side, (width, height, frameWidth, frameHeight) => {
      const readable = width % 3;
      const frame = box(frameWidth, frameHeight);
      const { scaleX, scaleY, left, top } = fitInto({ width, height }, frame, 1.9, readable);
      expect(left).toBeGreaterThanOrEqual(frame.x - 1e-6);
      expect(top).toBeGreaterThanOrEqual(frame.y - 1e-6);
      expect(left + width * scaleX).toBeLessThanOrEqual(frame.x + frame.width + 1e-6);
      expect(top + height * scaleY).toBeLessThanOrEqual(frame.y + frame.height + 1e-6);
    }),
  );
});
