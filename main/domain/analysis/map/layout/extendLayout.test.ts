import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Role } from '../../../retro/environmentMap';
import { extendLayout, type ExtendedLayout, type NamedEdge, type NamedNode } from './extendLayout';
import type { KeptLayout } from './keptLayout';
import { layOut } from './layout';
import { runsOver } from './routeAround';

const role = fc.constantFrom<Role | null>('production', 'staging', 'dogfood', null);
const kind = fc.constantFrom('material' as const, 'pipeline' as const, 'environment' as const);
const node = fc.record({
  kind,
  role,
  width: fc.integer({ min: 90, max: 260 }),
  height: fc.constantFrom(34, 54, 56, 76),
});

/** A process that grows: the first nodes are there early, all of them later, with boxes that may have grown. */
const growing = fc.array(node, { minLength: 4, maxLength: 22 }).chain((bare) => {
  const nodes: NamedNode[] = bare.map((one, index) => ({ ...one, id: `n${String(index)}` }));
  const place = fc.integer({ min: 0, max: nodes.length - 1 });
  const edge = fc.record({ from: place, to: place, weight: fc.integer({ min: 1, max: 9 }) });
  return fc.record({
    nodes: fc.constant(nodes),
    edges: fc.uniqueArray(edge, { maxLength: 40, selector: ({ from, to }) => `${from} ${to}` }).map((edges) =>
      edges.flatMap(({ from, to, weight }): NamedEdge[] => {
        const [source, target] = [nodes[from]?.kind, nodes[to]?.kind];
        const isFlow = source === 'pipeline' ? target !== 'material' : source === 'material' && target === 'pipeline';
        return isFlow ? [{ from, to, weight, kind: 'upstream' }] : [];
      }),
    ),
    early: fc.integer({ min: Math.ceil(nodes.length / 2), max: nodes.length }),
    growth: fc.array(fc.constantFrom(0, 0, 0, 22, 60), { minLength: nodes.length, maxLength: nodes.length }),
  });
});

function keptFrom(nodes: readonly NamedNode[], edges: readonly NamedEdge[], layout: ReturnType<typeof layOut>) {
  const kept: KeptLayout = {
    nodes: nodes.map(({ id, role: of, width, height }, index) => ({
      ...{ id, role: of, width, height },
      ...(layout.nodes[index] ?? { level: 0, x: 0, y: 0 }),
    })),
    edges: edges.map(({ from, to, kind: of }, index) => ({
      ...{ from: nodes[from]?.id ?? '', to: nodes[to]?.id ?? '', kind: of },
      points: layout.edges[index]?.points ?? [],
    })),
    width: layout.width,
    height: layout.height,
  };
  return kept;
}

function grow(of: { nodes: NamedNode[]; edges: NamedEdge[]; early: number; growth: number[] }) {
  const early = of.nodes.slice(0, of.early);
  const earlyEdges = of.edges.filter(({ from, to }) => from < of.early && to < of.early);
  const kept = keptFrom(early, earlyEdges, layOut(early, earlyEdges));
  const later = of.nodes.map((one, index) => ({ ...one, height: one.height + Math.min(22, of.growth[index] ?? 0) }));
  return { kept, later, extended: extendLayout(kept, later, of.edges) };
}

function again(kept: KeptLayout, nodes: NamedNode[], edges: NamedEdge[], layout: ExtendedLayout): KeptLayout {
  return {
    nodes: layout.nodes.map((box, index) => ({
      ...box,
      id: nodes[index]?.id ?? '',
      role: nodes[index]?.role ?? null,
    })),
    edges: edges.map(({ from, to, kind: of }, index) => ({
      ...{ from: nodes[from]?.id ?? '', to: nodes[to]?.id ?? '', kind: of },
      points: layout.edges[index]?.points ?? [],
    })),
    width: Math.max(kept.width, layout.width),
    height: layout.height,
  };
}

describe('a process that grows', () => {
  test('moves nothing that stood, and lets nothing overlap', () => {
    let extendedOnes = 0;
    fc.assert(
      fc.property(growing, (of) => {
        const { kept, extended } = grow(of);
        if (!extended) return;
        extendedOnes += 1;
        kept.nodes.forEach(({ level, x, y }, index) => expect(extended.nodes[index]).toMatchObject({ level, x, y }));
        extended.nodes.forEach((a, i) => {
          expect(a.y - a.height / 2).toBeGreaterThanOrEqual(0);
          expect(a.x + a.width / 2).toBeLessThanOrEqual(extended.width);
          expect(a.y + a.height / 2).toBeLessThanOrEqual(extended.height);
          for (const b of extended.nodes.slice(i + 1)) {
            const apart =
              Math.abs(a.x - b.x) >= (a.width + b.width) / 2 || Math.abs(a.y - b.y) >= (a.height + b.height) / 2;
            expect(apart).toBe(true);
          }
        });
      }),
    );
    expect(extendedOnes).toBeGreaterThan(60);
  });

  test('every line leads from box to box and over no other', () => {
    fc.assert(
      fc.property(growing, (of) => {
        const { extended } = grow(of);
        of.edges.forEach(({ from, to }, index) => {
          const points = extended?.edges[index]?.points ?? [];
          const [a, b] = [extended?.nodes[from], extended?.nodes[to]];
          if (!a || !b) return;
          expect(Math.abs((points[0]?.x ?? NaN) - a.x)).toBeCloseTo(a.width / 2);
          expect(Math.abs((points.at(-1)?.x ?? NaN) - b.x)).toBeCloseTo(b.width / 2);
          extended?.nodes.forEach((box, place) => {
            if (place !== from && place !== to) expect(runsOver(points, box)).toBe(false);
          });
        });
      }),
    );
  });

  test('the same process again is the same picture', () => {
    fc.assert(
      fc.property(growing, (of) => {
        const { kept, later, extended } = grow(of);
        if (!extended) return;
        const next = again(kept, later, of.edges, extended);
        expect(extendLayout(next, later, of.edges)).toEqual({ ...extended, width: next.width, height: next.height });
      }),
    );
  });
});

const pipeline = { kind: 'pipeline' as const, role: null, width: 120, height: 56 };
const chain = (...ids: string[]): NamedNode[] => ids.map((id) => ({ ...pipeline, id }));
const flow = (from: number, to: number): NamedEdge => ({ from, to, weight: 1, kind: 'upstream' });

test('a new step between two stands right of the one and in the column of the other', () => {
  const nodes = chain('build', 'deploy');
  const kept = keptFrom(nodes, [flow(0, 1)], layOut(nodes, [flow(0, 1)]));
  const extended = extendLayout(kept, chain('build', 'deploy', 'check'), [flow(0, 1), flow(0, 2), flow(2, 1)]);
  expect(extended?.nodes[2]?.level).toBe(extended?.nodes[1]?.level);
});

test('where most is new, the picture is made anew', () => {
  const nodes = chain('build');
  const kept = keptFrom(nodes, [], layOut(nodes, []));
  expect(extendLayout(kept, chain('build', 'a', 'b'), [])).toBeNull();
});

test('an environment that became production stands where production belongs', () => {
  const env = (id: string, of: Role): NamedNode => ({ ...pipeline, kind: 'environment', id, role: of });
  const before = [...chain('build', 'ship'), env('a', 'test'), env('b', 'staging')];
  const edges = [flow(0, 1), flow(1, 2), flow(1, 3)];
  const kept = keptFrom(before, edges, layOut(before, edges));
  const after = [...chain('build', 'ship'), env('a', 'production'), env('b', 'staging')];
  const levels = extendLayout(kept, after, edges)?.nodes.map(({ level }) => level) ?? [];
  expect(levels[2]).toBeGreaterThan(levels[3] ?? NaN);
});
