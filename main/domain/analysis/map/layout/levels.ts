import type { Role } from '../../../retro/environmentMap';

export interface FlowNode {
  kind: 'material' | 'pipeline' | 'environment';
  role: Role | null;
}

/** An edge between indexes of nodes; `weight` is how many runs came along it. */
export interface FlowEdge {
  from: number;
  to: number;
  weight: number;
}

/**
 * Level of every node: materials at 0, pipelines by the longest way to them, environments after the pipelines that
 * deploy to them and, where the flow leaves it open, the closer to users the further right. Edges of `against` close a
 * cycle (a pipeline that once came before another and later after it) and are left out.
 */
export function levelsOf(
  nodes: readonly FlowNode[],
  edges: readonly FlowEdge[],
  against: ReadonlySet<FlowEdge>,
): number[] {
  const levels: number[] = nodes.map((node) => (node.kind === 'material' ? 0 : 1));
  const outgoing = outgoingOf(nodes.length, edges, against);
  for (const node of inFlowOrder(nodes.length, outgoing)) {
    for (const edge of outgoing[node] ?? []) {
      levels[edge.to] = Math.max(levels[edge.to] ?? 0, (levels[node] ?? 0) + 1);
    }
  }
  return orderEnvironments(nodes, levels);
}

/** The edges that must point left for the others to point right: the least used ones of every cycle, and loops. */
export function edgesAgainstFlow(count: number, edges: readonly FlowEdge[]): Set<FlowEdge> {
  const against = new Set<FlowEdge>();
  if (isAcyclic(count, edges)) return against;
  const outgoing: number[][] = Array.from({ length: count }, () => []);
  const byWeight = [...edges].sort((a, b) => b.weight - a.weight || a.from - b.from || a.to - b.to);
  for (const edge of byWeight) {
    if (edge.from === edge.to || reaches(outgoing, edge.to, edge.from)) against.add(edge);
    else outgoing[edge.from]?.push(edge.to);
  }
  return against;
}

function isAcyclic(count: number, edges: readonly FlowEdge[]): boolean {
  return inFlowOrder(count, outgoingOf(count, edges, new Set())).length === count;
}

function reaches(outgoing: readonly number[][], from: number, to: number): boolean {
  const seen = new Set([from]);
  const open = [from];
  for (let node = open.pop(); node !== undefined; node = open.pop()) {
    if (node === to) return true;
    for (const next of outgoing[node] ?? []) {
      if (seen.has(next)) continue;
      seen.add(next);
      open.push(next);
    }
  }
  return false;
}

export function outgoingOf(count: number, edges: readonly FlowEdge[], against: ReadonlySet<FlowEdge>): FlowEdge[][] {
  const outgoing: FlowEdge[][] = Array.from({ length: count }, () => []);
  for (const edge of edges) if (!against.has(edge)) outgoing[edge.from]?.push(edge);
  return outgoing;
}

/** Every node after all that flow into it; nodes of a cycle are missing. */
export function inFlowOrder(count: number, outgoing: readonly FlowEdge[][]): number[] {
  const waiting = new Array<number>(count).fill(0);
  for (const edge of outgoing.flat()) waiting[edge.to] = (waiting[edge.to] ?? 0) + 1;
  const order = waiting.flatMap((incoming, node) => (incoming === 0 ? [node] : []));
  // The list grows while it is walked.
  for (const node of order) {
    for (const { to } of outgoing[node] ?? []) {
      waiting[to] = (waiting[to] ?? 0) - 1;
      if (waiting[to] === 0) order.push(to);
    }
  }
  return order;
}

/** How near to users an environment is, as far as its role says. */
export const ranks: Record<Role, number> = { dogfood: 0, test: 0, other: 0, staging: 1, snapshot: 2, production: 3 };

/** Environments reached at the same level stand side by side by rank; a higher rank is never left of a lower one. */
function orderEnvironments(nodes: readonly FlowNode[], levels: readonly number[]): number[] {
  const ordered = [...levels];
  const environments = nodes.flatMap((node, index) => (node.kind === 'environment' ? [index] : []));
  const rank = (index: number) => ranks[nodes[index]?.role ?? 'other'];
  environments.sort((a, b) => rank(a) - rank(b) || a - b);
  for (const index of environments) {
    for (const lower of environments) {
      if (rank(lower) >= rank(index)) break;
      const step = levels[lower] === levels[index] ? 1 : 0;
      ordered[index] = Math.max(ordered[index] ?? 0, (ordered[lower] ?? 0) + step);
    }
  }
  return ordered;
}
