import { inFlowOrder, outgoingOf, ranks } from './levels';
import type { FlowEdge, FlowNode } from './levels';

/**
 * Levels of new nodes among those that stay: right of what flows into them and, where there is room, left of where
 * they lead; environments between those of lower and of higher rank. `stays` holds the level of every node that keeps
 * its place. Edges of `against` do not count.
 */
export function chooseLevels(
  nodes: readonly FlowNode[],
  edges: readonly FlowEdge[],
  against: ReadonlySet<FlowEdge>,
  stays: ReadonlyMap<number, number>,
): number[] {
  const levels = nodes.map((_, index) => stays.get(index) ?? -1);
  const forward = edges.filter((edge) => !against.has(edge));
  for (const index of inFlowOrder(nodes.length, outgoingOf(nodes.length, forward, new Set()))) {
    const node = nodes[index];
    if (!node || stays.has(index)) continue;
    const known = (others: number[]): number[] => others.map((one) => levels[one] ?? -1).filter((level) => level >= 0);
    const before = known(forward.filter(({ to }) => to === index).map(({ from }) => from));
    const after = known(forward.filter(({ from }) => from === index).map(({ to }) => to));
    const least = node.kind === 'material' ? 0 : Math.max(0, ...before) + 1;
    const [lowest, highest] = node.kind === 'environment' ? between(nodes, levels, index) : [0, Infinity];
    const most = Math.min(highest, ...after.map((level) => level - 1));
    levels[index] = node.kind === 'material' ? 0 : Math.max(least, Math.min(Math.max(least, lowest), most));
  }
  return levels;
}

/** After every placed environment of a lower rank, not after one of a higher. */
function between(nodes: readonly FlowNode[], levels: readonly number[], index: number): [number, number] {
  const rank = (at: number): number => ranks[nodes[at]?.role ?? 'other'];
  const others = nodes.flatMap((node, at) =>
    node.kind === 'environment' && at !== index && (levels[at] ?? -1) >= 0 ? [at] : [],
  );
  const lower = others.filter((at) => rank(at) < rank(index)).map((at) => (levels[at] ?? 0) + 1);
  const higher = others.filter((at) => rank(at) > rank(index)).map((at) => (levels[at] ?? 0) - 1);
  return [Math.max(0, ...lower), Math.min(Infinity, ...higher)];
}
