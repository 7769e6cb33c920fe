import type { SegmentCost } from './segmentCost';

/** How much cheaper a stretch gets when it is cut at `at`, on the cost given. */
export function likelihoodRatio(cost: SegmentCost, from: number, at: number, to: number): number {
  return cost(from, to) - cost(from, at) - cost(at, to);
}

const share = 0.95;

/**
 * Where within (from, to) the change may be: the likeliest cuts that together hold 95 % of the likelihood, as the range
 * from the first to the last of them. Cuts that leave less than `minSegment` points on a side do not count.
 */
export function locationSet(
  cost: SegmentCost,
  from: number,
  to: number,
  minSegment: number,
): [first: number, last: number] {
  const cuts: { at: number; ratio: number }[] = [];
  for (let at = from + minSegment; at <= to - minSegment; at += 1) {
    cuts.push({ at, ratio: likelihoodRatio(cost, from, at, to) });
  }
  cuts.sort((a, b) => b.ratio - a.ratio || a.at - b.at);
  const highest = cuts[0]?.ratio ?? 0;
  const weights = cuts.map(({ ratio }) => Math.exp((ratio - highest) / 2));
  const enough = share * weights.reduce((sum, weight) => sum + weight, 0);
  let [first, last] = [cuts[0]?.at ?? from, cuts[0]?.at ?? from];
  let held = 0;
  for (const [place, { at }] of cuts.entries()) {
    if (held >= enough) break;
    held += weights[place] as number;
    first = Math.min(first, at);
    last = Math.max(last, at);
  }
  return [first, last];
}
