import type { Evolution, EvolutionNode } from '../../main/domain/analysis/facts';

export type Direction = 'left' | 'right' | 'up' | 'down';

/**
 * Where an arrow key leads: left and right along an edge (to the neighbour level with this node if there are several),
 * up and down to the next node of the same column. Null where there is nothing on that side.
 */
export function walk(
  evolution: Evolution,
  shown: readonly EvolutionNode[],
  from: EvolutionNode,
  direction: Direction,
): EvolutionNode | null {
  const isAlong = direction === 'left' || direction === 'right';
  const candidates = isAlong ? neighbours(evolution, shown, from, direction) : column(shown, from, direction);
  return candidates.sort((a, b) => Math.abs(a.y - from.y) - Math.abs(b.y - from.y))[0] ?? null;
}

function neighbours(
  evolution: Evolution,
  shown: readonly EvolutionNode[],
  from: EvolutionNode,
  direction: Direction,
): EvolutionNode[] {
  const ids = new Set(
    evolution.edges.flatMap((edge) => {
      if (direction === 'right') return edge.from === from.id ? [edge.to] : [];
      return edge.to === from.id ? [edge.from] : [];
    }),
  );
  return shown.filter(({ id }) => ids.has(id));
}

function column(shown: readonly EvolutionNode[], from: EvolutionNode, direction: Direction): EvolutionNode[] {
  return shown.filter(({ level, y }) => level === from.level && (direction === 'down' ? y > from.y : y < from.y));
}
