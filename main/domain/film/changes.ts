import type { Evolution } from '../analysis/facts';
import type { Instant } from '../history/records';

/** Moments at which something of the map enters or leaves, sorted: between them it stands still. */
export function changesOf(evolution: Evolution): Instant[] {
  const all = [...evolution.nodes, ...evolution.edges, ...evolution.nodes.flatMap((node) => node.stages)];
  return [...new Set(all.flatMap(({ present }) => present.flatMap(({ from, to }) => [from, to])))].sort(
    (a, b) => a - b,
  );
}
