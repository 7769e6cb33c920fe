import fc from 'fast-check';
import { expect, test } from 'vitest';
import { drawConfidence, mergeConfidence, type ConfidenceLine } from './confidence';

const anna: ConfidenceLine = { author: 'Anna', weeks: { '2024-W01': 20, '2024-W02': 80 } };
const ben: ConfidenceLine = { author: 'Ben', weeks: { '2024-W02': 40 } };
const carla: ConfidenceLine = { author: 'Carla', weeks: { '2024-W02': 50 } };

test('lines merge to median and range, only where somebody drew', () => {
  expect(mergeConfidence([anna, ben, carla], ['2023-W52', '2024-W01', '2024-W02'])).toEqual([
    null,
    { median: 20, low: 20, high: 20, people: 1 },
    { median: 50, low: 40, high: 80, people: 3 },
  ]);
});

test('drawing adds, changes and takes away; an empty line is gone', () => {
  const first = drawConfidence([carla], 'Ben', { '2024-W02': 40 });
  expect(first).toEqual({ lines: [ben, carla], before: { '2024-W02': null } });
  const second = drawConfidence(first.lines, 'Ben', { '2024-W02': 60, '2024-W03': 0 });
  expect(second.lines[0]?.weeks).toEqual({ '2024-W02': 60, '2024-W03': 0 });
  expect(drawConfidence(second.lines, 'Ben', { '2024-W02': null, '2024-W03': null }).lines).toEqual([carla]);
});

test('what was before puts everything back', () => {
  const id = fc.constantFrom('2024-W01', '2024-W02', '2024-W03');
  const drawn = fc.dictionary(id, fc.option(fc.integer({ min: 0, max: 100 })), { noNullPrototype: true });
  fc.assert(
    fc.property(fc.constantFrom('Anna', 'Ben', 'Zoe'), drawn, (author, weeks) => {
      const after = drawConfidence([anna, ben], author, weeks);
      expect(drawConfidence(after.lines, author, after.before).lines).toEqual([anna, ben]);
    }),
  );
});
