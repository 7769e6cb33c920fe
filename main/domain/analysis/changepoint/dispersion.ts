import { normalScores } from './normalScores';
import type { Series } from './series';

export interface Dispersion {
  /** From successive points. */
  phiLag1: number;
  /** From successive blocks of four, which also feel slow swings; null for fewer than 40 points. */
  phiBlock4: number | null;
  /** What costs are divided by. */
  scale: number;
}

const blockLength = 4;
const fewest = 40;

/**
 * How much a series varies from point to point, against what its family expects (1). Differences of neighbours hardly
 * notice a change of level, so a real change does not hide itself.
 */
export function dispersion(series: Series): Dispersion {
  const phiLag1 = phi(series, 1);
  const n = series.values.length;
  const phiBlock4 = n < fewest ? null : phi(series, blockLength);
  const largest = Math.max(phiLag1, phiBlock4 ?? phiLag1);
  return { phiLag1, phiBlock4, scale: scaleOf(series, largest) };
}

function scaleOf({ family, values }: Series, phiOf: number): number {
  if (family === 'magnitude') return Math.max(0.05, phiOf);
  const isVeryRegular = family === 'poisson' && values.length >= fewest && phiOf < 0.5;
  return isVeryRegular ? Math.max(0.25, phiOf) : Math.max(1, phiOf);
}

function phi(series: Series, length: number): number {
  switch (series.family) {
    case 'poisson':
      return poissonPhi(blockSums(series.values, length));
    case 'binomial':
      return binomialPhi(blockSums(series.values, length), blockSums(series.trials, length));
    case 'magnitude': {
      const means = blockSums(normalScores(series.values), length).map((sum) => sum / length);
      const pairs = means.length - 1;
      return ratio(length * sumOver(pairs, (j) => (at(means, j + 1) - at(means, j)) ** 2), 2 * pairs);
    }
  }
}

function poissonPhi(counts: readonly number[]): number {
  const pairs = counts.length - 1;
  return ratio(
    sumOver(pairs, (j) => (at(counts, j + 1) - at(counts, j)) ** 2),
    sumOver(pairs, (j) => at(counts, j + 1) + at(counts, j)),
  );
}

/** Pairs where one side has no trials say nothing. */
function binomialPhi(failures: readonly number[], trials: readonly number[]): number {
  let above = 0;
  let below = 0;
  for (let j = 0; j + 1 < failures.length; j += 1) {
    const [k0, k1, m0, m1] = [at(failures, j), at(failures, j + 1), at(trials, j), at(trials, j + 1)];
    if (m0 === 0 || m1 === 0) continue;
    const pooled = (k0 + k1) / (m0 + m1);
    above += (k1 / m1 - k0 / m0) ** 2;
    below += pooled * (1 - pooled) * (1 / m0 + 1 / m1);
  }
  return ratio(above, below);
}

/** Sums of blocks from the start on; a rest too short for a block is left out. */
function blockSums(values: ArrayLike<number>, length: number): number[] {
  return Array.from({ length: Math.floor(values.length / length) }, (_, block) =>
    sumOver(length, (place) => values[block * length + place] ?? 0),
  );
}

function sumOver(count: number, of: (place: number) => number): number {
  let sum = 0;
  for (let place = 0; place < count; place += 1) sum += of(place);
  return sum;
}

function ratio(above: number, below: number): number {
  return below > 0 ? above / below : 1;
}

function at(values: readonly number[], place: number): number {
  return values[place] as number;
}
