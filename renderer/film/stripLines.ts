import type { RetroFacts } from '../../main/domain/analysis/facts';
import type { MetricsBucket } from '../../main/domain/analysis/metricsReport';
import type { Instant } from '../../main/domain/history/records';
import { hoursText, percentText, shortText } from '../controls/text/numbers';

/** One line of the strip: a measure week by week, on a scale that stays the same for the whole film. */
export interface StripLine {
  name: string;
  /** In the order of the metrics' weeks; null where nothing is known. */
  values: (number | null)[];
  /** Top of the scale; it begins at 0. */
  most: number;
  print: (value: number) => string;
  /** How the last four weeks are told in one number. */
  recent: (values: readonly number[]) => number;
}

export interface Strip {
  weeks: { start: Instant; end: Instant; partial: boolean }[];
  lines: StripLine[];
}

const kept = new WeakMap<RetroFacts, Strip | null>();

/** Null where no environment is production, so that there are no such numbers. Kept beside the facts. */
export function stripOf(facts: RetroFacts): Strip | null {
  const known = kept.get(facts);
  if (known !== undefined) return known;
  const strip = buildStrip(facts);
  kept.set(facts, strip);
  return strip;
}

function buildStrip(facts: RetroFacts): Strip | null {
  const series = facts.metrics?.series ?? [];
  if (series.length === 0) return null;
  const valuesOf = (value: (bucket: MetricsBucket) => number | null) => series.map(value);
  const lines: StripLine[] = [
    {
      name: 'deployments a week',
      values: valuesOf((week) => (week.knownHours === 0 && week.deployments === 0 ? null : week.deployments)),
      most: 0,
      print: shortText,
      recent: mean,
    },
    {
      name: 'lead time',
      values: valuesOf((week) => week.leadTimeHoursMedian),
      most: 0,
      print: hoursText,
      recent: middle,
    },
    {
      name: 'first-pass yield',
      values: valuesOf((week) => week.firstPassYield),
      most: 1,
      print: percentText,
      recent: mean,
    },
  ];
  for (const line of lines) line.most ||= Math.max(1e-9, ...line.values.map((value) => value ?? 0));
  return { weeks: series.map(({ start, end, partial }) => ({ start, end, partial })), lines };
}

export const recentWeeks = 4;

/** The number beside a line: of the last four full weeks before `at`; null where none of them is known. */
export function recentValue(strip: Strip, line: StripLine, at: Instant): number | null {
  const full = strip.weeks.flatMap((week, index) => (week.end <= at && !week.partial ? [index] : []));
  const values = full.slice(-recentWeeks).flatMap((index) => line.values[index] ?? []);
  return values.length === 0 ? null : line.recent(values);
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

function middle(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const half = sorted.length >> 1;
  return sorted.length % 2 === 1
    ? (sorted[half] as number)
    : ((sorted[half - 1] as number) + (sorted[half] as number)) / 2;
}
