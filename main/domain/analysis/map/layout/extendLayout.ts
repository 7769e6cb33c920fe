import { chooseLevels } from './chooseLevels';
import { columnsOf, widen, widestIn } from './columnsOf';
import { nearestFree } from './freePlaces';
import type { KeptLayout, KeptNode } from './keptLayout';
import { columnGap, margin, type LayoutNode } from './layout';
import { edgesAgainstFlow, type FlowEdge } from './levels';
import { RouteAround, runsOver } from './routeAround';
import { routeLoop, type Box, type Column, type Point } from './routes';

export type NamedNode = LayoutNode & { id: string };
export type NamedEdge = FlowEdge & { kind: string };

export interface ExtendedLayout {
  nodes: Box[];
  edges: { points: Point[] }[];
  width: number;
  height: number;
}

const nodeGap = 18;
/** A box that stood may grow until it is so near to the next one. */
const growGap = 6;

/**
 * The kept layout with what is new in it: what stood keeps its place to the pixel, new nodes stand in the column the
 * flow gives them, in the nearest free row, and lines are routed anew only where they would run over something. Null
 * where that would be no picture of the process any more: most of it is new, or materials have no column to stand in.
 */
export function extendLayout(
  kept: KeptLayout,
  nodes: readonly NamedNode[],
  edges: readonly NamedEdge[],
): ExtendedLayout | null {
  const places = new Map(kept.nodes.map((node) => [node.id, node]));
  const stood = new Map<number, KeptNode>();
  nodes.forEach(({ id, role }, index) => {
    const place = places.get(id);
    if (place?.role === role) stood.set(index, place);
  });
  if (stood.size * 2 < nodes.length) return null;

  const columns = columnsOf([...stood.values()], margin);
  const levels = chooseLevels(
    nodes,
    edges,
    edgesAgainstFlow(nodes.length, edges),
    new Map([...stood].map(([index, { level }]) => [index, level])),
  );
  const hasNoColumn = columns[0]?.left === columns[0]?.right;
  if (hasNoColumn && levels.some((level, index) => level === 0 && !stood.has(index))) return null;

  const boxes = placeBoxes(nodes, edges, levels, stood, columns);
  const lines = edgeLines(kept, nodes, edges, boxes, stood, columns);
  const bottoms = [...boxes.map(({ y, height }) => y + height / 2), ...lines.flat().map(({ y }) => y)];
  const rights = [...boxes.map(({ x, width }) => x + width / 2), ...lines.flat().map(({ x }) => x)];
  return {
    nodes: boxes,
    edges: lines.map((points) => ({ points })),
    width: Math.max(kept.width, Math.ceil(Math.max(0, ...rights)) + margin),
    height: Math.max(kept.height, Math.ceil(Math.max(0, ...bottoms)) + margin),
  };
}

function placeBoxes(
  nodes: readonly NamedNode[],
  edges: readonly NamedEdge[],
  levels: readonly number[],
  stood: ReadonlyMap<number, KeptNode>,
  columns: Column[],
): Box[] {
  const boxes: (Box | undefined)[] = nodes.map((_, index) => {
    const place = stood.get(index);
    return place && { level: place.level, x: place.x, y: place.y, width: place.width, height: place.height };
  });
  const inColumn = (level: number, but: number): { top: number; bottom: number }[] =>
    boxes.flatMap((box, index) =>
      box?.level === level && index !== but ? [{ top: box.y - box.height / 2, bottom: box.y + box.height / 2 }] : [],
    );
  for (const [index] of stood) {
    const [box, node] = [boxes[index], nodes[index]];
    if (!box || !node) continue;
    box.width = grown(box.width, node.width, widestIn(columns, box.level, box.x));
    widen(columns, box.level, box.x, box.width);
    const room = inColumn(box.level, index).map(({ top, bottom }) => Math.max(top - box.y, box.y - bottom));
    box.height = grown(box.height, node.height, 2 * (Math.min(box.y, ...room) - growGap));
  }

  const fresh = nodes.map((_, index) => index).filter((index) => !stood.has(index));
  addColumns(columns, fresh, nodes, levels);
  for (const index of fresh.sort((a, b) => (levels[a] ?? 0) - (levels[b] ?? 0) || a - b)) {
    const [node, level] = [nodes[index], levels[index] ?? 0];
    const x = columns[level]?.centre ?? 0;
    if (!node) continue;
    const width = Math.min(node.width, Math.floor(Math.max(1, widestIn(columns, level, x))));
    widen(columns, level, x, width);
    const around = edges.flatMap(({ from, to }) => (from === index ? [to] : to === index ? [from] : []));
    const rows = around.flatMap((other) => boxes[other]?.y ?? []);
    const wish = rows.length > 0 ? rows.reduce((sum, y) => sum + y, 0) / rows.length : middleOf(boxes);
    const y = nearestFree(inColumn(level, index), Math.round(wish), node.height, nodeGap, margin);
    boxes[index] = { level, x, y, width, height: node.height };
  }
  return boxes.map((box) => box ?? { level: 0, x: 0, y: 0, width: 0, height: 0 });
}

/** The wanted size if there is room for it, and never less than it was. */
function grown(was: number, wanted: number, room: number): number {
  return wanted <= was ? was : Math.max(was, Math.min(wanted, Math.floor(room)));
}

function middleOf(boxes: readonly (Box | undefined)[]): number {
  const rows = boxes.flatMap((box) => box?.y ?? []).sort((a, b) => a - b);
  return rows[rows.length >>> 1] ?? margin;
}

/** New columns to the right of all others, as wide as what will stand in them. */
function addColumns(
  columns: Column[],
  fresh: readonly number[],
  nodes: readonly NamedNode[],
  levels: readonly number[],
): void {
  const last = Math.max(0, ...fresh.map((index) => levels[index] ?? 0));
  for (let level = columns.length; level <= last; level += 1) {
    const widths = fresh.filter((index) => levels[index] === level).map((index) => nodes[index]?.width ?? 0);
    const left = (columns.at(-1)?.right ?? 0) + columnGap;
    const width = Math.max(0, ...widths);
    columns.push({ left, right: left + width, centre: left + width / 2 });
  }
}

function edgeLines(
  kept: KeptLayout,
  nodes: readonly NamedNode[],
  edges: readonly NamedEdge[],
  boxes: readonly Box[],
  stood: ReadonlyMap<number, KeptNode>,
  columns: readonly Column[],
): Point[][] {
  const key = (from: string, to: string, kind: string): string => JSON.stringify([from, to, kind]);
  const known = new Map(kept.edges.map(({ from, to, kind, points }) => [key(from, to, kind), points]));
  // Only what is new or has grown can stand in the way of a line that was free.
  const changed = new Set(
    boxes.flatMap((box, index) => {
      const was = stood.get(index);
      return was?.width === box.width && was.height === box.height ? [] : [index];
    }),
  );
  const lines = edges.map(({ from, to, kind }) => {
    const points = known.get(key(nodes[from]?.id ?? '', nodes[to]?.id ?? '', kind));
    if (!points || !stood.has(from) || !stood.has(to)) return null;
    if (from === to && changed.has(from)) return null;
    const isFree = [...changed].every((index) => {
      const box = boxes[index];
      return index === from || index === to || !box || !runsOver(points, box);
    });
    return isFree ? toSides(points, stood.get(from), stood.get(to), boxes[from], boxes[to]) : null;
  });
  const router = new RouteAround(
    boxes,
    columns,
    lines.filter((line) => line !== null),
  );
  return lines.map((line, index) => {
    const edge = edges[index];
    const [from, to] = [boxes[edge?.from ?? -1], boxes[edge?.to ?? -1]];
    if (line || !edge || !from || !to) return line ?? [];
    return edge.from === edge.to ? routeLoop(from) : router.route(from, to);
  });
}

/** A line that stays, led to the sides of boxes that have grown. */
function toSides(
  points: readonly Point[],
  wasFrom: KeptNode | undefined,
  wasTo: KeptNode | undefined,
  from: Box | undefined,
  to: Box | undefined,
): Point[] {
  const side = (point: Point, was: KeptNode | undefined, box: Box | undefined): Point =>
    !was || !box || was.width === box.width
      ? point
      : { x: box.x + (Math.sign(point.x - box.x) * box.width) / 2, y: point.y };
  return points.map((point, index) => {
    if (index === 0) return side(point, wasFrom, from);
    return index === points.length - 1 ? side(point, wasTo, to) : point;
  });
}
