import { groupWords } from './groups/groupWords';
import { missingWords } from './knownBy';
import { extendLayout } from './layout/extendLayout';
import { keep, type KeptLayout } from './layout/keptLayout';
import { layOut } from './layout/layout';
import { waysBack } from './layout/waysBack';
import { nodeSize } from './nodeSize';
import type { StreamEdge, StreamNode, ValueStream } from './valueStream';

/** The value stream with one place per thing, the same for every date. */
export interface PlacedStream {
  nodes: PlacedNode[];
  edges: PlacedEdge[];
  end: number;
  width: number;
  height: number;
  /** A layout was kept, but what is new did not fit into it. */
  laidOutAnew: boolean;
}

/** `x` and `y` are the centre. */
export type PlacedNode = StreamNode & { level: number; x: number; y: number; width: number; height: number };
/** `isBack`: it is part of a cycle and leads back, against the flow. */
export type PlacedEdge = StreamEdge & { points: { x: number; y: number }[]; isBack: boolean };

/**
 * One place for everything that ever existed. What stood in a kept layout keeps its place; without one, or where most
 * is new, all of it is laid out.
 */
export function placeStream(stream: ValueStream, kept: KeptLayout | null = null): PlacedStream {
  const sized = stream.nodes.map((node) => ({ ...node, ...nodeSize(textOf(node)) }));
  const flows = stream.edges.map(({ from, to, kind, sightings }) => ({
    ...{ from, to, kind, weight: sightings.seenAt.length },
  }));
  const extended = kept && extendLayout(kept, sized, flows);
  const layout = extended ?? layOut(sized, flows);
  const levels = layout.nodes.map(({ level }) => level);
  const back = waysBack(levels, stream.edges);
  return {
    nodes: sized.map((node, index) => ({ ...node, ...(layout.nodes[index] ?? { level: 0, x: 0, y: 0 }) })),
    edges: stream.edges.map((edge, index) => ({
      ...edge,
      points: layout.edges[index]?.points ?? [],
      isBack: back[index] ?? false,
    })),
    end: stream.end,
    width: layout.width,
    height: layout.height,
    laidOutAnew: kept !== null && extended === null && kept.nodes.length > 0 && sized.length > 0,
  };
}

/** What of a placed stream is kept for the next time. */
export function layoutOf({ nodes, edges, width, height }: PlacedStream): KeptLayout {
  const named = edges.map(({ from, to, kind, points }) => ({
    ...{ from: nodes[from]?.id ?? '', to: nodes[to]?.id ?? '', kind, points },
  }));
  return keep({ nodes, edges: named, width, height });
}

function textOf(node: StreamNode) {
  if (node.group)
    return { kind: 'pipeline' as const, name: node.name, lines: [`${groupWords(node)} · 99 % failed`], stages: 0 };
  if (node.isMissing) return { kind: 'pipeline' as const, name: node.name, lines: [missingWords], stages: 0 };
  const lines = node.kind === 'material' ? [...new Set(node.branchName)] : node.label === null ? [] : [node.label];
  return { kind: node.kind, name: node.name.replace(/^git:/, ''), lines, stages: node.stages.length };
}
