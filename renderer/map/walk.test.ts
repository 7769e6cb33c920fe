import { expect, test } from 'vitest';
import { buildSampleFacts } from '../gallery/sampleFacts';
import { pointAt, buildCurve } from './curves';
import { truncateMiddle } from './fit';
import { walk, type Direction } from './walk';

const { evolution } = buildSampleFacts();

test.each<[string, Direction, string | null]>([
  ['m-app', 'right', 'p-build'],
  ['p-build', 'left', 'm-app'],
  ['p-saas', 'right', 'p-snap'],
  ['e-pasty', 'down', 'e-baklava'],
  ['e-pasty', 'up', null],
  ['e-dumpling', 'right', null],
])('from %s %s to %s', (id, direction, expected) => {
  const node = evolution.nodes.find((each) => each.id === id);
  expect(node && (walk(evolution, evolution.nodes, node, direction)?.id ?? null)).toBe(expected);
});

test('a curve begins and ends where its line does', () => {
  const curve = buildCurve([
    { x: 0, y: 0 },
    { x: 50, y: 10 },
    { x: 90, y: 80 },
  ]);
  expect(pointAt(curve, 0)).toEqual({ x: 0, y: 0 });
  expect(pointAt(curve, 1)).toEqual({ x: 90, y: 80 });
});

test.each([
  ['short', 10, 'short'],
  ['deploy-production', 9, 'depl…tion'],
  ['deploy', 1, ''],
  ['deploy', 2, 'd…'],
])('%s in %i letters is %s', (text, room, expected) => {
  expect(truncateMiddle(text, room, (part) => part.length)).toBe(expected);
});
