import { expect, test } from 'vitest';
import { exampleDeckInput } from '../../testing/exampleRetro';
import { buildDeck } from './buildDeck';
import type { DeckInput } from './deckInput';

const input = await exampleDeckInput();
const deck = buildDeck(input);

test('the example tells its story in order', () => {
  expect(deck.slides.map((slide) => slide.id)).toEqual([
    'title',
    'glossary',
    'timelapse',
    'timeline',
    'difference',
    'milestone:long-lived-branch',
    'milestone:more-often',
    'milestone:gate',
    'milestone:gate:map',
    'milestone:master',
    'milestone:master:map',
    'milestone:images',
    'milestone:images:map',
    'chart:deployments',
    'chart:lead-time',
    'chart:batch-size',
    'chart:first-pass',
    'chart:flaky',
    'gates',
    'toggles',
    'lowlight:failed-builds',
    'target',
    'actions',
  ]);
});

test('every slide has a sentence, words for its picture, notes, and its mark', () => {
  for (const slide of deck.slides) {
    expect(slide.headline.length, slide.id).toBeGreaterThan(8);
    expect(slide.alt.length, slide.id).toBeGreaterThan(8);
    expect(slide.notes.length, slide.id).toBeGreaterThan(8);
    expect(slide.footer.illustrative).toBe(true);
  }
});

test('a deck is plain data, and the same twice', () => {
  expect(JSON.parse(JSON.stringify(deck))).toEqual(deck);
  expect(buildDeck(input)).toEqual(deck);
});

test('after a milestone nothing is claimed to be its cause', () => {
  const words = JSON.stringify(deck.slides.filter((slide) => slide.kind === 'milestone'));
  expect(words).not.toMatch(/because|thanks to|caused|due to/i);
});

test("people's words replace drafted ones, and come back when taken away", () => {
  const slides = { timeline: { headline: 'Ours', body: 'One.\n\nTwo.', notes: 'Say it slowly', hidden: true } };
  const edited = buildDeck({ ...input, retro: { ...input.retro, slides } }).slides.find(
    (slide) => slide.id === 'timeline',
  );
  expect(edited).toMatchObject({ headline: 'Ours', body: ['One.', 'Two.'], notes: 'Say it slowly', hidden: true });
  expect(buildDeck(input).slides.find((slide) => slide.id === 'timeline')?.headline).not.toBe('Ours');
});

test('a retro without any history drafts slides that say so', () => {
  const facts: DeckInput['facts'] = {
    ...input.facts,
    coverage: { from: null, to: null, gaps: [] },
    sources: [],
    counts: { runs: 0, commits: 0, pipelines: 0, deployments: 0 },
    weeks: [],
    environments: [],
    group: null,
    metrics: null,
    branchBand: [],
    evolution: { nodes: [], edges: [], width: 0, height: 0 },
  };
  const retro = {
    ...input.retro,
    milestones: [],
    actions: [],
    environments: { ...input.retro.environments, environments: [], targets: [] },
  };
  const empty = buildDeck({
    retro,
    facts,
    people: 'hidden',
    evidence: new Map(),
    ends: null,
    gates: null,
    moved: [],
    lowlights: new Map(),
    targets: [],
  });
  expect(empty.slides.map((slide) => slide.id)).toEqual(['title', 'actions']);
  expect(JSON.stringify(empty)).not.toMatch(/NaN|Infinity|undefined/);
});
