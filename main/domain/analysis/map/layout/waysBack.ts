import type { FlowEdge } from './levels';

/**
 * Which edges lead back: those of a cycle that do not go on to a higher level. Every cycle has at least one, and an edge that
 * is in no cycle is none, wherever its ends happen to stand.
 */
export function waysBack(levels: readonly number[], edges: readonly Pick<FlowEdge, 'from' | 'to'>[]): boolean[] {
  const rings = ringsOf(levels.length, edges);
  return edges.map(({ from, to }) => {
    const isInRing = from === to || (rings[from] !== undefined && rings[from] === rings[to]);
    return isInRing && (levels[to] ?? 0) <= (levels[from] ?? 0);
  });
}

/** Number of the strongly connected component of each node (Tarjan 1972), without recursion as chains may be long. */
function ringsOf(count: number, edges: readonly Pick<FlowEdge, 'from' | 'to'>[]): number[] {
  const next: number[][] = Array.from({ length: count }, () => []);
  for (const { from, to } of edges) next[from]?.push(to);
  const [found, low, rings] = [new Map<number, number>(), new Map<number, number>(), new Array<number>(count)];
  const open: number[] = [];
  let ring = 0;
  for (let root = 0; root < count; root += 1) {
    if (found.has(root)) continue;
    const walk: { node: number; at: number }[] = [];
    const enter = (node: number): void => {
      low.set(node, found.size);
      found.set(node, found.size);
      open.push(node);
      walk.push({ node, at: 0 });
    };
    enter(root);
    for (let step = walk.at(-1); step; step = walk.at(-1)) {
      const { node } = step;
      const other = next[node]?.[step.at];
      step.at += 1;
      if (other !== undefined) {
        if (!found.has(other)) enter(other);
        else if (rings[other] === undefined) low.set(node, Math.min(low.get(node) ?? 0, found.get(other) ?? 0));
        continue;
      }
      walk.pop();
      const parent = walk.at(-1)?.node;
      if (parent !== undefined) low.set(parent, Math.min(low.get(parent) ?? 0, low.get(node) ?? 0));
      if (low.get(node) !== found.get(node)) continue;
      for (let member = open.pop(); member !== undefined; member = open.pop()) {
        rings[member] = ring;
        if (member === node) break;
      }
      ring += 1;
    }
  }
  return rings;
}
