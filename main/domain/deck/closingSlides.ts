import { wantsMore } from '../analysis/promises/movement';
import { targetValue } from '../analysis/targetValue';
import { wilson } from '../analysis/wilson';
import type { MetricsReport } from '../analysis/metricsReport';
import type { Target } from '../retro/environmentMap';
import type { Milestone } from '../retro/milestone';
import { blankSlide } from './blankSlide';
import { chartOf } from './chartSlides';
import type { BigNumber, Slide } from './deck';
import { windowWeeks, type DeckInput } from './deckInput';
import { milestoneSlide } from './milestoneSlide';
import { measuredName, targetWords } from './targetWords';
import { date, decimal, percent } from './wording';

/** A lowlight shows where it stands now: its failures over time and the current value with its interval. */
export function lowlightSlide(input: DeckInput, milestone: Milestone): Slide {
  const slide = { ...milestoneSlide(input, milestone), kind: 'lowlight' as const, id: `lowlight:${milestone.id}` };
  const own = input.lowlights.get(milestone.id);
  if (!own) return slide;
  const of = own.of ?? 'all pipelines';
  const values = own.all.series.map((bucket) =>
    bucket.firstPassYield === null ? null : (1 - bucket.firstPassYield) * 100,
  );
  const numbers = own.last ? [failing(own.last, of), red(own.last, of)].filter((one) => one !== null) : [];
  return {
    ...slide,
    measure: `${of}: share of stages that failed at the first try, by week; numbers of the last ${String(windowWeeks)} complete weeks`,
    numbers: numbers.length > 0 ? numbers : slide.numbers,
    chart: chartOf(input, lowlightChart(of), own.all.series, values),
    notes: [slide.notes, ...numbers.map((one) => `${one.label}: ${one.after}. ${one.detail}.`)]
      .filter((line) => line !== '')
      .join('\n'),
    alt: `Lowlight: ${milestone.title}. Line chart of the share of stages of ${of} that failed at the first try, by week. ${numbers.map((one) => `${one.label} now ${one.after}`).join('; ')}.`,
  };
}

function lowlightChart(of: string) {
  return { title: `Failed at the first try: ${of}`, name: 'failed first', unit: '%', kind: 'line' } as const;
}

function failing(report: MetricsReport, of: string): BigNumber | null {
  const { passed, total } = report.summary.firstPassYield;
  if (total === 0) return null;
  const [low, high] = wilson(total - passed, total);
  return {
    label: `Failed at the first try: ${of}`,
    before: null,
    after: percent((total - passed) / total),
    effect: null,
    detail: `${String(total - passed)} of ${String(total)} · 95 % interval ${percent(low)} to ${percent(high)}`,
    verdict: null,
  };
}

function red(report: MetricsReport, of: string): BigNumber | null {
  const { fraction, hours, knownHours } = report.summary.red;
  if (fraction === null) return null;
  return {
    label: `Time spent red: ${of}`,
    before: null,
    after: percent(fraction),
    effect: null,
    detail: `${decimal(hours)} of ${decimal(knownHours)} hours`,
    verdict: null,
  };
}

/** Where we want to be: what each target asks, and where we stand. */
export function targetSlide(input: DeckInput): Slide | null {
  const { targets } = input.retro.environments;
  if (targets.length === 0) return null;
  const rows = targets.map((target, i) => {
    const report = input.targets[i] ?? null;
    const now = report ? targetValue(target.measure, report.summary) : null;
    return {
      target,
      now,
      met: now === null ? null : wantsMore[target.measure] ? now >= target.value : now <= target.value,
    };
  });
  const open = rows.filter((row) => row.met !== true).length;
  return {
    ...blankSlide(input, 'target', 'target'),
    headline: open === 0 ? 'We are where we wanted to be' : 'We are better, and not yet where we want to be',
    measure: `Now: the last ${String(windowWeeks)} complete weeks`,
    numbers: rows.map(({ target, now, met }) => {
      const { say } = targetWords[target.measure];
      return {
        label: measuredName(target),
        before: now === null ? null : say(now),
        after: say(target.value),
        effect: met === null ? null : met ? 'reached' : `${gap(target, now ?? 0)} to go`,
        detail: `now → wanted${target.by === null ? '' : ` by ${date(target.by, input.facts.zone)}`}`,
        verdict: now === null ? 'not enough data' : null,
      };
    }),
    notes: 'What would move this number? Make it an action with somebody who owns it.',
    alt: rows
      .map(({ target, now }) => {
        const { label, say } = targetWords[target.measure];
        return `${label}: ${now === null ? 'not known' : say(now)} now, ${say(target.value)} wanted`;
      })
      .join('; '),
  };
}

function gap(target: Target, now: number): string {
  const { say } = targetWords[target.measure];
  const share = say === percent;
  const distance = Math.abs(target.value - now);
  return share ? `${String(Math.round(distance * 100))} points` : say(distance);
}

export function actionsSlide(input: DeckInput): Slide {
  const { actions } = input.retro;
  const rows = actions.map(({ text, owner, due }) => ({
    text,
    owner: input.people === 'hidden' ? '' : owner,
    due: due === null ? '' : date(due, input.facts.zone),
  }));
  return {
    ...blankSlide(input, 'actions', 'actions'),
    headline: rows.length === 0 ? 'What will we do next?' : 'What we do next',
    measure:
      rows.length === 0
        ? 'Add actions while you talk'
        : input.people === 'hidden'
          ? 'Actions, until when'
          : 'Actions, who has them, until when',
    actions: rows,
    notes: rows.map((row) => [row.text, row.owner, row.due].filter((part) => part !== '').join(' – ')).join('\n'),
    alt:
      rows.length === 0
        ? 'No actions yet.'
        : `Actions: ${rows.map((row) => (row.owner === '' ? row.text : `${row.text} (${row.owner})`)).join('; ')}.`,
  };
}
