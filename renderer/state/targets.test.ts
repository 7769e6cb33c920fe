import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Target } from '../../main/domain/retro/environmentMap';
import { sampleFacts } from '../harness/sampleFacts';
import { sampleEnvironments } from '../harness/sampleRetro';
import { fieldOf, standing, valueOfField } from './targets';

const target = (measure: Target['measure'], value = 1, more: Partial<Target> = {}): Target => ({
  measure,
  value,
  by: null,
  environment: null,
  ...more,
});

test.each<[Target['measure'], string, number | null]>([
  ['leadTimeHours', '24', 24],
  ['deployments', '2.5', 2.5],
  ['deployments', '2,5', 2.5],
  ['redFraction', '10', 0.1],
  ['redFraction', '101', null],
  ['batchSize', '-1', null],
  ['batchSize', '', null],
  ['batchSize', 'few', null],
])('%s of “%s” is %s', (measure, text, value) => expect(valueOfField(measure, text)).toBe(value));

test('what a field shows is what it holds', () =>
  fc.assert(
    fc.property(
      fc.constantFrom('leadTimeHours' as const, 'flaky' as const),
      fc.integer({ min: 0, max: 1000 }),
      (measure, n) => {
        const value = n / 1000;
        expect(valueOfField(measure, fieldOf(target(measure, value)))).toBeCloseTo(value, 12);
      },
    ),
  ));

const facts = sampleFacts(sampleEnvironments, false);
test.each<[string, Target, string | null]>([
  ['all of production', target('leadTimeHours'), 'So far, over everything known: 4.9 days.'],
  [
    'its group by name',
    target('redFraction', 0.1, { environment: 'production' }),
    'So far, over everything known: 21 %.',
  ],
  ['another environment', target('deployments', 1, { environment: 'pasty' }), null],
  ['one pipeline', target('flaky', 0.1, { pipeline: 'build' }), null],
])('where we are: %s', (_, one, sentence) =>
  expect(standing(one, facts)?.replace(/\u00a0/g, ' ') ?? null).toBe(sentence),
);

test('nothing is known without production', () =>
  expect(standing(target('deployments'), { metrics: null, group: null })).toBeNull());
