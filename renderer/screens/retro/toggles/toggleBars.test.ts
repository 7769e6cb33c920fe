import { expect, test } from 'vitest';
import type { ToggleBar } from '../../../../main/domain/analysis/toggles/toggleFacts';
import { drawnBars, nextBar } from './toggleBars';

const bar = (name: string, from: number, to: number | null, row: number, on: ToggleBar['on'] = null): ToggleBar => ({
  ...{ name, from, to, row, on },
});
const view = { from: 0, to: 100 };

test('bars are cut to the view, open ones end where coverage does, stretches lie inside', () => {
  const bars = [
    bar('before', -50, -10, 0),
    bar('long-running-name', -50, 40, 0, [
      { from: -20, to: 20 },
      { from: 30, to: null },
    ]),
    bar('open', 60, null, 1),
    bar('tiny', 10, 10, 2),
  ];
  const drawn = drawnBars(bars, [{ from: 70, to: 80, reason: 'purged' }], 90, view, 1000);
  expect(drawn.map(({ bar: { name }, left, wide, isOpen }) => [name, left, wide, isOpen])).toEqual([
    ['long-running-name', -2, 402, false],
    ['open', 600, 300, true],
    ['tiny', 100, 4, false],
  ]);
  expect(drawn[0]?.on).toEqual([
    { left: 0, wide: 202 },
    { left: 302, wide: 100 },
  ]);
  expect(drawn[1]?.unknown).toEqual([{ left: 100, wide: 100 }]);
  expect(drawn.map(({ label }) => label)).toEqual(['long-running-name', 'open', '']);
});

test.each([
  ['ArrowRight', 0, 1],
  ['ArrowLeft', 0, 0],
  ['ArrowDown', 0, 1],
  ['ArrowDown', 3, 4],
  ['ArrowUp', 4, 0],
  ['ArrowUp', 0, 0],
  ['End', 0, 4],
  ['Home', 3, 0],
  ['x', 0, null],
])('%s from %d leads to %s', (key, from, to) => {
  const bars = [
    bar('a', 10, 20, 0),
    bar('b', 12, 30, 1),
    bar('c', 22, 40, 0),
    bar('d', 35, 50, 1),
    bar('e', 16, 60, 2),
  ];
  const ordered = key === 'ArrowUp' && from === 4 ? [bars[0], bars[2], bars[3], bars[3], bar('z', 15, 60, 1)] : bars;
  expect(nextBar(ordered as ToggleBar[], from, key)).toBe(to);
});
