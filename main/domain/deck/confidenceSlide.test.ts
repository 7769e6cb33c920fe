import { expect, test } from 'vitest';
import { bucketsOver } from '../time/buckets';
import { exampleRetro } from '../../example/story';
import type { ConfidenceLine } from '../retro/confidence';
import { confidenceSlide } from './confidenceSlide';
import type { DeckInput } from './deckInput';

const span = { from: Date.UTC(2024, 0, 1), to: Date.UTC(2024, 5, 3) };
const weeks = bucketsOver(span, 'week', 'UTC').map((week) => ({ ...week, partial: false }));

function slideOf(...confidence: ConfidenceLine[]) {
  const facts = { weeks, coverage: { ...span, gaps: [] }, sources: [], zone: 'UTC' } as unknown as DeckInput['facts'];
  const input = { retro: { ...exampleRetro, confidence }, facts } as unknown as DeckInput;
  return confidenceSlide(input);
}
const line = (author: string, value: (week: number) => number | null): ConfidenceLine => {
  const drawn = weeks.flatMap(({ id }, i) => {
    const one = value(i);
    return one === null ? [] : [[id, one] as const];
  });
  return { author, weeks: Object.fromEntries(drawn) };
};

test('nobody drew, or only where no history is: no slide', () => {
  expect(slideOf()).toBeNull();
  expect(slideOf({ author: 'Anna', weeks: { '1999-W01': 5 } })).toBeNull();
});

test('median and range of those who drew, how many, and never who', () => {
  const slide = slideOf(
    line('Annabella', (week) => (week < 11 ? 20 : 70)),
    line('Benedict', (week) => (week < 11 ? 30 : 80)),
    line('Cordelia', (week) => (week === 0 ? null : 40)),
  );
  expect(slide?.headline).toBe('We feel surer of our releases: 70 of 100 now, 30 at first');
  expect(slide?.measure).toContain('3\u00a0people');
  expect(slide?.numbers[0]).toMatchObject({ before: '30', after: '70', effect: '+40 points' });
  expect(slide?.chart?.series.map(({ values }) => values[0])).toEqual([25, 20, 30]);
  expect(slide?.chart?.series.map(({ values }) => values[21])).toEqual([70, 40, 80]);
  expect(JSON.stringify(slide)).not.toMatch(/Annabella|Benedict|Cordelia/);
});

test.each([
  ['less', (week: number) => (week < 11 ? 70 : 20), 'We feel less sure of our releases: 20 of 100 now, 70 at first'],
  ['as sure', () => 55, 'We feel about as sure of our releases as at first: 55 of 100'],
  ['a few weeks', (week: number) => (week < 5 ? 55 : null), 'How sure we felt of our releases: 55 of 100'],
])('a sentence that claims no more than was drawn: %s', (_, value, headline) => {
  const slide = slideOf(line('Anna', value));
  expect(slide?.headline).toBe(headline);
  expect(slide?.chart?.series).toHaveLength(1);
});
