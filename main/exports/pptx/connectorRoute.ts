import type { Evolution, EvolutionEdge, EvolutionNode } from '../../domain/analysis/facts';

export interface Point {
  x: number;
  y: number;
}

interface Gap {
  left: number;
  right: number;
}

/** Sides of a box, by the number of their middle among its connection sites. */
export const sides = { top: 0, left: 1, bottom: 2, right: 3 } as const;
export type Side = keyof typeof sides;

/** A way from the middle of one box's side to the middle of another's, over its corners. */
export interface Route {
  corners: Point[];
  leaves: Side;
  enters: Side;
}

/** Room between a line and a box it passes, in drawing units. */
const clearance = 4;

/**
 * The ways native connectors take over a map, in its drawing units: level and upright only, from left to right. A line
 * turns half way, where an office suite that knows no better turns too; else once towards another side of a box, or
 * between two columns; else twice along a level way. The first is taken that leads past every box. Lines that leave
 * half ways alone turn at different places for different boxes.
 */
export class ConnectorRoutes {
  private readonly gaps: Gap[];
  private readonly sources: string[];
  private readonly nodes: Map<string, EvolutionNode>;
  /** Heights at which a level way may lead past boxes. */
  private readonly free: number[];

  /** `nodes` and `edges` are those that are drawn; the columns are those of the whole map. */
  constructor(
    { nodes: all, height }: Evolution,
    private readonly drawn: readonly EvolutionNode[],
    edges: readonly EvolutionEdge[],
  ) {
    this.nodes = new Map(drawn.map((node) => [node.id, node]));
    this.gaps = gapsOf(all);
    const used = new Set(edges.map(({ from }) => from));
    this.sources = drawn
      .filter(({ id }) => used.has(id))
      .sort((a, b) => a.y - b.y)
      .map(({ id }) => id);
    this.free = [...drawn.flatMap((node) => [top(node) - 2 * clearance, bottom(node) + 2 * clearance]), 0, height];
  }

  /** Null where one of its ends is not drawn. */
  of(edge: EvolutionEdge): Route | null {
    const [from, to] = [this.nodes.get(edge.from), this.nodes.get(edge.to)];
    if (!from || !to) return null;
    const start = { x: from.x + from.width / 2, y: from.y };
    const end = { x: to.x - to.width / 2, y: to.y };
    const first = this.turnAfter(from);
    const last = this.turnAfter(to, -1);
    const turns = this.gaps.map((gap) => this.turnIn(gap, from)).filter((x) => x >= first && x <= last);
    const once = (x: number) => [start, { x, y: start.y }, { x, y: end.y }, end];
    const twice = (y: number) => [
      start,
      { x: first, y: start.y },
      { x: first, y },
      { x: last, y },
      { x: last, y: end.y },
      end,
    ];
    const levels = [...edge.points.map(({ y }) => y), ...this.free].sort(
      (a, b) => detour(a, start.y, end.y) - detour(b, start.y, end.y),
    );
    const isForward = start.x < end.x;
    const sideways = (corners: Point[]): Route => ({ corners, leaves: 'right', enters: 'left' });
    const ways: Route[] = [
      ...(isForward ? [sideways(once((start.x + end.x) / 2)), ...corner(from, to)] : []),
      ...turns.map((x) => sideways(once(x))),
      ...levels.map((y) => sideways(twice(y))),
    ];
    const others = this.drawn.filter((node) => node !== from && node !== to);
    return ways.find(({ corners }) => !others.some((box) => runsOver(corners, box))) ?? ways[0] ?? null;
  }

  /** Where a line from or to a box turns: in the gap right of its column, or left of it. */
  private turnAfter(node: EvolutionNode, side: 1 | -1 = 1): number {
    const gap =
      side === 1 ? this.gaps.find(({ right }) => right > node.x) : this.gaps.findLast(({ left }) => left < node.x);
    return gap ? this.turnIn(gap, node) : node.x + side * (node.width / 2 + 4 * clearance);
  }

  private turnIn({ left, right }: Gap, source: EvolutionNode): number {
    const place = (this.sources.indexOf(source.id) + 1) / (this.sources.length + 1);
    return left + (right - left) * (0.15 + 0.7 * place);
  }
}

/** The two ways with one corner: into the far box from below or above, or out of the near one so. */
function corner(from: EvolutionNode, to: EvolutionNode): Route[] {
  const isDown = to.y > from.y;
  const [start, end] = [
    { x: from.x + from.width / 2, y: from.y },
    { x: to.x - to.width / 2, y: to.y },
  ];
  // At nearly the same height there is no room for the upright part.
  if (Math.abs(to.y - from.y) < Math.max(from.height, to.height) / 2 + 2 * clearance) return [];
  const into = { x: to.x, y: isDown ? top(to) : bottom(to) };
  const out = { x: from.x, y: isDown ? bottom(from) : top(from) };
  return [
    { corners: [start, { x: into.x, y: start.y }, into], leaves: 'right', enters: isDown ? 'top' : 'bottom' },
    { corners: [out, { x: out.x, y: end.y }, end], leaves: isDown ? 'bottom' : 'top', enters: 'left' },
  ];
}

/** The strips between the columns of boxes, from left to right, with one left of them all and one right of them. */
function gapsOf(nodes: readonly EvolutionNode[]): Gap[] {
  const columns = new Map<number, Gap>();
  for (const node of nodes) {
    const [left, right] = [node.x - node.width / 2, node.x + node.width / 2];
    const known = columns.get(node.level);
    columns.set(node.level, {
      left: Math.min(left, known?.left ?? left),
      right: Math.max(right, known?.right ?? right),
    });
  }
  const strips = [...columns].sort(([a], [b]) => a - b).map(([, strip]) => strip);
  const between = strips.slice(1).map(({ left }, index) => ({ left: strips[index]?.right ?? left, right: left }));
  const [first, last] = [strips[0], strips.at(-1)];
  const edge = 8 * clearance;
  if (!first || !last) return [];
  return [{ left: first.left - edge, right: first.left }, ...between, { left: last.right, right: last.right + edge }];
}

function top({ y, height }: EvolutionNode): number {
  return y - height / 2;
}

function bottom({ y, height }: EvolutionNode): number {
  return y + height / 2;
}

/** How much further a way at a height leads than straight up or down between two others. */
function detour(y: number, start: number, end: number): number {
  return Math.abs(y - start) + Math.abs(y - end);
}

function runsOver(corners: readonly Point[], box: EvolutionNode): boolean {
  return corners.slice(1).some((corner, index) => {
    const before = corners[index] ?? corner;
    const within = (a: number, b: number, low: number, high: number) =>
      Math.max(a, b) > low - clearance && Math.min(a, b) < high + clearance;
    return (
      within(before.x, corner.x, box.x - box.width / 2, box.x + box.width / 2) &&
      within(before.y, corner.y, top(box), bottom(box))
    );
  });
}
