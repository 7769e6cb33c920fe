import fc from 'fast-check';
import { expect, test } from 'vitest';
import { buildSampleFacts } from '../gallery/sampleFacts';
import { moments } from '../gallery/samplePlans';
import { buildPacing, captionAt, instantAt, secondsAt } from './pacing';

const facts = buildSampleFacts();
const from = facts.weeks[0]?.start ?? 0;
const to = facts.weeks.at(-1)?.end ?? 0;
const flags = [{ at: moments.snapshot }, { at: moments.mainline }];
const pacing = buildPacing(facts.evolution, facts.weeks, flags, from, to);

test('the film covers its window, without holes', () => {
  expect(instantAt(pacing, 0)).toBe(from);
  expect(instantAt(pacing, pacing.seconds)).toBe(to);
  pacing.stretches.slice(1).forEach((stretch, index) => {
    expect(stretch.from).toBe(pacing.stretches[index]?.to);
    expect(stretch.fromSeconds).toBe(pacing.stretches[index]?.toSeconds);
  });
});

test('film time and history go there and back', () => {
  fc.assert(
    fc.property(fc.double({ min: 0, max: pacing.seconds, noNaN: true }), (seconds) => {
      expect(secondsAt(pacing, instantAt(pacing, seconds))).toBeCloseTo(seconds, 3);
    }),
  );
});

test('it dwells about three seconds at a milestone and hurries where nothing happens', () => {
  const five = 5 * 86_400_000;
  expect(secondsAt(pacing, moments.snapshot + five) - secondsAt(pacing, moments.snapshot)).toBeCloseTo(3.2);
  const quiet = Date.UTC(2012, 1, 6);
  expect(secondsAt(pacing, quiet + 7 * 86_400_000) - secondsAt(pacing, quiet)).toBeCloseTo(0.25);
});

test('two years take well under two minutes', () => {
  expect(pacing.seconds).toBeGreaterThan(20);
  expect(pacing.seconds).toBeLessThan(90);
});

test('a caption is up while the film dwells, and down long after', () => {
  const start = secondsAt(pacing, moments.snapshot);
  expect(captionAt(pacing, start - 0.1)).toBeNull();
  expect(captionAt(pacing, start + 1)).toEqual({ flag: 0, alpha: 1 });
  expect(captionAt(pacing, start + 8)).toBeNull();
});
