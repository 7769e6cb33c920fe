import type { Role } from '../../../retro/environmentMap';
import type { Point } from './routes';

/** A layout people have looked at, by the ids of its things: what comes later is placed around it. Plain data. */
export interface KeptLayout {
  nodes: KeptNode[];
  edges: KeptEdge[];
  width: number;
  height: number;
}

/** `x` and `y` are the centre. An environment whose role has changed since is placed anew. */
export interface KeptNode {
  id: string;
  role: Role | null;
  level: number;
  x: number;
  y: number;
  width: number;
  height: number;
}

/** Ids of its ends, and the corners of its line. */
export interface KeptEdge {
  from: string;
  to: string;
  kind: string;
  points: Point[];
}

/** What of a placed map has to be kept; takes any object that has these fields and more. */
export function keep({ nodes, edges, width, height }: KeptLayout): KeptLayout {
  return {
    nodes: nodes.map(({ id, role, level, x, y, width: wide, height: high }) => ({
      ...{ id, role, level, x, y, width: wide, height: high },
    })),
    edges: edges.map(({ from, to, kind, points }) => ({ from, to, kind, points })),
    width,
    height,
  };
}
