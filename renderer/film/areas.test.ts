import fc from 'fast-check';
import { expect, test } from 'vitest';
import { filmShapes, filmSizes, pixelsOf } from '../../main/domain/film/order';
import type { Box } from '../map/fit';
import { areasOf } from './areas';
import { layOutFilm } from './layOutFilm';

const size = fc.oneof(
  fc.record({ width: fc.integer({ min: 2, max: 2_000 }), height: fc.integer({ min: 2, max: 2_000 }) }),
  fc
    .tuple(fc.constantFrom(...filmShapes), fc.constantFrom(...filmSizes))
    .map(([shape, name]) => pixelsOf({ format: 'webm', shape, size: name })),
);

test('head, map, legend, clock and plot are whole pixels and together the frame, whatever its size', () => {
  fc.assert(
    fc.property(size, fc.boolean(), (frame, hasStrip) => {
      const { labels, plot, ...others } = areasOf(layOutFilm(frame, { hasStrip }), frame);
      const areas = [...Object.values(others), plot];
      for (const { x, y, width, height } of areas) {
        for (const one of [x, y, width, height]) expect(one).toBe(Math.round(one));
        expect(
          Math.min(x, y, width, height, frame.width - x - width, frame.height - y - height),
        ).toBeGreaterThanOrEqual(0);
      }
      const covered = areas.reduce((sum, { width, height }) => sum + width * height, 0);
      expect(covered).toBe(frame.width * frame.height);
      areas.forEach((a, index) => {
        for (const b of areas.slice(index + 1)) expect(areOnEachOther(a, b)).toBe(false);
      });
      if (labels) expect(isInside(labels, plot, 0)).toBe(true);
    }),
  );
});

test('what the layout places in a film lies in its area', () => {
  for (const shape of filmShapes)
    for (const name of filmSizes)
      for (const hasStrip of [false, true]) {
        const frame = pixelsOf({ format: 'webm', shape, size: name });
        const layout = layOutFilm(frame, { hasStrip });
        const areas = areasOf(layout, frame);
        const pairs: [Box | null, Box | null][] = [
          [layout.head, areas.head],
          [layout.map, areas.map],
          [layout.legend, areas.legend],
          [layout.clock, areas.clock],
          [layout.strip, areas.plot],
          [layout.axis, areas.plot],
          [layout.labels, areas.labels],
        ];
        for (const [part, area] of pairs) if (part && area) expect(isInside(part, area, 1)).toBe(true);
      }
});

function areOnEachOther(a: Box, b: Box): boolean {
  return a.x < b.x + b.width && b.x < a.x + a.width && a.y < b.y + b.height && b.y < a.y + a.height;
}

function isInside(part: Box, area: Box, slack: number): boolean {
  return (
    part.x >= area.x - slack &&
    part.y >= area.y - slack &&
    part.x + part.width <= area.x + area.width + slack &&
    part.y + part.height <= area.y + area.height + slack
  );
}
