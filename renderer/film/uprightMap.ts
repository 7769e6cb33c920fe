import type { Evolution, EvolutionEdge, EvolutionNode } from '../../main/domain/analysis/facts';
import { nodeMeasures } from '../../main/domain/analysis/map/nodeSize';
import { fitInto, type Box } from '../map/fit';

/** Air between neighbours, in drawing units. */
const gapX = 26;
const gaps = { wide: 64, close: 36 };
/** Height of a name and the marks under it, in sizes of text. */
const twoLines = 1.9;

const kept = new WeakMap<Evolution, Record<keyof typeof gaps, Evolution>>();

/**
 * The map lying or upright, whichever lets its text be larger: names are longer than high, so a square often shows them
 * whole upright. Its rows are close together where the picture is too low for more.
 */
export function turnedToFit(evolution: Evolution, box: Box): Evolution {
  const { wide, close } = uprightMaps(evolution);
  const { scaleX, scaleY } = fitInto(wide, box, Infinity);
  const upright = scaleY < scaleX ? close : wide;
  return roomForText(upright, box) > roomForText(evolution, box) ? upright : evolution;
}

/** The size of text, in pixels, at which names still fit into the width of their boxes and two lines into the height. */
function roomForText(evolution: Evolution, box: Box): number {
  const { scaleX, scaleY } = fitInto(evolution, box, Infinity);
  const { nameSize, nameHeight, beadsHeight } = nodeMeasures;
  return Math.min(scaleX * nameSize, (scaleY * (nameHeight + beadsHeight)) / twoLines);
}

/**
 * The same map with its flow downwards, for pictures that stand: what was a level becomes a row. Every node gets the
 * width of the widest and the height of the tallest, as there is room for it, and has one place for all time as before. Its rows
 * stand wide apart or close together. Kept beside the map it was made from.
 */
export function uprightMaps(evolution: Evolution): Record<keyof typeof gaps, Evolution> {
  const known = kept.get(evolution);
  if (known) return known;
  const upright = { wide: turn(evolution, gaps.wide), close: turn(evolution, gaps.close) };
  kept.set(evolution, upright);
  return upright;
}

function turn(evolution: Evolution, gapY: number): Evolution {
  const { nodes } = evolution;
  const widest = Math.max(1, ...nodes.map(({ width }) => width));
  const tallest = Math.max(1, ...nodes.map(({ height }) => height));
  // Neighbours in a level stand side by side now: the closest two of them must have room for their widths.
  const across =
    (widest + gapX) /
    Math.max(
      1,
      closest(
        nodes,
        ({ level }) => level,
        ({ y }) => y,
      ) ?? widest + gapX,
    );
  const down =
    (tallest + gapY) /
    Math.max(
      1,
      closest(
        nodes,
        () => 0,
        ({ x }) => x,
        tallest,
      ) ?? tallest + gapY,
    );
  const left = Math.min(...nodes.map(({ y }) => y)) * across - widest / 2 - gapX;
  const top = Math.min(...nodes.map(({ x }) => x)) * down - tallest / 2 - gapX;
  const place = (point: { x: number; y: number }) => ({ x: point.y * across - left, y: point.x * down - top });
  const turned = new Map(nodes.map((node) => [node.id, { ...node, ...place(node), width: widest, height: tallest }]));
  const all = [...turned.values()];
  return {
    ...evolution,
    nodes: all,
    edges: evolution.edges.map((edge) => turnEdge(edge, turned, place)),
    width: Math.max(...all.map(({ x }) => x)) + widest / 2 + gapX,
    height: Math.max(...all.map(({ y }) => y)) + tallest / 2 + gapX,
  };
}

/** From the foot of one box to the head of the next, leaving and arriving upright. */
function turnEdge(
  edge: EvolutionEdge,
  nodes: ReadonlyMap<string, EvolutionNode>,
  place: (point: { x: number; y: number }) => { x: number; y: number },
): EvolutionEdge {
  const [from, to] = [nodes.get(edge.from), nodes.get(edge.to)];
  if (!from || !to) return { ...edge, points: edge.points.map(place) };
  const isDown = to.y >= from.y;
  const start = { x: from.x, y: from.y + (isDown ? 0.5 : -0.5) * from.height };
  const end = { x: to.x, y: to.y - (isDown ? 0.5 : -0.5) * to.height };
  const corners = edge.points.slice(1, -1).map(place);
  const first = corners[0] ?? { x: start.x, y: (start.y + end.y) / 2 };
  const last = corners.at(-1) ?? { x: end.x, y: (start.y + end.y) / 2 };
  const points =
    corners.length === 0
      ? [start, first, last, end]
      : [start, { x: start.x, y: (start.y + first.y) / 2 }, ...corners, { x: end.x, y: (end.y + last.y) / 2 }, end];
  return { ...edge, points };
}

/** The least distance of two different places among nodes of one group; those nearer than `least` count as one place. */
function closest(
  nodes: readonly EvolutionNode[],
  groupOf: (node: EvolutionNode) => number,
  placeOf: (node: EvolutionNode) => number,
  least = 1,
): number | null {
  const groups = new Map<number, number[]>();
  for (const node of nodes) groups.set(groupOf(node), [...(groups.get(groupOf(node)) ?? []), placeOf(node)]);
  let found: number | null = null;
  for (const places of groups.values()) {
    places.sort((a, b) => a - b);
    places.slice(1).forEach((place, index) => {
      const distance = place - (places[index] ?? place);
      if (distance >= least) found = Math.min(found ?? Infinity, distance);
    });
  }
  return found;
}
