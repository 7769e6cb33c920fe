import type { Layers, Neighbours } from './order';

const sweeps = 24;
/** Long edges are kept straight before nodes are centred between their neighbours. */
const cornerWeight = 8;

export interface RowSizes {
  height: (vertex: number) => number;
  isCorner: (vertex: number) => boolean;
  nodeGap: number;
  cornerGap: number;
}

/**
 * Vertical centre of every vertex: as near to its neighbours as order and distances allow. Each level in turn is the
 * exact least-squares answer to where its neighbours are now.
 */
export function placeRows(layers: Layers, neighbours: Neighbours, sizes: RowSizes): number[] {
  const y: number[] = [];
  for (const layer of layers) {
    offsetsOf(layer, sizes).forEach((offset, place) => (y[layer[place] ?? 0] = offset));
  }
  for (let sweep = 0; sweep < sweeps; sweep += 1) {
    const toTheRight = sweep % 2 === 0;
    const order = toTheRight ? layers : [...layers].reverse();
    // The first sweeps pull from one side only, so that what starts far apart can travel.
    const sides = (vertex: number) => {
      const one = (toTheRight ? neighbours.before : neighbours.after)[vertex] ?? [];
      const other = (toTheRight ? neighbours.after : neighbours.before)[vertex] ?? [];
      return sweep < 4 && one.length > 0 ? one : [...one, ...other];
    };
    for (const layer of order) placeLayer(layer, y, sides, sizes);
  }
  const top = Math.min(0, ...y.map((centre, vertex) => centre - sizes.height(vertex) / 2));
  return y.map((centre) => centre - top);
}

function placeLayer(
  layer: readonly number[],
  y: number[],
  sides: (vertex: number) => readonly number[],
  sizes: RowSizes,
): void {
  const offsets = offsetsOf(layer, sizes);
  const wishes = layer.map((vertex, place) => {
    let weight = 0;
    let sum = 0;
    for (const other of sides(vertex)) {
      const w = sizes.isCorner(vertex) && sizes.isCorner(other) ? cornerWeight : 1;
      weight += w;
      sum += w * (y[other] ?? 0);
    }
    const wish = weight > 0 ? sum / weight : (y[vertex] ?? 0);
    // A vertex alone in the flow gives way to all others.
    return { at: wish - (offsets[place] ?? 0), weight: weight > 0 ? weight : 0.01 };
  });
  nondecreasing(wishes).forEach((at, place) => (y[layer[place] ?? 0] = at + (offsets[place] ?? 0)));
}

/** Centres when everything is packed from the top. */
function offsetsOf(layer: readonly number[], sizes: RowSizes): number[] {
  const offsets: number[] = [];
  let centre = 0;
  layer.forEach((vertex, place) => {
    const above = layer[place - 1];
    if (above !== undefined) {
      const gap = sizes.isCorner(vertex) || sizes.isCorner(above) ? sizes.cornerGap : sizes.nodeGap;
      centre += (sizes.height(above) + sizes.height(vertex)) / 2 + gap;
    }
    offsets.push(centre);
  });
  return offsets;
}

/** Weighted isotonic regression by pooling adjacent violators (Ayer et al. 1955). */
export function nondecreasing(wishes: readonly { at: number; weight: number }[]): number[] {
  const pools: { at: number; weight: number; size: number }[] = [];
  for (const { at, weight } of wishes) {
    let pool = { at, weight, size: 1 };
    for (let last = pools.at(-1); last && last.at > pool.at; last = pools.at(-1)) {
      pools.pop();
      const sum = last.weight + pool.weight;
      pool = { at: (last.at * last.weight + pool.at * pool.weight) / sum, weight: sum, size: last.size + pool.size };
    }
    pools.push(pool);
  }
  return pools.flatMap((pool) => new Array<number>(pool.size).fill(pool.at));
}
