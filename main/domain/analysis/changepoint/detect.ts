import { median } from '../statistics';
import { dispersion } from './dispersion';
import { levelOf } from './levels';
import { likelihoodRatio, locationSet } from './locationSet';
import { partition } from './partition';
import { segmentCost } from './segmentCost';
import { minSegments, type Series } from './series';

/** What was found in a series, with everything needed to check it. Indices count from 0, in points of the series. */
export interface Detection {
  /** Points of the series. */
  n: number;
  /** Each the index of the first point of a new level. */
  changePoints: number[];
  /** Price of a change point, on the scaled cost. */
  penalty: number;
  scale: number;
  phiLag1: number;
  phiBlock4: number | null;
  /** Cost of the best partition: scaled costs of its segments and a penalty for each change point. */
  objective: number;
  minSegment: number;
  /** One more than change points: rates, proportions (null without trials) or medians. */
  levels: (number | null)[];
  /** Of each change point between its neighbours, on the scaled cost. */
  likelihoodRatios: number[];
  /** First and last index of the 95 % location set of each change point. */
  locationSets: [first: number, last: number][];
}

/** More magnitudes than this are taken together first. */
const mostMagnitudes = 2_000;

/**
 * Change points of one series by exact optimal partitioning with penalty 3 ln n + 2 ln M (Zhang and Siegmund 2007; M
 * series examined together). None for a series shorter than two minimum segments. Found nothing means nothing big.
 */
export function detect(series: Series, together = 1): Detection {
  const blockSize = blockSizeOf(series);
  const points = blockSize === 1 ? series : { ...series, values: blockMedians(series.values, blockSize) };
  const found = detectIn(points, together);
  const scaledUp = (index: number): number => index * blockSize;
  const changePoints = found.changePoints.map(scaledUp);
  return {
    ...found,
    n: series.values.length,
    changePoints,
    locationSets: found.locationSets.map(([first, last]) => [scaledUp(first), scaledUp(last)]),
    levels: segments(changePoints, series.values.length).map(([from, to]) => levelOf(series, from, to)),
  };
}

function detectIn(series: Series, together: number): Omit<Detection, 'n' | 'levels'> {
  const n = series.values.length;
  const minSegment = minSegments[series.family];
  const penalty = 3 * Math.log(Math.max(1, n)) + 2 * Math.log(Math.max(1, together));
  const { scale, phiLag1, phiBlock4 } = dispersion(series);
  const unscaled = segmentCost(series);
  const cost = (from: number, to: number): number => unscaled(from, to) / scale;
  const { changePoints, objective } = partition(cost, { n, minSegment, penalty, pruned: n > mostMagnitudes });
  const neighbours = changePoints.map((at, place) => ({
    at,
    from: changePoints[place - 1] ?? 0,
    to: changePoints[place + 1] ?? n,
  }));
  return {
    ...{ changePoints, penalty, scale, phiLag1, phiBlock4, objective, minSegment },
    likelihoodRatios: neighbours.map(({ from, at, to }) => likelihoodRatio(cost, from, at, to)),
    locationSets: neighbours.map(({ from, to }) => locationSet(cost, from, to, minSegment)),
  };
}

/** From each level's first point to the one behind its last. */
export function segments(changePoints: readonly number[], n: number): [from: number, to: number][] {
  const starts = [0, ...changePoints];
  return n === 0 ? [] : starts.map((from, place) => [from, starts[place + 1] ?? n]);
}

function blockSizeOf({ family, values }: Series): number {
  return family === 'magnitude' ? Math.max(1, Math.ceil(values.length / mostMagnitudes)) : 1;
}

/** Blocks of equal size from the start on; a rest too short for a block is left out. */
function blockMedians(values: readonly number[], size: number): number[] {
  return Array.from(
    { length: Math.floor(values.length / size) },
    (_, block) => median(values.slice(block * size, (block + 1) * size)) ?? NaN,
  );
}
