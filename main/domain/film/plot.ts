import type { MetricsReport } from '../analysis/metricsReport';
import type { Instant } from '../history/records';
import type { Milestone, MilestoneKind } from '../retro/milestone';
import type { Retro } from '../retro/retro';

/** A stretch of history somebody gave more (factor above 1) or less film time. Half-open. */
export interface Passage {
  from: Instant;
  to: Instant;
  /** From `leastFactor` to `mostFactor`; 1 is the usual pace. */
  factor: number;
}

export const leastFactor = 0.25;
export const mostFactor = 6;

/** What the film tells beside the map: words, and the pace people chose. Plain data, part of the deck. */
export interface FilmPlot {
  title: string;
  illustrative: boolean;
  milestones: PlotMilestone[];
  passages: Passage[];
  /** How it was and how it is; null where coverage is too short to compare. */
  ends: FilmEnds | null;
}

export interface PlotMilestone {
  at: Instant;
  kind: MilestoneKind;
  title: string;
  /** One sentence; empty where nothing was written. */
  sentence: string;
}

/** The same measures over the first and the last `weeks` complete weeks. */
export interface FilmEnds {
  weeks: number;
  first: EndNumbers;
  last: EndNumbers;
}

export interface EndNumbers {
  deploymentsPerWeek: number | null;
  leadTimeHours: number | null;
  firstPassYield: number | null;
}

export function plotOf(retro: Retro, ends: FilmEnds | null): FilmPlot {
  return {
    title: retro.title,
    illustrative: retro.illustrative,
    milestones: retro.milestones
      .filter(({ status }) => status === 'accepted')
      .map((one) => ({ at: one.at, kind: one.kind, title: one.title, sentence: sentenceOf(one) })),
    passages: retro.passages ?? [],
    ends,
  };
}

export function endsOf(reports: { first: MetricsReport; last: MetricsReport; weeks: number } | null): FilmEnds | null {
  return reports && { weeks: reports.weeks, first: numbersOf(reports.first), last: numbersOf(reports.last) };
}

function numbersOf({ summary }: MetricsReport): EndNumbers {
  return {
    deploymentsPerWeek: summary.deployments.perWeekMean,
    leadTimeHours: summary.leadTimeHours.median,
    firstPassYield: summary.firstPassYield.value,
  };
}

const longestSentence = 170;

/** What was written first, else what was gained, else what it cost: one sentence, as nobody reads two from a moving picture. */
export function sentenceOf({ text, gained, cost }: Pick<Milestone, 'text' | 'gained' | 'cost'>): string {
  const words = [text, gained, cost].map((one) => one.replace(/\s+/g, ' ').trim()).find((one) => one !== '') ?? '';
  const first = /^.*?[.!?…](?=\s+["“„]?\p{Lu}|$)/u.exec(words)?.[0] ?? words;
  if (first.length <= longestSentence) return first;
  return `${first.slice(0, longestSentence).replace(/\s+\S*$/, '')}…`;
}
