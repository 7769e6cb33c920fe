import fc from 'fast-check';
import { expect, test } from 'vitest';
import { buildSampleFacts } from '../../../renderer/gallery/sampleFacts';
import { buildFilm, captionAt, cardsAt, filmLengths, frameKeyAt, instantAt, secondsAt, type Film } from './film';
import type { FilmPlot, PlotMilestone } from './plot';

const facts = buildSampleFacts();
const dayMs = 86_400_000;
const from = facts.weeks[0]?.start ?? 0;
const to = facts.weeks.at(-1)?.end ?? 0;
const milestone = (at: number, title = 'A gate before production'): PlotMilestone => ({
  at,
  kind: 'highlight',
  title,
  sentence: 'Every candidate is deployed to a copy of production first.',
});
const plotWith = (change: Partial<FilmPlot>): FilmPlot => ({
  title: 'How it grew',
  illustrative: false,
  milestones: [],
  passages: [],
  ends: null,
  ...change,
});
function filmOf(change: Partial<FilmPlot>, seconds = 60): Film {
  const film = buildFilm(plotWith(change), facts, { seconds });
  if (!film) throw new Error('The sample has a history.');
  return film;
}
const plots = fc.record({
  milestones: fc.array(
    fc.integer({ min: from, max: to - 1 }).map((at) => milestone(at)),
    { maxLength: 12 },
  ),
  passages: fc.array(
    fc
      .record({
        start: fc.integer({ min: from, max: to - dayMs }),
        days: fc.integer({ min: 1, max: 200 }),
        factor: fc.double({ min: 0.25, max: 6, noNaN: true }),
      })
      .map(({ start, days, factor }) => ({ from: start, to: start + days * dayMs, factor })),
    { maxLength: 4 },
  ),
});

test('every film is exactly as long as was asked for, begins at the beginning, ends at the end, and never runs backwards', () => {
  fc.assert(
    fc.property(plots, fc.constantFrom(...filmLengths), (plot, seconds) => {
      const film = filmOf(plot, seconds);
      expect(film.seconds).toBe(seconds);
      expect(film.knots[0]).toEqual({ seconds: film.openingSeconds, at: from });
      const isClosed = plot.milestones.length > 0;
      expect(film.knots.at(-1)?.seconds).toBeCloseTo(seconds - (isClosed ? film.closingSeconds : seconds * 0.03), 6);
      expect(film.knots.at(-1)?.at).toBe(to);
      let last = -Infinity;
      for (let frame = 0; frame <= seconds * 10; frame += 1) {
        const at = instantAt(film, frame / 10);
        expect(at).toBeGreaterThanOrEqual(last);
        last = at;
      }
    }),
    { numRuns: 60 },
  );
});

test('the second of a moment shows that moment', () => {
  fc.assert(
    fc.property(plots, fc.integer({ min: from, max: to }), (plot, at) => {
      const film = filmOf(plot);
      expect(instantAt(film, secondsAt(film, at)) - at).toBeLessThan(dayMs / 100);
      expect(instantAt(film, secondsAt(film, at)) - at).toBeGreaterThan(-1);
    }),
    { numRuns: 60 },
  );
});

test('at most one caption at a time, each up while the clock holds at its milestone', () => {
  fc.assert(
    fc.property(plots, (plot) => {
      const film = filmOf(plot, 120);
      film.chapters.forEach((chapter, index) => {
        expect(chapter.toSeconds).toBeLessThanOrEqual((film.chapters[index + 1]?.fromSeconds ?? Infinity) + 1e-6);
        const reading = chapter.fromSeconds + (chapter.dwellsToSeconds - chapter.fromSeconds) * 0.6;
        expect(captionAt(film, reading)?.chapter).toBe(chapter);
        expect(instantAt(film, reading)).toBe(instantAt(film, chapter.dwellsToSeconds - 1e-6));
        expect(instantAt(film, reading)).toBeGreaterThanOrEqual(chapter.at - 1);
      });
    }),
    { numRuns: 60 },
  );
});

test('it dwells for as long as reading takes, and says so by its length', () => {
  const short = filmOf({ milestones: [{ ...milestone(from + 300 * dayMs, 'Gate'), sentence: '' }] });
  const long = filmOf({ milestones: [{ ...milestone(from + 300 * dayMs), sentence: 'word '.repeat(40) }] });
  const dwell = (film: Film): number => (film.chapters[0]?.dwellsToSeconds ?? 0) - (film.chapters[0]?.fromSeconds ?? 0);
  expect(dwell(short)).toBeCloseTo(2.4, 1);
  expect(dwell(long)).toBeCloseTo(6.5, 1);
});

test('however many milestones, two fifths of the way are travelled', () => {
  const many = filmOf({ milestones: Array.from({ length: 40 }, (_, i) => milestone(from + (i + 1) * 14 * dayMs)) }, 30);
  const dwelling = many.chapters.reduce((sum, one) => sum + one.dwellsToSeconds - one.fromSeconds, 0);
  expect(dwelling / (30 - many.openingSeconds - many.closingSeconds)).toBeCloseTo(0.6, 2);
});

test('a stretched passage takes more of the same length, and the rest gives way', () => {
  const [start, end] = [from + 100 * dayMs, from + 200 * dayMs];
  const lengthOf = (film: Film): number => secondsAt(film, end) - secondsAt(film, start);
  const plain = filmOf({});
  const stretched = filmOf({ passages: [{ from: start, to: end, factor: 3 }] });
  expect(lengthOf(stretched)).toBeGreaterThan(lengthOf(plain) * 1.8);
  expect(secondsAt(stretched, start)).toBeLessThan(secondsAt(plain, start));
  expect(stretched.seconds).toBe(plain.seconds);
});

test('quiet stretches go by quicker than busy ones', () => {
  const quiet = { ...facts, evolution: { ...facts.evolution, nodes: [], edges: [] } };
  const at = from + 300 * dayMs;
  const film = buildFilm(plotWith({ milestones: [milestone(at)] }), quiet, { seconds: 60 });
  if (!film) throw new Error('There is a history.');
  const week = (start: number): number => secondsAt(film, start + 7 * dayMs) - secondsAt(film, start);
  expect(week(at + 19 * dayMs)).toBeGreaterThan(week(at + 100 * dayMs) * 2);
});

test('title and closing card cover the ends, and nothing between', () => {
  const film = filmOf({ milestones: [milestone(from + 300 * dayMs)] });
  expect(cardsAt(film, 0)).toEqual({ opening: 1, closing: 0 });
  expect(cardsAt(film, 30)).toEqual({ opening: 0, closing: 0 });
  expect(cardsAt(film, 60)).toEqual({ opening: 0, closing: 1 });
});

test('frames that look alike have one key, others have not', () => {
  const film = filmOf({ milestones: [milestone(from + 300 * dayMs)] });
  const chapter = film.chapters[0];
  if (!chapter) throw new Error('There is a milestone.');
  const hold = chapter.dwellsToSeconds - 0.5;
  expect(frameKeyAt(film, hold)).toBe(frameKeyAt(film, hold + 0.2));
  expect(frameKeyAt(film, 0)).toBe(frameKeyAt(film, 1));
  expect(frameKeyAt(film, chapter.fromSeconds + 0.1)).not.toBe(frameKeyAt(film, chapter.fromSeconds + 0.2));
});

test('no history, no film; an hour of history is one', () => {
  expect(buildFilm(plotWith({}), { ...facts, weeks: [] }, { seconds: 60 })).toBeNull();
  const hour = buildFilm(plotWith({}), facts, { seconds: 30, window: { from, to: from + 3_600_000 } });
  expect(hour && instantAt(hour, 30)).toBe(from + 3_600_000);
});

test('a history with nothing to compare and nothing told ends on its map, not on an empty card', () => {
  const film = filmOf({}, 30);
  expect(film.closingSeconds).toBe(0);
  expect(instantAt(film, 30)).toBe(film.to);
  expect(cardsAt(film, 30)).toEqual({ opening: 0, closing: 0 });
});
