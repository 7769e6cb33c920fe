import fs from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { detect } from './detect';
import { likelihoodRatio, locationSet } from './locationSet';
import { parseSeries } from './parseSeries';
import { partition } from './partition';
import { segmentCost } from './segmentCost';

/** Series with published answers; they are not ours to hand on, so they lie outside the project. */
const folder = path.resolve(import.meta.dirname, '../../../../../shared/reference/changepoint');
const isThere = fs.existsSync(folder);
if (!isThere) console.warn(`Skipped: no reference series in ${folder}`);
const files = isThere ? fs.readdirSync(folder).filter((name) => name.endsWith('.json')) : [];

interface Reference {
  known: { change_points: number[] | null; tolerance?: number };
  expected: {
    penalty: number;
    scale: number;
    phi_lag1: number;
    phi_block4: number;
    min_segment: number;
    objective: number;
    change_points: number[];
    lr_of_each_change_point: number[];
    segments: { start: number; rate?: number; proportion?: number; median?: number }[];
    best_single_split: { index: number; lr: number; location_set_95: [number, number] };
    with_penalty_2_ln_n?: { penalty: number; change_points: number[] };
  };
}

describe.skipIf(!isThere)('reference series', () => {
  it('are all there', () => {
    expect(files.length).toBeGreaterThanOrEqual(6);
  });

  it.each(files)('%s: the published optimum', (name) => {
    const { series, reference } = read(name);
    const { expected, known } = reference;
    const found = detect(series);
    expect(found.changePoints).toEqual(expected.change_points);
    expect(found.minSegment).toBe(expected.min_segment);
    near(found.penalty, expected.penalty, 1e-4);
    near(found.scale, expected.scale, 1e-4);
    near(found.phiLag1, expected.phi_lag1, 1e-4);
    near(found.phiBlock4 ?? NaN, expected.phi_block4, 1e-4);
    near(found.objective, expected.objective, 1e-3);
    found.likelihoodRatios.forEach((ratio, at) => {
      near(ratio, expected.lr_of_each_change_point[at] ?? NaN, 1e-3);
    });
    expect(found.likelihoodRatios).toHaveLength(expected.lr_of_each_change_point.length);
    expected.segments.forEach(({ rate, proportion, median }, at) => {
      near(found.levels[at] ?? NaN, rate ?? proportion ?? median ?? NaN, 1e-6);
    });
    const { tolerance } = known;
    if (tolerance !== undefined) {
      known.change_points?.forEach((at, place) => {
        near(found.changePoints[place] ?? NaN, at, tolerance);
      });
    }
  });

  it.each(files)('%s: the best single cut and where it may be', (name) => {
    const { series, reference } = read(name);
    const { index, lr, location_set_95 } = reference.expected.best_single_split;
    const found = detect(series);
    const n = series.values.length;
    const unscaled = segmentCost(series);
    const cost = (from: number, to: number): number => unscaled(from, to) / found.scale;
    near(likelihoodRatio(cost, 0, index, n), lr, 1e-3);
    expect(locationSet(cost, 0, n, found.minSegment)).toEqual(location_set_95);
  });

  it.each(files)('%s: pruned as exact, and more with a lower penalty', (name) => {
    const { series, reference } = read(name);
    const { penalty, scale, minSegment, changePoints } = detect(series);
    const unscaled = segmentCost(series);
    const cost = (from: number, to: number): number => unscaled(from, to) / scale;
    const options = { n: series.values.length, minSegment, penalty };
    expect(partition(cost, { ...options, pruned: true }).changePoints).toEqual(changePoints);
    const weaker = reference.expected.with_penalty_2_ln_n;
    if (!weaker) return;
    const found = partition(cost, { ...options, penalty: weaker.penalty, pruned: false });
    expect(found.changePoints).toEqual(weaker.change_points);
  });
});

function read(name: string) {
  const value: unknown = JSON.parse(fs.readFileSync(path.join(folder, name), 'utf8'));
  const parsed = parseSeries(value, name);
  if (!parsed.ok) throw new Error(parsed.problem);
  return { series: parsed.series, reference: value as Reference };
}

function near(value: number, wanted: number, within: number): void {
  expect(Math.abs(value - wanted)).toBeLessThanOrEqual(within);
}
