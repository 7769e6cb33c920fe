import { edgesAgainstFlow, levelsOf } from './levels';
import type { FlowEdge, FlowNode } from './levels';
import { orderLayers } from './order';
import type { Layers, Neighbours } from './order';
import { routeEdge, routeLoop } from './routes';
import type { Column, Point } from './routes';
import { placeRows } from './rows';

export interface LayoutNode extends FlowNode {
  width: number;
  height: number;
}

export interface Layout {
  nodes: { level: number; x: number; y: number }[];
  edges: { points: Point[] }[];
  width: number;
  height: number;
}

export const margin = 12;
const nodeGap = 26;
const cornerGap = 14;
export const columnGap = 40;
const widestColumnGap = 96;
const tallestStretch = 2;
/** Wider than a screen, as headline, clock and captions stand above and under the map. */
const wantedRatio = 2.6;

/**
 * One place per thing for all times (foresighted layout: Diehl, Görg, Kerren 2001): laid out once on everything that
 * ever existed. The order of `nodes` and `edges` decides ties, so the same input gives the same picture. Compact, so
 * that names can be read on a slide; what is too narrow or too low for a broad picture is stretched a little.
 */
export function layOut(nodes: readonly LayoutNode[], edges: readonly FlowEdge[]): Layout {
  const against = edgesAgainstFlow(nodes.length, edges);
  const levels = closeUp(levelsOf(nodes, edges, against));
  const graph = withCorners(nodes, edges, levels, against);
  const layers = orderLayers(graph.layers, graph.neighbours);
  const rows = placeRows(layers, graph.neighbours, {
    height: (vertex) => nodes[vertex]?.height ?? 0,
    isCorner: (vertex) => vertex >= nodes.length,
    nodeGap,
    cornerGap,
  });
  const { columns, y, width, height } = fitPicture(nodes, levels, rows);
  const boxes = nodes.map((node, index) => {
    const level = levels[index] ?? 0;
    return { level, x: columns[level]?.centre ?? 0, y: y[index] ?? 0, width: node.width, height: node.height };
  });
  const ports = portsOf(graph.chains, boxes, y);
  const points = edges.map((edge, index) => {
    const box = boxes[edge.from];
    if (edge.from === edge.to && box) return { points: routeLoop(box) };
    const chain = graph.chains[index] ?? [];
    const route = routeEdge(chain, { boxes, y, columns, ports: ports[index] ?? { out: 0, in: 0 } });
    return { points: against.has(edge) ? route.reverse() : route };
  });
  return { nodes: boxes.map(({ level, x, y: row }) => ({ level, x, y: row })), edges: points, width, height };
}

/** Levels nobody stands on are closed up, but level 0 stays that of the materials. */
function closeUp(levels: readonly number[]): number[] {
  const used = [...new Set([0, ...levels])].sort((a, b) => a - b);
  const place = new Map(used.map((level, index) => [level, index]));
  return levels.map((level) => place.get(level) ?? 0);
}

interface Graph {
  layers: Layers;
  neighbours: Neighbours;
  /** Per edge the vertices it passes from left to right, its own nodes first and last. */
  chains: number[][];
}

/** Gives every edge that passes a level a corner there, so that room is kept for it. */
function withCorners(
  nodes: readonly LayoutNode[],
  edges: readonly FlowEdge[],
  levels: readonly number[],
  against: ReadonlySet<FlowEdge>,
): Graph {
  const layers: Layers = Array.from({ length: Math.max(0, ...levels) + 1 }, () => []);
  nodes.forEach((_, index) => layers[levels[index] ?? 0]?.push(index));
  let vertices = nodes.length;
  const chains = edges.map((edge) => {
    const [left, right] = against.has(edge) ? [edge.to, edge.from] : [edge.from, edge.to];
    const chain = [left];
    for (let level = (levels[left] ?? 0) + 1; level < (levels[right] ?? 0); level += 1) {
      layers[level]?.push(vertices);
      chain.push(vertices);
      vertices += 1;
    }
    return left === right ? [] : [...chain, right];
  });
  const before: number[][] = Array.from({ length: vertices }, () => []);
  const after: number[][] = Array.from({ length: vertices }, () => []);
  for (const chain of chains) {
    chain.slice(1).forEach((vertex, place) => {
      before[vertex]?.push(chain[place] ?? 0);
      after[chain[place] ?? 0]?.push(vertex);
    });
  }
  return { layers, neighbours: { before, after }, chains };
}

function fitPicture(nodes: readonly LayoutNode[], levels: readonly number[], rows: readonly number[]) {
  const widths = Array.from({ length: Math.max(0, ...levels) + 1 }, (_, level) =>
    Math.max(0, ...nodes.filter((__, index) => levels[index] === level).map((node) => node.width)),
  );
  const bottom = (scale: number) =>
    Math.max(0, ...rows.map((row, vertex) => row * scale + (nodes[vertex]?.height ?? 0) / 2));
  const gaps = widths.filter((width) => width > 0).length - 1;
  const bare = widths.reduce((sum, width) => sum + width, 2 * margin);
  // Whole units, so that sums of widths meet exactly.
  const gap = Math.round(
    Math.min(widestColumnGap, Math.max(columnGap, ((bottom(1) + 2 * margin) * wantedRatio - bare) / Math.max(1, gaps))),
  );
  const columns: Column[] = [];
  let x = margin;
  for (const width of widths) {
    columns.push({ left: x, right: x + width, centre: x + width / 2 });
    if (width > 0) x += width + gap;
  }
  const width = Math.max(2 * margin, x - gap + margin);
  const wantedHeight = width / wantedRatio - 2 * margin;
  const scale = Math.min(tallestStretch, Math.max(1, wantedHeight / Math.max(1, bottom(1))));
  return {
    columns,
    y: rows.map((row) => Math.round(row * scale) + margin),
    width,
    height: Math.ceil(bottom(scale)) + 2 * margin + 1,
  };
}

/** Where edges leave and enter a node: spread over its side in the order of where they go. */
function portsOf(chains: readonly number[][], boxes: readonly { y: number; height: number }[], y: readonly number[]) {
  const ports = chains.map(() => ({ out: 0, in: 0 }));
  const spread = (side: 'out' | 'in', own: (chain: number[]) => number, next: (chain: number[]) => number) => {
    const atNode = new Map<number, number[]>();
    chains.forEach((chain, edge) => {
      if (chain.length > 0) atNode.set(own(chain), [...(atNode.get(own(chain)) ?? []), edge]);
    });
    for (const [node, edges] of atNode) {
      edges.sort((a, b) => (y[next(chains[a] ?? [])] ?? 0) - (y[next(chains[b] ?? [])] ?? 0) || a - b);
      const step = Math.min(14, ((boxes[node]?.height ?? 0) * 0.6) / edges.length);
      edges.forEach((edge, place) => {
        const port = ports[edge];
        if (port) port[side] = (boxes[node]?.y ?? 0) + (place - (edges.length - 1) / 2) * step;
      });
    }
  };
  spread(
    'out',
    (chain) => chain[0] ?? 0,
    (chain) => chain[1] ?? 0,
  );
  spread(
    'in',
    (chain) => chain.at(-1) ?? 0,
    (chain) => chain.at(-2) ?? 0,
  );
  return ports;
}
