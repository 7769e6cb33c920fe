import fc from 'fast-check';
import { expect, test } from 'vitest';
import { Damage } from './damage';

const box = fc.record({
  x: fc.double({ min: -40, max: 220, noNaN: true }),
  y: fc.double({ min: -40, max: 130, noNaN: true }),
  width: fc.double({ min: 0, max: 90, noNaN: true }),
  height: fc.double({ min: 0, max: 90, noNaN: true }),
});

test('every pixel that a box touches is in exactly one of the boxes given back, and all of them lie in the frame', () => {
  fc.assert(
    fc.property(
      fc.record({ width: fc.integer({ min: 2, max: 180 }), height: fc.integer({ min: 2, max: 90 }) }),
      fc.array(box, { maxLength: 8 }),
      (size, touched) => {
        const damage = new Damage(size);
        for (const one of touched) damage.add(one);
        const hits = new Uint8Array(size.width * size.height);
        for (const { x, y, width, height } of damage.boxes()) {
          expect(Math.min(x, y)).toBeGreaterThanOrEqual(0);
          expect(x + width).toBeLessThanOrEqual(size.width);
          expect(y + height).toBeLessThanOrEqual(size.height);
          for (let row = y; row < y + height; row++)
            for (let column = x; column < x + width; column++) hits[row * size.width + column]! += 1;
        }
        expect(Math.max(0, ...hits)).toBeLessThanOrEqual(1);
        for (const { x, y, width, height } of touched)
          for (let row = Math.max(0, Math.floor(y)); row < Math.min(size.height, y + height); row++)
            for (let column = Math.max(0, Math.floor(x)); column < Math.min(size.width, x + width); column++)
              expect(hits[row * size.width + column]).toBe(1);
      },
    ),
  );
});

test('what is cleared is whole again, and all of a frame is one box', () => {
  const damage = new Damage({ width: 100, height: 50 });
  damage.addAll();
  expect(damage.boxes()).toEqual([{ x: 0, y: 0, width: 100, height: 50 }]);
  damage.clear();
  expect(damage.boxes()).toEqual([]);
});
