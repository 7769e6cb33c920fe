import { median } from '../analysis/statistics';
import { fullConfidence, mergeConfidence, type ConfidenceWeek } from '../retro/confidence';
import { blankSlide } from './blankSlide';
import { milestoneFlags } from './chartSlides';
import type { BigNumber, ChartData, Slide } from './deck';
import { windowWeeks, type DeckInput } from './deckInput';
import { counted, minus } from './wording';

/** Fewer weeks than this on each side are no comparison. */
const fewestWeeks = 4;
/** A step on the scale below this is no change worth a word. */
const leastStep = 10;

/** How confident people felt, week by week: median and range, never who. Null where nobody drew. */
export function confidenceSlide(input: DeckInput): Slide | null {
  const { retro, facts } = input;
  const ids = facts.weeks.map((week) => week.id);
  const merged = mergeConfidence(retro.confidence, ids);
  const drawn = merged.filter((week) => week !== null);
  if (drawn.length === 0) return null;
  const people = retro.confidence.filter((line) => ids.some((id) => line.weeks[id] !== undefined)).length;
  const ends = endsOf(drawn);
  const headline = headlineOf(drawn, ends);
  const measure =
    people === 1
      ? 'How confident one person felt, from 0 to 100, by week'
      : `How confident ${counted(people, 'person', 'people')} felt, from 0 to 100, by week: the median, and the range from lowest to highest`;
  return {
    ...blankSlide(input, 'chart', 'confidence'),
    headline,
    measure,
    numbers: ends ? [numberOf(ends)] : [],
    chart: {
      kind: 'line',
      title: 'Confidence by week',
      unit: 'of 100',
      categories: ids,
      starts: facts.weeks.map((week) => week.start),
      partial: facts.weeks.map((week) => week.partial),
      ...seriesOf(merged, people),
      top: fullConfidence,
      target: null,
      flags: milestoneFlags(input),
    },
    notes: `${headline}. ${measure}. Weeks that nobody drew are gaps. Each drew from memory: it says how it felt, not how it was.`,
    alt: `Line chart. ${measure}. ${headline}.`,
  };
}

interface Ends {
  before: number;
  after: number;
  weeks: number;
}

function endsOf(drawn: readonly ConfidenceWeek[]): Ends | null {
  const weeks = Math.min(windowWeeks, Math.floor(drawn.length / 2));
  if (weeks < fewestWeeks) return null;
  const of = (some: readonly ConfidenceWeek[]): number => Math.round(median(some.map((week) => week.median)) ?? 0);
  return { before: of(drawn.slice(0, weeks)), after: of(drawn.slice(-weeks)), weeks };
}

function headlineOf(drawn: readonly ConfidenceWeek[], ends: Ends | null): string {
  const whole = Math.round(median(drawn.map((week) => week.median)) ?? 0);
  if (!ends) return `How sure we felt of our releases: ${String(whole)} of 100`;
  const { before, after } = ends;
  if (after - before >= leastStep)
    return `We feel surer of our releases: ${String(after)} of 100 now, ${String(before)} at first`;
  if (before - after >= leastStep)
    return `We feel less sure of our releases: ${String(after)} of 100 now, ${String(before)} at first`;
  return `We feel about as sure of our releases as at first: ${String(after)} of 100`;
}

function numberOf({ before, after, weeks }: Ends): BigNumber {
  const step = after - before;
  return {
    label: 'Confidence, median',
    before: String(before),
    after: String(after),
    effect: `${step > 0 ? '+' : ''}${String(step).replace('-', minus)} points`,
    detail: `first and last ${String(weeks)} weeks that somebody drew`,
    verdict: null,
  };
}

function seriesOf(merged: readonly (ConfidenceWeek | null)[], people: number): Pick<ChartData, 'series' | 'band'> {
  const values = (of: (week: ConfidenceWeek) => number) => merged.map((week) => week && of(week));
  const middle = { name: 'median', values: values((week) => week.median), tone: 'accent' as const };
  if (people === 1) return { series: [{ ...middle, name: 'confidence' }] };
  return {
    series: [
      middle,
      { name: 'lowest', values: values((week) => week.low), tone: 'muted' },
      { name: 'highest', values: values((week) => week.high), tone: 'muted' },
    ],
    band: { low: 1, high: 2 },
  };
}
