import { extendLayout, type NamedEdge, type NamedNode } from '../../../domain/analysis/map/layout/extendLayout';
import type { KeptLayout } from '../../../domain/analysis/map/layout/keptLayout';
import { layOut } from '../../../domain/analysis/map/layout/layout';
import { layOutWithDagre } from './dagre';

/** Goals in milliseconds by number of nodes; null where none is set. */
const goals = [
  [30, null],
  [100, 100],
  [300, 500],
  [1_000, null],
] as const;
const rounds = 7;
/** For the largest it takes many seconds. */
const peerRoundsOf = (nodes: number): number => (nodes < 1_000 ? 3 : 1);

/** A process as they look: sources, then pipelines that follow one or two earlier ones, then environments. */
function processOf(count: number): { nodes: NamedNode[]; edges: NamedEdge[] } {
  const sources = Math.max(1, Math.round(count * 0.15));
  const places = Math.max(1, Math.round(count * 0.05));
  const nodes = Array.from({ length: count }, (_, index): NamedNode => {
    const kind = index < sources ? 'material' : index >= count - places ? 'environment' : 'pipeline';
    return { id: `n${String(index)}`, kind, role: null, width: 120 + ((index * 37) % 90), height: 56 };
  });
  const edges = nodes.flatMap(({ kind }, to): NamedEdge[] => {
    if (kind === 'material') return [];
    const first = kind === 'environment' ? sources : Math.max(0, to - Math.round(count * 0.3));
    const span = Math.max(1, (kind === 'environment' ? count - places : to) - first);
    const parents = new Set([first + ((to * 7) % span), first + ((to * 13 + 5) % span)]);
    return [...parents].filter((from) => from !== to).map((from) => ({ from, to, weight: 1, kind: 'upstream' }));
  });
  return { nodes, edges };
}

function millisecondsOf(work: () => unknown, often = rounds, warmsUp = true): { median: number; p95: number } {
  if (warmsUp) work();
  const times = Array.from({ length: often }, () => {
    const before = performance.now();
    work();
    return performance.now() - before;
  }).sort((a, b) => a - b);
  return { median: times[often >> 1] ?? 0, p95: times[Math.ceil(often * 0.95) - 1] ?? 0 };
}

/** How long the map takes to lay out, beside dagre on the same graph, and to take in ten more things while the others stand. */
export function benchMapLayout(): void {
  for (const [count, goal] of goals) {
    const { nodes, edges } = processOf(count);
    const whole = millisecondsOf(() => layOut(nodes, edges));
    const early = nodes.slice(0, -10);
    const earlyEdges = edges.filter(({ from, to }) => from < early.length && to < early.length);
    const layout = layOut(early, earlyEdges);
    const kept: KeptLayout = {
      nodes: early.map((node, index) => ({ ...node, ...(layout.nodes[index] ?? { level: 0, x: 0, y: 0 }) })),
      edges: earlyEdges.map(({ from, to, kind }, index) => ({
        ...{ from: early[from]?.id ?? '', to: early[to]?.id ?? '', kind },
        points: layout.edges[index]?.points ?? [],
      })),
      width: layout.width,
      height: layout.height,
    };
    const extended = millisecondsOf(() => extendLayout(kept, nodes, edges));
    const limit = goal === null ? '' : `, ${(whole.median / goal).toFixed(2)} × the goal of ${String(goal)} ms`;
    const peer = millisecondsOf(
      () => {
        layOutWithDagre(nodes, edges);
      },
      peerRoundsOf(count),
      false,
    );
    const beside = `; dagre in ${peer.median.toFixed(1)} ms, ${(peer.median / whole.median).toFixed(1)} × ours`;
    process.stdout.write(
      `${String(count).padStart(5)} nodes, ${String(edges.length)} edges: laid out in ${words(whole)}${limit}${beside}; ten more in ${words(extended)}\n`,
    );
  }
}

function words({ median, p95 }: { median: number; p95: number }): string {
  return `${median.toFixed(1)} ms (p95 ${p95.toFixed(1)})`;
}
