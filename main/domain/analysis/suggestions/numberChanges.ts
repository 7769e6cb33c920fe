import type { Instant, Span } from '../../history/records';
import { segments } from '../changepoint/detect';
import type { DetectionMemory } from '../changepoint/detectionMemory';
import { sum } from '../changepoint/levels';
import { minSegments, type Family, type Series } from '../changepoint/series';
import { typicalRatio } from '../evidence/typicalRatio';
import type { NumberSeries } from './numberSeries';

/** A change of level that is big enough to be told. */
export interface NumberChange {
  of: NumberSeries;
  at: Instant;
  /** 95 % location set. */
  window: Span;
  strength: number;
  before: Level;
  after: Level;
  /** Typical ratio, ratio of rates, or ratio of shares, after to before; infinite from 0. */
  ratio: number;
  better: boolean;
}

/** The level on one side, up to the neighbouring change. */
export interface Level {
  value: number;
  /** Events or failures; 0 of magnitudes. */
  count: number;
  /** Trials; points of other families. */
  total: number;
}

/** Series long enough to hold a change at all: these count as examined together. */
export function examined(all: readonly NumberSeries[]): NumberSeries[] {
  return all.filter(({ series }) => series.values.length >= 2 * minSegments[series.family]);
}

/** Every change of the series that passes the filters of size. */
export function numberChanges(of: NumberSeries, together: number, memory: DetectionMemory): NumberChange[] {
  const { series, spans, words } = of;
  const found = memory.detect(series, together);
  const parts = segments(found.changePoints, found.n);
  const levels = parts.map((part, place) => levelOf(series, part, found.levels[place] ?? null));
  return found.changePoints.flatMap((at, place): NumberChange[] => {
    const [before, after] = [levels[place], levels[place + 1]];
    if (!before || !after) return [];
    const ratio = ratioOf(series, { ...before, part: parts[place] }, { ...after, part: parts[place + 1] });
    if (!isBig(series.family, before, after, ratio)) return [];
    const [first, last] = found.locationSets[place] ?? [at, at];
    return [
      {
        ...{ of, before, after, ratio },
        at: spans[at]?.from ?? 0,
        window: { from: spans[first - 1]?.to ?? spans[first]?.from ?? 0, to: spans[last]?.to ?? 0 },
        strength: (found.likelihoodRatios[place] ?? 0) - found.penalty,
        better: after.value > before.value === words.upIsBetter,
      },
    ];
  });
}

type Part = [from: number, to: number];

function levelOf(series: Series, [from, to]: Part, value: number | null): Level | null {
  if (value === null) return null;
  const count = series.family === 'magnitude' ? 0 : sum(series.values.slice(from, to));
  return { value, count, total: series.family === 'binomial' ? sum(series.trials.slice(from, to)) : to - from };
}

function ratioOf(
  { family, values }: Series,
  before: Level & { part: Part | undefined },
  after: Level & { part: Part | undefined },
): number {
  if (family !== 'magnitude') return after.value / before.value;
  const [earlier, later] = [before.part, after.part].map((part) => values.slice(...(part ?? [0, 0])));
  return typicalRatio(earlier ?? [], later ?? []).value;
}

/** A half more or a third less events; five points and a quarter of a share; a quarter more or a fifth less of a magnitude. */
function isBig(family: Family, before: Level, after: Level, ratio: number): boolean {
  switch (family) {
    case 'poisson':
      return ratio >= 1.5 || ratio <= 1 / 1.5;
    case 'binomial':
      return Math.abs(after.value - before.value) >= 0.05 && (ratio >= 1.25 || ratio <= 1 / 1.25);
    case 'magnitude':
      return ratio >= 1.25 || ratio <= 0.8;
  }
}
