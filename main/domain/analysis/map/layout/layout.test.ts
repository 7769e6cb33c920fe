import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { layOut } from './layout';
import type { LayoutNode } from './layout';
import { edgesAgainstFlow } from './levels';
import type { FlowEdge } from './levels';

const node = fc.record({
  kind: fc.constantFrom('material' as const, 'pipeline' as const, 'environment' as const),
  role: fc.constantFrom('production' as const, 'staging' as const, 'dogfood' as const, null),
  width: fc.integer({ min: 90, max: 300 }),
  height: fc.integer({ min: 40, max: 120 }),
});

/** Edges as history can have them: from materials and pipelines, into pipelines and, from pipelines, environments. */
const graph = fc.array(node, { minLength: 1, maxLength: 25 }).chain((nodes) => {
  const place = fc.integer({ min: 0, max: nodes.length - 1 });
  const edge = fc.record({ from: place, to: place, weight: fc.integer({ min: 1, max: 9 }) });
  return fc.uniqueArray(edge, { maxLength: 50, selector: ({ from, to }) => `${from} ${to}` }).map((edges) => ({
    nodes,
    edges: edges.filter(({ from, to }) => {
      const [source, target] = [nodes[from]?.kind, nodes[to]?.kind];
      return source === 'pipeline' ? target !== 'material' : source === 'material' && target === 'pipeline';
    }),
  }));
});

type Rect = { left: number; right: number; top: number; bottom: number };

function rects(nodes: readonly LayoutNode[], layout: ReturnType<typeof layOut>): Rect[] {
  return nodes.map(({ width, height }, index) => {
    const { x, y } = layout.nodes[index] ?? { x: NaN, y: NaN };
    return { left: x - width / 2, right: x + width / 2, top: y - height / 2, bottom: y + height / 2 };
  });
}

describe('any graph', () => {
  test('no two nodes overlap and all are inside the picture', () => {
    fc.assert(
      fc.property(graph, ({ nodes, edges }) => {
        const layout = layOut(nodes, edges);
        const boxes = rects(nodes, layout);
        boxes.forEach((a, i) => {
          expect(a.left >= 0 && a.top >= 0 && a.right <= layout.width && a.bottom <= layout.height).toBe(true);
          for (const b of boxes.slice(i + 1)) {
            expect(a.right <= b.left || b.right <= a.left || a.bottom <= b.top || b.bottom <= a.top).toBe(true);
          }
        });
      }),
    );
  });

  test('edges point right, but for those against the flow', () => {
    fc.assert(
      fc.property(graph, ({ nodes, edges }) => {
        const layout = layOut(nodes, edges);
        const against = edgesAgainstFlow(nodes.length, edges);
        edges.forEach((edge, index) => {
          const points = layout.edges[index]?.points ?? [];
          expect(points.length).toBeGreaterThanOrEqual(2);
          if (against.has(edge)) return;
          points.slice(1).forEach((point, i) => expect(point.x).toBeGreaterThanOrEqual(points[i]?.x ?? NaN));
          expect(layout.nodes[edge.from]?.level).toBeLessThan(layout.nodes[edge.to]?.level ?? NaN);
        });
        expect(
          edgesAgainstFlow(
            nodes.length,
            edges.filter((edge) => !against.has(edge)),
          ).size,
        ).toBe(0);
      }),
    );
  });

  test('edges run from the side of one node to the side of the other and over no node between', () => {
    fc.assert(
      fc.property(graph, ({ nodes, edges }) => {
        const layout = layOut(nodes, edges);
        const boxes = rects(nodes, layout);
        edges.forEach((edge, index) => {
          if (edge.from === edge.to) return;
          const points = [...(layout.edges[index]?.points ?? [])].sort((a, b) => a.x - b.x);
          const ends = [boxes[edge.from], boxes[edge.to]].sort((a, b) => (a?.left ?? 0) - (b?.left ?? 0));
          expect([points[0]?.x, points.at(-1)?.x]).toEqual([ends[0]?.right, ends[1]?.left]);
          const others = boxes.filter((__, place) => place !== edge.from && place !== edge.to);
          for (const { x, y } of along(points)) {
            expect(others.some((box) => box.left < x && x < box.right && box.top < y && y < box.bottom)).toBe(false);
          }
        });
      }),
      { numRuns: 60 },
    );
  });

  test('the same input gives the same picture', () => {
    fc.assert(
      fc.property(graph, ({ nodes, edges }) => {
        expect(layOut(nodes, edges)).toEqual(layOut(structuredClone(nodes), structuredClone(edges)));
      }),
    );
  });
});

function* along(points: readonly { x: number; y: number }[]) {
  for (const [i, to] of points.entries()) {
    const from = points[i - 1];
    if (from)
      for (let t = 0; t <= 1; t += 0.1) yield { x: from.x + (to.x - from.x) * t, y: from.y + (to.y - from.y) * t };
  }
}

test('a product with twenty nodes fills a broad picture, about 5:2', () => {
  const box = { role: null, width: 150, height: 70 };
  const nodes: LayoutNode[] = [
    { ...box, kind: 'material' },
    { ...box, kind: 'material' },
  ];
  const edges: FlowEdge[] = [];
  for (let i = 2; i < 20; i += 1) {
    nodes.push({ ...box, kind: 'pipeline' });
    edges.push({ from: i < 5 ? i % 2 : i - 3, to: i, weight: 1 });
  }
  const { width, height } = layOut(nodes, edges);
  expect(width / height).toBeGreaterThan(2.2);
  expect(width / height).toBeLessThan(2.9);
});

test('100 nodes in 100 ms, 300 in 500 ms, with room for a busy machine', () => {
  for (const [count, limitMs] of [
    [100, 300],
    [300, 1500],
  ] as const) {
    const nodes = Array.from({ length: count }, (): LayoutNode => ({
      kind: 'pipeline',
      role: null,
      width: 120,
      height: 60,
    }));
    const edges = nodes.flatMap((_, to): FlowEdge[] =>
      to < 10 ? [] : [7, 3].map((step) => ({ from: Math.floor((to * step) / 10) % to, to, weight: 1 })),
    );
    const before = performance.now();
    layOut(nodes, edges);
    const tookMs = performance.now() - before;
    console.info(`layout of ${count} nodes: ${tookMs.toFixed(0)} ms`);
    expect(tookMs).toBeLessThan(limitMs);
  }
});
