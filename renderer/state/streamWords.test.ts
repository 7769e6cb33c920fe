import { expect, test } from 'vitest';
import { sampleStream } from '../harness/sampleStream';
import { gapsOf, piecesOf, totalsOf } from './streamWords';

const { stream } = sampleStream('deploy-dumpling/9');

test('the stretches add up to what the report says, in the order of time', () => {
  const pieces = piecesOf(stream);
  expect(pieces.slice(0, 3).map((one) => [one.of, one.kind])).toEqual([
    ['saas-build/unit', 'trigger'],
    ['saas-build/unit', 'queue'],
    ['saas-build/unit', 'process'],
  ]);
  const totals = new Map(totalsOf(pieces).map((one) => [one.kind, one.hours]));
  expect(totals.get('process')).toBeCloseTo(1.9, 9);
  expect(totals.get('gate')).toBe(24);
  expect([...totals.values()].reduce((sum, one) => sum + one, 0)).toBeCloseTo(stream.leadTimeHours ?? 0, 9);
});

test('what is not known or took no time is no stretch', () => {
  const [step] = stream.path;
  if (!step) throw new Error('no step');
  const path = [{ ...step, waitHours: null, queueHours: -0.5, runHours: 0 }];
  expect(piecesOf({ ...stream, path })).toEqual([]);
  expect(totalsOf([])).toEqual([]);
});

test('a missing start is said plainly, and only where it is missing', () => {
  expect(gapsOf(stream, [])).toEqual([]);
  expect(gapsOf({ ...stream, commit: null }, ['a/1', 'b/1', 'c/1', 'd/1'])).toEqual([
    'The history does not have a/1, b/1, c/1 and 1 more, which saas-build/unit was made from: what came before is in none of these numbers.',
    'Nothing says when what saas-build/unit was made from was committed, so there is no lead time and no flow efficiency.',
  ]);
});
