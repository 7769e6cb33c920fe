/** Vertices of one level from top to bottom: nodes, and the corners of edges that pass the level. */
export type Layers = number[][];

/** Neighbours of every vertex in the level before and in the level after. */
export interface Neighbours {
  before: readonly (readonly number[])[];
  after: readonly (readonly number[])[];
}

const sweeps = 16;

/**
 * Orders each level so that few edges cross: sweeps to and fro, each vertex to the median of its neighbours (Sugiyama's
 * framework as in Gansner et al. 1993), then swaps of adjacent ones as long as that helps. The best order seen wins;
 * no chance is involved.
 */
export function orderLayers(layers: Layers, neighbours: Neighbours): Layers {
  let best = layers;
  let bestCrossings = countCrossings(best, neighbours);
  let current = layers;
  for (let sweep = 0; sweep < sweeps && bestCrossings > 0; sweep += 1) {
    current = swapAdjacent(sweepOnce(current, neighbours, sweep % 2 === 0), neighbours);
    const crossings = countCrossings(current, neighbours);
    if (crossings < bestCrossings) {
      best = current;
      bestCrossings = crossings;
    }
  }
  return best;
}

export function countCrossings(layers: Layers, neighbours: Neighbours): number {
  let crossings = 0;
  for (let level = 0; level + 1 < layers.length; level += 1) {
    const place = placesOf(layers[level + 1] ?? []);
    const ends = (layers[level] ?? []).flatMap((vertex) =>
      (neighbours.after[vertex] ?? []).map((to) => place.get(to) ?? 0).sort((a, b) => a - b),
    );
    crossings += inversions(ends);
  }
  return crossings;
}

function sweepOnce(layers: Layers, neighbours: Neighbours, toTheRight: boolean): Layers {
  const next = layers.map((layer) => [...layer]);
  const order = next.map((_, level) => level);
  if (!toTheRight) order.reverse();
  const fixedSide = toTheRight ? neighbours.before : neighbours.after;
  for (const level of order.slice(1)) {
    const place = placesOf(next[level + (toTheRight ? -1 : 1)] ?? []);
    next[level] = byMedian(next[level] ?? [], (vertex) =>
      (fixedSide[vertex] ?? []).map((other) => place.get(other) ?? 0),
    );
  }
  return next;
}

/** Vertices without neighbours keep their slots; the others are sorted into the rest. */
function byMedian(layer: readonly number[], places: (vertex: number) => number[]): number[] {
  const medians = layer.map((vertex) => ({ vertex, median: medianOf(places(vertex)) }));
  const movable = medians.filter((entry) => entry.median !== null).sort((a, b) => (a.median ?? 0) - (b.median ?? 0));
  let next = 0;
  return medians.map((entry) => (entry.median === null ? entry.vertex : (movable[next++]?.vertex ?? entry.vertex)));
}

function medianOf(values: number[]): number | null {
  if (values.length === 0) return null;
  values.sort((a, b) => a - b);
  const middle = values.length >>> 1;
  const upper = values[middle] ?? 0;
  return values.length % 2 === 1 ? upper : ((values[middle - 1] ?? 0) + upper) / 2;
}

function swapAdjacent(layers: Layers, neighbours: Neighbours): Layers {
  for (let level = 0; level < layers.length; level += 1) {
    const layer = layers[level] ?? [];
    const before = placesOf(layers[level - 1] ?? []);
    const after = placesOf(layers[level + 1] ?? []);
    const placesOn = (vertex: number) => [
      (neighbours.before[vertex] ?? []).map((other) => before.get(other) ?? 0),
      (neighbours.after[vertex] ?? []).map((other) => after.get(other) ?? 0),
    ];
    for (let i = 0; i + 1 < layer.length; i += 1) {
      const upper = layer[i] ?? 0;
      const lower = layer[i + 1] ?? 0;
      if (crossingsOf(placesOn(upper), placesOn(lower)) > crossingsOf(placesOn(lower), placesOn(upper))) {
        layer[i] = lower;
        layer[i + 1] = upper;
      }
    }
  }
  return layers;
}

/** Crossings among the edges of two vertices of which the first stands above. */
function crossingsOf(upper: number[][], lower: number[][]): number {
  let crossings = 0;
  upper.forEach((places, side) => {
    for (const a of places) for (const b of lower[side] ?? []) if (a > b) crossings += 1;
  });
  return crossings;
}

function placesOf(layer: readonly number[]): Map<number, number> {
  return new Map(layer.map((vertex, place) => [vertex, place]));
}

/** Pairs that are out of order, by merge sort. */
function inversions(values: number[]): number {
  if (values.length < 2) return 0;
  const middle = values.length >>> 1;
  const left = values.slice(0, middle);
  const right = values.slice(middle);
  let count = inversions(left) + inversions(right);
  let i = 0;
  let j = 0;
  for (let k = 0; k < values.length; k += 1) {
    const l = left[i] ?? Infinity;
    const r = right[j] ?? Infinity;
    if (i < left.length && l <= r) {
      values[k] = l;
      i += 1;
    } else {
      values[k] = r;
      j += 1;
      count += left.length - i;
    }
  }
  return count;
}
