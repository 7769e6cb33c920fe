import { expect, test } from 'vitest';
import { exampleDeckInput } from '../../testing/exampleRetro';
import type { Movement } from '../analysis/promises/movement';
import type { Moved } from '../analysis/promises/whatMoved';
import { buildDeck } from './buildDeck';
import { movedHeadline, movedSlide } from './movedSlide';

const input = await exampleDeckInput();
const [from, to, later] = [Date.UTC(2014, 0, 6), Date.UTC(2014, 3, 7), Date.UTC(2014, 6, 7)];
const moved: Moved = {
  action: 'a',
  text: 'Quarantine the tests that fail most often',
  owner: 'Ana Lopez',
  isDone: true,
  metric: {
    ...{ measure: 'firstPassYield', environment: null, pipeline: 'saas-build' },
    ...{ value: 0.8, n: 200, from, to, knownTo: to, target: 0.9 },
  },
  now: { value: 0.86, n: 210, from: to, to: later, weeks: 13, knownTo: later },
  movement: 'on the way',
};

test('the retro opens with what moved: right after the title, with both windows and counts in the notes', () => {
  const deck = buildDeck({ ...input, moved: [moved] });
  expect(deck.slides.slice(0, 3).map((slide) => slide.id)).toEqual(['title', 'moved', 'glossary']);
  const slide = deck.slides[1];
  expect(slide?.headline).toBe('Since last time: what we wanted to move went our way');
  expect(slide?.table?.rows).toEqual([
    [
      ...['Quarantine the tests that fail most often', 'Stages that pass at the first try: saas-build'],
      ...['80\u00a0%', '86\u00a0%', '90\u00a0%', 'on the way'],
    ],
  ]);
  expect(slide?.notes).toContain('then 80\u00a0% (5 Jan 2014 – 6 Apr 2014, n=200), now 86\u00a0% (6 Apr 2014');
  expect(JSON.stringify(slide)).not.toContain('Ana');
});

test('a number that is not known stays a dash', () => {
  const unknown: Moved = {
    ...moved,
    metric: { ...moved.metric, value: null, from: null, to: null, target: null },
    now: { ...moved.now, value: null, from: null, to: null },
    movement: 'not enough data',
  };
  const slide = movedSlide({ ...input, moved: [unknown] });
  expect(slide?.table?.rows[0]?.slice(2)).toEqual(['–', '–', '–', 'not enough data']);
  expect(movedSlide(input)).toBeNull();
});

test.each<[Movement[], string]>([
  [['not enough data'], 'too early to say what moved'],
  [['moved away'], 'what we wanted to move did not go our way'],
  [['reached', 'on the way', 'moved away', 'not enough data'], '2 of 3\u00a0numbers went our way'],
])('%j', (movements, words) => {
  expect(movedHeadline(movements)).toBe(`Since last time: ${words}`);
});
