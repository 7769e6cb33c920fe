import fc from 'fast-check';
import { expect, test } from 'vitest';
import { filmShapes, filmSizes, pixelsOf } from '../../main/domain/film/order';
import type { Box } from '../map/fit';
import { layOutFilm, type FilmLayout } from './layOutFilm';

const partsOf = ({ head, map, legend, clock, strip, labels, axis }: FilmLayout): Box[] =>
  [head, map, legend, clock, strip, labels, axis].filter((box) => box !== null);
const overlap = (a: Box, b: Box): boolean =>
  a.x < b.x + b.width - 0.5 && b.x < a.x + a.width - 0.5 && a.y < b.y + b.height - 0.5 && b.y < a.y + a.height - 0.5;

test('in every shape and size nothing lies on anything else, all words are in the safe part, and the map is the largest', () => {
  fc.assert(
    fc.property(
      fc.constantFrom(...filmShapes),
      fc.constantFrom(...filmSizes),
      fc.boolean(),
      (shape, size, hasStrip) => {
        const pixels = pixelsOf({ format: 'webm', shape, size });
        const layout = layOutFilm(pixels, { hasStrip });
        const parts = partsOf(layout);
        parts.forEach((part, index) => {
          expect(part.width).toBeGreaterThan(0);
          expect(part.height).toBeGreaterThan(0);
          for (const other of parts.slice(index + 1)) expect(overlap(part, other)).toBe(false);
        });
        for (const part of parts.filter((one) => one !== layout.map)) {
          expect(part.x).toBeGreaterThanOrEqual(layout.safe.x - 0.5);
          expect(part.x + part.width).toBeLessThanOrEqual(layout.safe.x + layout.safe.width + 0.5);
          expect(part.y).toBeGreaterThanOrEqual(layout.safe.y - 0.5);
          expect(part.y + part.height).toBeLessThanOrEqual(layout.safe.y + layout.safe.height + 0.5);
        }
        const area = (box: Box): number => box.width * box.height;
        for (const part of parts) expect(area(part)).toBeLessThanOrEqual(area(layout.map));
      },
    ),
  );
});

test('frames of one shape are the same picture, larger or smaller', () => {
  const small = layOutFilm({ width: 1280, height: 720 }, { hasStrip: true });
  const large = layOutFilm({ width: 3840, height: 2160 }, { hasStrip: true });
  expect(large.map.width).toBeCloseTo(small.map.width * 3);
  expect(large.axis.y).toBeCloseTo(small.axis.y * 3);
});

test('every size an encoder gets is even', () => {
  for (const shape of filmShapes)
    for (const size of filmSizes)
      for (const format of ['webm', 'gif'] as const) {
        const { width, height } = pixelsOf({ format, shape, size });
        expect([width % 2, height % 2]).toEqual([0, 0]);
      }
});

test('in a frame too low for both the map stays and the numbers go', () => {
  expect(layOutFilm({ width: 1840, height: 700 }, { hasStrip: true, unit: 1 }).strip).toBeNull();
});
