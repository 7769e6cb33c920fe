import { expect, test } from 'vitest';
import { buildSampleFacts } from '../../../renderer/gallery/sampleFacts';
import { moments } from '../../../renderer/gallery/samplePlans';
import { cuesOf, srtOf, transcriptOf, vttOf } from './captions';
import { buildFilm } from './film';
import { sentenceOf } from './plot';

const film = buildFilm(
  {
    title: 'Shipping <Mingle> & more',
    illustrative: true,
    milestones: [
      { at: moments.snapshot, kind: 'highlight', title: 'A gate --> before production', sentence: 'It is a copy.' },
      { at: moments.mainline, kind: 'lowlight', title: 'Red builds', sentence: '' },
    ],
    passages: [],
    ends: null,
  },
  buildSampleFacts(),
  { seconds: 60 },
);
if (!film) throw new Error('The sample has a history.');

test('cues follow one another through the whole film', () => {
  const cues = cuesOf(film);
  expect(cues).toHaveLength(4);
  expect(cues[0]?.from).toBe(0);
  expect(cues.at(-1)?.to).toBe(60);
  cues.slice(1).forEach((cue, index) => {
    expect(cue.from).toBeGreaterThanOrEqual(cues[index]?.to ?? Infinity);
  });
});

test('WebVTT and SubRip have their own clocks, and no text can end a cue', () => {
  expect(vttOf(film)).toMatch(/^WEBVTT\n\n1\n00:00:00\.000 --> 00:00:03\.600\nShipping &lt;Mingle&gt; &amp; more\n/);
  expect(vttOf(film).match(/-->/g)).toHaveLength(4);
  expect(srtOf(film)).toMatch(/^1\n00:00:00,000 --> 00:00:03,600\nShipping <Mingle> & more\n/);
  expect(srtOf(film)).not.toMatch(/\n\n\n/);
});

test('the transcript tells the same story to read', () => {
  const text = transcriptOf(film);
  expect(text).toContain('Highlight: A gate --> before production. It is a copy.');
  expect(text).toContain('Lowlight: Red builds.');
  expect(text).toContain('1 highlight, 1 lowlight.');
  expect(text).toContain('Illustrative data.');
});

test('of what was written, one sentence is told', () => {
  const of = (text: string, gained = ''): string => sentenceOf({ text, gained, cost: '' });
  expect(of('We left the branch. Features hide behind toggles.')).toBe('We left the branch.');
  expect(of('Version 2.0 came, e.g. in May. Then more.')).toBe('Version 2.0 came, e.g. in May.');
  expect(of('', 'Small deltas')).toBe('Small deltas');
  expect(of('')).toBe('');
  expect(of('long word '.repeat(40)).length).toBeLessThanOrEqual(171);
});
