export interface Point {
  x: number;
  y: number;
}

/** The strip a level takes; nodes of the level lie inside it. */
export interface Column {
  left: number;
  right: number;
  centre: number;
}

export interface Box extends Point {
  level: number;
  width: number;
  height: number;
}

interface Ground {
  boxes: readonly Box[];
  y: readonly number[];
  columns: readonly Column[];
  ports: { out: number; in: number };
}

/**
 * Corners of an edge from left to right: level through every column, aslant only between columns, so that it never
 * runs over a node. `chain` holds its nodes at the ends and corners in between.
 */
export function routeEdge(chain: readonly number[], { boxes, y, columns, ports }: Ground): Point[] {
  const first = boxes[chain[0] ?? -1];
  const last = boxes[chain.at(-1) ?? -1];
  if (!first || !last) return [];
  const points: Point[] = [
    { x: first.x + first.width / 2, y: ports.out },
    { x: columns[first.level]?.right ?? first.x, y: ports.out },
  ];
  chain.slice(1, -1).forEach((corner, place) => {
    const column = columns[first.level + 1 + place];
    if (!column) return;
    points.push({ x: column.left, y: y[corner] ?? 0 }, { x: column.right, y: y[corner] ?? 0 });
  });
  points.push({ x: columns[last.level]?.left ?? last.x, y: ports.in }, { x: last.x - last.width / 2, y: ports.in });
  return points.filter((point, index) => {
    const before = points[index - 1];
    return before?.x !== point.x || before.y !== point.y;
  });
}

/** A pipeline that triggers itself: a loop over the top of its node. */
export function routeLoop({ x, y, width, height }: Box): Point[] {
  const reach = 12;
  const [left, right, top] = [x - width / 2, x + width / 2, y - height / 2 - reach];
  return [
    { x: right, y },
    { x: right + reach, y },
    { x: right + reach, y: top },
    { x: left - reach, y: top },
    { x: left - reach, y },
    { x: left, y },
  ];
}
