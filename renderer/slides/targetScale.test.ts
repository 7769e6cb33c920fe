import { expect, test } from 'vitest';
import { targetScaleOf } from './targetScale';

test.each([
  ['a share of a whole ends at 100 %', '86 %', '90 %', { now: 0.86, wanted: 0.9, end: '100 %' }],
  ['a small share ends sooner', '14 %', '10 %', { now: 0.7, wanted: 0.5, end: '20 %' }],
  ['narrow spaces, as printed', '86\u202f%', '90\u202f%', { now: 0.86, wanted: 0.9, end: '100 %' }],
  ['without a unit', '3', '4', { now: 0.6, wanted: 0.8, end: '5' }],
  ['grouped digits', '1 200', '4 000', { now: 0.24, wanted: 0.8, end: '5000' }],
  ['no number for now', null, '90 %', null],
  ['unknown for now', 'unknown', '90 %', null],
  ['different units', '27.1 h', '2 days', null],
  ['nothing at all', '0', '0', null],
])('%s', (_, before, after, scale) => {
  const found = targetScaleOf({ before, after });
  if (scale === null || found === null) expect(found).toBe(scale);
  else {
    expect(found.now).toBeCloseTo(scale.now);
    expect(found.wanted).toBeCloseTo(scale.wanted);
    expect(found.end).toBe(scale.end);
  }
});
