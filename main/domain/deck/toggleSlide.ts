import { blankSlide } from './blankSlide';
import { milestoneFlags } from './chartSlides';
import type { BigNumber, Slide } from './deck';
import type { DeckInput } from './deckInput';
import { counted, duration } from './wording';

/** How many feature toggles there were, week by week. Who owns one is not on it. Null where none is known. */
export function toggleSlide(input: DeckInput): Slide | null {
  const { toggles, weeks, coverage } = input.facts;
  if (!toggles || coverage.to === null) return null;
  const { live, oldest, lifetimeDays, perWeek } = toggles;
  const age = oldest && duration((coverage.to - oldest.from) / 3_600_000);
  const headline =
    live === 0 || age === null
      ? `No feature toggle is left of ${counted(toggles.known, 'toggle')} we had`
      : live === 1
        ? `One feature toggle is live; it has been there for ${age}`
        : `${counted(live, 'feature toggle')} are live; the oldest has been there for ${age}`;
  const most = Math.max(...perWeek.map((count) => count ?? 0));
  const measure = 'Feature toggles in the code at some moment of the week, switched on or off';
  return {
    ...blankSlide(input, 'chart', 'toggles'),
    headline,
    measure,
    numbers: numbersOf(input, age, lifetimeDays),
    chart: {
      kind: 'bar',
      title: 'Feature toggles by week',
      unit: 'toggles',
      categories: weeks.map((week) => week.id),
      starts: weeks.map((week) => week.start),
      partial: weeks.map((week) => week.partial),
      series: [{ name: 'toggles', values: perWeek, tone: 'accent' }],
      target: null,
      flags: milestoneFlags(input),
    },
    notes: `${headline}. ${measure}; at most ${String(most)} at once. Each toggle is a promise to take it out again.`,
    alt: `Bar chart of feature toggles in the code by week, at most ${String(most)}. ${headline}.`,
  };
}

function numbersOf(input: DeckInput, age: string | null, lifetime: { median: number | null; n: number }): BigNumber[] {
  const { toggles } = input.facts;
  const plain = { before: null, effect: null, verdict: null };
  const numbers: BigNumber[] = [
    {
      ...plain,
      label: 'Live now',
      after: String(toggles?.live ?? 0),
      detail: `of ${counted(toggles?.known ?? 0, 'toggle')} there ever were`,
    },
  ];
  if (age !== null && toggles?.oldest) {
    numbers.push({ ...plain, label: 'Oldest of them', after: age, detail: toggles.oldest.name });
  }
  if (lifetime.median !== null) {
    const detail = `from coming to going, ${counted(lifetime.n, 'toggle')} taken out`;
    numbers.push({ ...plain, label: 'Median lifetime', after: duration(lifetime.median * 24), detail });
  }
  return numbers;
}
