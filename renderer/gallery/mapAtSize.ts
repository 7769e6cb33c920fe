import type { Evolution, RetroFacts } from '../../main/domain/analysis/facts';
import { sceneOf } from '../map/scene';
import { tokensAt } from '../map/tokens';

/** A map repeated under itself until it has that many nodes, as busy as it must be for that many tokens to be under way. */
export function mapAtSize({ evolution, weeks }: RetroFacts, nodes: number, tokens: number): Evolution {
  const whole = repeat(evolution, nodes);
  let [low, high] = [1 / 64, 4_096];
  // Runs are whole numbers, so that some counts cannot be had: the least that is no fewer than asked for.
  for (let step = 0; step < 24; step++) {
    const middle = Math.sqrt(low * high);
    if (meanTokens(busier(whole, middle), weeks) < tokens) low = middle;
    else high = middle;
  }
  return busier(whole, high);
}

/** Tokens under way, on average over the middle half of the weeks. */
export function meanTokens(evolution: Evolution, weeks: RetroFacts['weeks']): number {
  const middle = weeks.slice(Math.floor(weeks.length / 4), Math.ceil((weeks.length * 3) / 4));
  const { edges } = sceneOf(evolution, weeks);
  const under = middle.map(({ start }) =>
    edges.reduce((sum, { departures, flightMs }) => sum + tokensAt(departures, start, flightMs).length, 0),
  );
  return under.reduce((sum, each) => sum + each, 0) / Math.max(1, middle.length);
}

function repeat({ nodes, edges, width, height }: Evolution, count: number): Evolution {
  const copies = Array.from({ length: Math.ceil(count / nodes.length) }, (_, copy) => copy);
  const many = copies
    .flatMap((copy) => nodes.map((node) => ({ ...node, id: `${String(copy)}${node.id}`, y: node.y + copy * height })))
    .slice(0, count);
  const ids = new Set(many.map(({ id }) => id));
  return {
    nodes: many,
    edges: copies.flatMap((copy) =>
      edges
        .map((edge) => ({
          ...edge,
          from: `${String(copy)}${edge.from}`,
          to: `${String(copy)}${edge.to}`,
          points: edge.points.map(({ x, y }) => ({ x, y: y + copy * height })),
        }))
        .filter(({ from, to }) => ids.has(from) && ids.has(to)),
    ),
    width,
    height: height * copies.length,
  };
}

function busier(evolution: Evolution, factor: number): Evolution {
  const edges = evolution.edges.map((edge) => ({
    ...edge,
    runs: edge.runs.map((runs) => Math.round(runs * factor)),
    failed: edge.failed.map((failed) => Math.round(failed * factor)),
  }));
  return { ...evolution, edges };
}
