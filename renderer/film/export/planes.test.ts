import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Box } from '../../map/fit';
import { Planes, type PixelOrder } from './planes';

interface Picture {
  width: number;
  height: number;
  /** Red, green, blue, opaque. */
  pixels: Uint8ClampedArray;
}

const even = (most: number) => fc.integer({ min: 1, max: most / 2 }).map((half) => half * 2);
const byte = fc.integer({ min: 0, max: 255 });

const orders = ['RGB', 'BGR'] as const;

function give(planes: Planes, { pixels }: Picture, boxes: Box[], order: PixelOrder): void {
  const swapped = pixels.map(
    (_, index) => pixels[order === 'BGR' && index % 4 < 3 ? index + 2 - 2 * (index % 4) : index] ?? 0,
  );
  planes.room.set(swapped);
  planes.update(boxes, order);
}

function paint({ width, pixels }: Picture, { x, y, width: across, height: down }: Box, color: number[]): void {
  for (let row = y; row < y + down; row++)
    for (let column = x; column < x + across; column++) pixels.set([...color, 255], (row * width + column) * 4);
}

test('painted piece by piece a frame is what it would be taken as a whole', () => {
  fc.assert(
    fc.property(
      fc
        .record({ width: even(40), height: even(40) })
        .chain((size) =>
          fc.tuple(
            fc.constant(size),
            fc.array(
              fc.tuple(
                fc.integer({ min: 0, max: size.width / 2 - 1 }),
                fc.integer({ min: 0, max: size.height / 2 - 1 }),
                fc.integer({ min: 1, max: 20 }),
                fc.integer({ min: 1, max: 20 }),
                fc.tuple(byte, byte, byte),
              ),
              { maxLength: 6 },
            ),
          ),
        ),
      fc.constantFrom(...orders),
      ([size, strokes], order) => {
        const picture: Picture = { ...size, pixels: new Uint8ClampedArray(size.width * size.height * 4).fill(255) };
        const whole = { x: 0, y: 0, ...size };
        const step = new Planes(size);
        give(step, picture, [whole], order);
        for (const [halfX, halfY, halfWidth, halfHeight, color] of strokes) {
          const [x, y] = [halfX * 2, halfY * 2];
          const width = Math.min(halfWidth * 2, size.width - x);
          const height = Math.min(halfHeight * 2, size.height - y);
          paint(picture, { x, y, width, height }, color);
          give(step, picture, [{ x, y, width, height }], order);
        }
        const once = new Planes(size);
        give(once, picture, [whole], order);
        expect(step.data).toEqual(once.data);
      },
    ),
  );
});

test('every colour has the values of BT.601, to the nearest but one', () => {
  fc.assert(
    fc.property(byte, byte, byte, fc.constantFrom(...orders), (red, green, blue, order) => {
      const size = { width: 2, height: 2 };
      const picture: Picture = { ...size, pixels: new Uint8ClampedArray(16) };
      const whole = { x: 0, y: 0, ...size };
      paint(picture, whole, [red, green, blue]);
      const planes = new Planes(size);
      give(planes, picture, [whole], order);
      const luma = 0.299 * red + 0.587 * green + 0.114 * blue;
      const y = 16 + (219 / 255) * luma;
      const expected = [
        y,
        y,
        y,
        y,
        128 + (112 / 255) * ((blue - luma) / 0.886),
        128 + (112 / 255) * ((red - luma) / 0.701),
      ];
      for (const [index, value] of planes.data.entries())
        expect(Math.abs(value - (expected[index] ?? 0))).toBeLessThan(1.2);
    }),
  );
  const size = { width: 2, height: 2 };
  const white = new Planes(size);
  give(white, { ...size, pixels: new Uint8ClampedArray(16).fill(255) }, [{ x: 0, y: 0, ...size }], 'RGB');
  expect([...white.data]).toEqual([235, 235, 235, 235, 128, 128]);
});

test('white that was painted over and painted white again is told from what was there', () => {
  const size = { width: 4, height: 2 };
  const whole = { x: 0, y: 0, ...size };
  const picture: Picture = { ...size, pixels: new Uint8ClampedArray(32).fill(255) };
  const planes = new Planes(size);
  give(planes, picture, [whole], 'RGB');
  const white = planes.data.slice();
  paint(picture, { x: 1, y: 0, width: 1, height: 1 }, [200, 255, 255]);
  give(planes, picture, [whole], 'RGB');
  expect(planes.data).not.toEqual(white);
  paint(picture, { x: 1, y: 0, width: 1, height: 1 }, [255, 255, 255]);
  give(planes, picture, [whole], 'RGB');
  expect(planes.data).toEqual(white);
});
