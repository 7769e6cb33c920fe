import { layOut } from './layout/layout';
import { nodeSize } from './nodeSize';
import type { StreamEdge, StreamNode, ValueStream } from './valueStream';

/** The value stream with one place per thing, the same for every date. */
export interface PlacedStream {
  nodes: PlacedNode[];
  edges: PlacedEdge[];
  end: number;
  width: number;
  height: number;
}

/** `x` and `y` are the centre. */
export type PlacedNode = StreamNode & { level: number; x: number; y: number; width: number; height: number };
export type PlacedEdge = StreamEdge & { points: { x: number; y: number }[] };

/** Lays out the union of everything that ever existed. */
export function placeStream(stream: ValueStream): PlacedStream {
  const sized = stream.nodes.map((node) => ({ ...node, ...nodeSize(textOf(node)) }));
  const flows = stream.edges.map(({ from, to, sightings }) => ({ from, to, weight: sightings.seenAt.length }));
  const layout = layOut(sized, flows);
  return {
    nodes: sized.map((node, index) => ({ ...node, ...(layout.nodes[index] ?? { level: 0, x: 0, y: 0 }) })),
    edges: stream.edges.map((edge, index) => ({ ...edge, points: layout.edges[index]?.points ?? [] })),
    end: stream.end,
    width: layout.width,
    height: layout.height,
  };
}

function textOf(node: StreamNode) {
  const lines = node.kind === 'material' ? [...new Set(node.branchName)] : node.label === null ? [] : [node.label];
  return { kind: node.kind, name: node.name.replace(/^git:/, ''), lines, stages: node.stages.length };
}
