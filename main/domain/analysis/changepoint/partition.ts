import type { SegmentCost } from './segmentCost';

export interface Partition {
  /** Index of the first point of each new level. */
  changePoints: number[];
  /** Sum of the segments' costs and one penalty for each change point. */
  objective: number;
}

/** Two ways that cost the same to this much are one: the earlier is taken. */
const tie = 1e-9;

export interface PartitionOptions {
  n: number;
  minSegment: number;
  penalty: number;
  /** Leaves out starts that cannot win any more. Gives the same answer; worth it only for long series. */
  pruned: boolean;
}

/**
 * Optimal partitioning (Jackson and others 2005): the cheapest of all ways to cut n points into levels of at least
 * `minSegment` points, exactly. With pruning (Killick, Fearnhead and Eckley 2012) a start is dropped only for ends that
 * leave room for a whole segment after the point at which it lost, or the answer would no longer be exact.
 */
export function partition(cost: SegmentCost, { n, minSegment, penalty, pruned }: PartitionOptions): Partition {
  const best = new Float64Array(n + 1).fill(Infinity);
  const cameFrom = new Int32Array(n + 1).fill(-1);
  /** First end for which a start is no longer looked at. */
  const lostFrom = pruned ? new Float64Array(n + 1).fill(Infinity) : null;
  best[0] = -penalty;
  let starts: number[] = [];
  for (let end = Math.min(minSegment, n); end <= n; end += 1) {
    const newest = end - minSegment;
    if (newest <= 0 || newest >= minSegment) starts.push(Math.max(0, newest));
    let lowest = Infinity;
    let from = 0;
    for (const start of starts) {
      const total = (best[start] as number) + cost(start, end) + penalty;
      if (total < lowest - tie) {
        lowest = total;
        from = start;
      }
    }
    best[end] = lowest;
    cameFrom[end] = from;
    if (lostFrom) starts = kept(starts, { best, cost, end, minSegment, lostFrom });
  }
  return { changePoints: traceBack(cameFrom, n), objective: n === 0 ? 0 : (best[n] as number) };
}

/** Starts still worth a look for the next end. */
function kept(
  starts: number[],
  state: { best: Float64Array; cost: SegmentCost; end: number; minSegment: number; lostFrom: Float64Array },
): number[] {
  const { best, cost, end, minSegment, lostFrom } = state;
  for (const start of starts) {
    if (lostFrom[start] === Infinity && (best[start] as number) + cost(start, end) > (best[end] as number) + tie) {
      lostFrom[start] = end + minSegment;
    }
  }
  return starts.filter((start) => end + 1 < (lostFrom[start] as number));
}

function traceBack(cameFrom: Int32Array, n: number): number[] {
  const changePoints: number[] = [];
  for (let at = cameFrom[n] ?? 0; at > 0; at = cameFrom[at] ?? 0) changePoints.push(at);
  return changePoints.reverse();
}
