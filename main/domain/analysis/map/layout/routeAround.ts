import type { Taken } from './freePlaces';
import { nearestFree } from './freePlaces';
import type { Box, Column, Point } from './routes';

const besideNode = 10;
const besideLine = 7;
const portStep = 8;
const loopReach = 12;
const highest = 4;

/**
 * Routes lines one by one between nodes that stand: level through every column where there is room nearest to the
 * straight way, aslant only between columns. `lines` are those that stay as they are.
 */
export class RouteAround {
  private readonly corners: { level: number; y: number }[] = [];
  private readonly ports: Point[] = [];

  constructor(
    private readonly boxes: readonly Box[],
    private readonly columns: readonly Column[],
    lines: readonly (readonly Point[])[],
  ) {
    for (const line of lines) this.take(line);
  }

  /** From one box to another; where that is against the direction of the flow the line runs back. */
  route(from: Box, to: Box): Point[] {
    const line = from.level < to.level ? this.across(from, to) : this.back(from, to);
    this.take(line);
    return line;
  }

  private back(from: Box, to: Box): Point[] {
    if (from.level !== to.level) return this.across(to, from).reverse();
    const reach = (this.columns[from.level]?.right ?? from.x) + loopReach;
    const [start, end] = [this.port(from, 1, to.y), this.port(to, 1, from.y)];
    return [start, { x: reach, y: start.y }, { x: reach, y: end.y }, end];
  }

  private across(from: Box, to: Box): Point[] {
    const points = [this.port(from, 1, to.y)];
    const [start] = points;
    const end = this.port(to, -1, from.y);
    if (!start) return [];
    points.push({ x: this.columns[from.level]?.right ?? start.x, y: start.y });
    for (let level = from.level + 1; level < to.level; level += 1) {
      const column = this.columns[level];
      if (!column) continue;
      const before = points.at(-1) ?? start;
      const share = (column.centre - before.x) / Math.max(1, end.x - before.x);
      const y = nearestFree(this.taken(level), before.y + (end.y - before.y) * share, 0, 0, highest);
      points.push({ x: column.left, y }, { x: column.right, y });
    }
    points.push({ x: this.columns[to.level]?.left ?? end.x, y: end.y }, end);
    return points.filter((point, index) => {
      const before = points[index - 1];
      return before?.x !== point.x || before.y !== point.y;
    });
  }

  private taken(level: number): Taken[] {
    const nodes = this.boxes.filter((box) => box.level === level);
    return [
      ...nodes.map(({ y, height }) => ({ top: y - height / 2 - besideNode, bottom: y + height / 2 + besideNode })),
      ...this.corners
        .filter((corner) => corner.level === level)
        .map(({ y }) => ({ top: y - besideLine, bottom: y + besideLine })),
    ];
  }

  /** On the right (1) or left (−1) side of a box, as near to its middle as other lines leave room, towards `other`. */
  private port(box: Box, side: 1 | -1, other: number): Point {
    const x = box.x + (side * box.width) / 2;
    const used = this.ports.filter((port) => port.x === x && Math.abs(port.y - box.y) <= box.height / 2);
    const reach = Math.floor((box.height * 0.3) / portStep);
    const towards = other < box.y ? -1 : 1;
    for (let step = 0; step <= reach; step += 1) {
      for (const way of step === 0 ? [0] : [towards, -towards]) {
        const y = box.y + way * step * portStep;
        if (used.every((port) => Math.abs(port.y - y) >= portStep / 2)) return { x, y };
      }
    }
    return { x, y: box.y };
  }

  private take(line: readonly Point[]): void {
    const ends = [line[0], line.at(-1)].filter((point) => point !== undefined);
    this.ports.push(...ends);
    line.forEach((point, index) => {
      const before = line[index - 1];
      if (before?.y !== point.y) return;
      const [left, right] = [Math.min(before.x, point.x), Math.max(before.x, point.x)];
      this.columns.forEach(({ centre }, level) => {
        if (left <= centre && centre <= right) this.corners.push({ level, y: point.y });
      });
    });
  }
}

/** Whether a line runs through the inside of a box. */
export function runsOver(line: readonly Point[], { x, y, width, height }: Omit<Box, 'level'>): boolean {
  return line.some((to, index) => {
    const from = line[index - 1];
    if (!from) return false;
    const dx = to.x - from.x;
    const dy = to.y - from.y;
    // Liang–Barsky: the part of the segment inside each of the four half-planes.
    let [enter, leave] = [0, 1];
    const sides = [
      [-dx, from.x - (x - width / 2)],
      [dx, x + width / 2 - from.x],
      [-dy, from.y - (y - height / 2)],
      [dy, y + height / 2 - from.y],
    ] as const;
    for (const [step, room] of sides) {
      if (step === 0) {
        if (room <= 0) return false;
      } else if (step < 0) enter = Math.max(enter, room / step);
      else leave = Math.min(leave, room / step);
    }
    return enter < leave;
  });
}
