import type { NamedEdge, NamedNode } from '../../../domain/analysis/map/layout/extendLayout';

/** What is used of @dagrejs/dagre. It is no dependency: who wants to compare installs it. */
interface Dagre {
  graphlib: {
    Graph: new (options: { multigraph: boolean }) => {
      setGraph(label: object): void;
      setNode(id: string, label: { width: number; height: number }): void;
      setEdge(from: string, to: string, label: object, name: string): void;
    };
  };
  layout(graph: object): void;
}

/** Lays a graph out from left to right with dagre; null where it is not installed. */
export async function findDagre(): Promise<((nodes: NamedNode[], edges: NamedEdge[]) => void) | null> {
  const name = '@dagrejs/dagre';
  let dagre: Dagre;
  try {
    const loaded = (await import(name)) as Dagre & { default?: Dagre };
    dagre = loaded.default ?? loaded;
  } catch {
    return null;
  }
  return (nodes, edges) => {
    const graph = new dagre.graphlib.Graph({ multigraph: true });
    graph.setGraph({ rankdir: 'LR' });
    for (const { id, width, height } of nodes) graph.setNode(id, { width, height });
    edges.forEach(({ from, to }, index) => {
      graph.setEdge(nodes[from]?.id ?? '', nodes[to]?.id ?? '', {}, String(index));
    });
    dagre.layout(graph);
  };
}
