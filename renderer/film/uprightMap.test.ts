import { expect, test } from 'vitest';
import { buildSampleFacts } from '../gallery/sampleFacts';
import { turnedToFit, uprightMaps } from './uprightMap';

const { evolution } = buildSampleFacts();
const { wide: upright, close } = uprightMaps(evolution);

test('flow goes down: what followed in x follows in y', () => {
  for (const a of evolution.nodes)
    for (const b of evolution.nodes) {
      const [turnedA, turnedB] = [a, b].map(({ id }) => upright.nodes.find((node) => node.id === id));
      if (a.x < b.x) expect(turnedA?.y).toBeLessThan(turnedB?.y ?? -1);
    }
});

test('every box lies inside, and on no other', () => {
  upright.nodes.forEach((a, index) => {
    expect(a.x - a.width / 2).toBeGreaterThanOrEqual(0);
    expect(a.x + a.width / 2).toBeLessThanOrEqual(upright.width);
    expect(a.y - a.height / 2).toBeGreaterThanOrEqual(0);
    expect(a.y + a.height / 2).toBeLessThanOrEqual(upright.height);
    for (const b of upright.nodes.slice(index + 1)) {
      const apart = Math.abs(a.x - b.x) >= (a.width + b.width) / 2 || Math.abs(a.y - b.y) >= (a.height + b.height) / 2;
      expect(apart, `${a.name} and ${b.name}`).toBe(true);
    }
  });
});

test('edges go from the foot of one box to the head of the next', () => {
  for (const edge of upright.edges) {
    const [from, to] = [edge.from, edge.to].map((id) => upright.nodes.find((node) => node.id === id));
    expect(edge.points[0]).toEqual({ x: from?.x, y: (from?.y ?? 0) + (from?.height ?? 0) / 2 });
    expect(edge.points.at(-1)).toEqual({ x: to?.x, y: (to?.y ?? 0) - (to?.height ?? 0) / 2 });
  }
});

test('an empty map stays empty', () => {
  const { wide: empty } = uprightMaps({ ...evolution, nodes: [], edges: [] });
  expect(empty.nodes).toEqual([]);
});

test('the way round that lets its text be larger is taken', () => {
  expect(turnedToFit(evolution, { x: 0, y: 0, width: 2000, height: 300 })).toBe(evolution);
  expect(turnedToFit(evolution, { x: 0, y: 0, width: 900, height: 500 })).toBe(close);
  expect(turnedToFit(evolution, { x: 0, y: 0, width: 900, height: 1400 })).toBe(upright);
});

test('closer rows keep every box clear of the next', () => {
  expect(close.height).toBeLessThan(upright.height);
  close.nodes.forEach((a, index) => {
    for (const b of close.nodes.slice(index + 1)) {
      const apart = Math.abs(a.x - b.x) >= (a.width + b.width) / 2 || Math.abs(a.y - b.y) >= (a.height + b.height) / 2;
      expect(apart, `${a.name} and ${b.name}`).toBe(true);
    }
  });
});
