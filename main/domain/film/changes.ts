import type { Evolution } from '../analysis/facts';
import type { Instant } from '../history/records';

/** Moments at which something of the map enters or leaves, or begins to be shown by runs, sorted: between them it stands still. */
export function changesOf(evolution: Evolution): Instant[] {
  const all = [...evolution.nodes, ...evolution.edges, ...evolution.nodes.flatMap((node) => node.stages)];
  const turns = [...evolution.nodes, ...evolution.edges].flatMap(({ configured }) => configured ?? []);
  const stretches = [...all.flatMap(({ present }) => present), ...turns];
  return [...new Set(stretches.flatMap(({ from, to }) => [from, to]))].sort((a, b) => a - b);
}
