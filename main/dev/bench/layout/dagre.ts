import dagre from '@dagrejs/dagre';
import type { NamedEdge, NamedNode } from '../../../domain/analysis/map/layout/extendLayout';

/** Lays a graph out from left to right with dagre. */
export function layOutWithDagre(nodes: NamedNode[], edges: NamedEdge[]): void {
  const graph = new dagre.graphlib.Graph({ multigraph: true });
  graph.setGraph({ rankdir: 'LR' });
  for (const { id, width, height } of nodes) graph.setNode(id, { width, height });
  edges.forEach(({ from, to }, index) => {
    graph.setEdge(nodes[from]?.id ?? '', nodes[to]?.id ?? '', {}, String(index));
  });
  dagre.layout(graph);
}
