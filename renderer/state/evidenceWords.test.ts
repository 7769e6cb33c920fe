import { expect, test } from 'vitest';
import type { EvidenceRow } from '../../main/domain/analysis/evidenceReport';
import { sampleEvidence } from '../harness/sampleFindings';
import { sampleFacts } from '../harness/sampleFacts';
import { sampleEnvironments, sampleRetro } from '../harness/sampleRetro';
import { arrangeRows, effectWords, rowsOfSide, sideCounts, sideValue, splitOf, strongest } from './evidenceWords';

const rate: EvidenceRow = {
  measure: 'deployments',
  before: { value: 6 / 13, count: 6, weeks: 13 },
  after: { value: 2, count: 26, weeks: 13 },
  effect: { kind: 'rate_ratio', value: 4.333, low: 1.784, high: 10.53 },
  verdict: 'clear',
  sentence: '',
  warnings: [],
};
const share: EvidenceRow = {
  ...rate,
  measure: 'changeFailRate',
  before: { value: 0.3, count: 30, total: 100 },
  after: { value: 0.26, count: 26, total: 100 },
  effect: { kind: 'difference', value: -0.04, low: -0.163, high: 0.083 },
};

test.each<[string, string | null, string | null]>([
  ['a rate', effectWords(rate), '4.3 times (1.8–10.5)'],
  ['points', effectWords(share), '−4.0 points (−16.3 to +8.3)'],
  ['without enough data', effectWords({ ...rate, effect: null }), null],
  [
    'from nothing to something',
    effectWords({ ...rate, effect: { kind: 'rate_ratio', value: Infinity, low: 2.5, high: Infinity } }),
    '(from 2.5 up)',
  ],
  ['a rate, its value', sideValue(rate, rate.before), '0.46'],
  ['a rate, its counts', sideCounts(rate.before), '6 in 13 weeks'],
  ['a share, its counts', sideCounts(share.before), '30 of 100'],
  ['a magnitude, its counts', sideCounts({ value: 3, n: 1 }), '1 deployment'],
  ['no value', sideValue(share, { value: null, count: 0, total: 0 }), '–'],
])('%s', (_, words, expected) => expect(words).toBe(expected));

const pipeline = (name: string, ...stages: string[]) => ({
  ...(sampleFacts(sampleEnvironments, false).evolution.nodes.find(({ kind }) => kind === 'pipeline') ?? never()),
  name,
  stages: stages.map((stage) => ({ name: stage, present: [], outcome: [] })),
});
const nodes = [pipeline('team/app', 'test'), pipeline('team/app/ci', 'unit'), pipeline('build')];
test.each([
  ['team/app/test', 'team/app', 'test'],
  ['team/app/ci/unit', 'team/app/ci', 'unit'],
  ['build', 'build', null],
  ['gone/stage', 'gone', 'stage'],
  ['gone', 'gone', null],
])('%s is %s and %s', (of, name, stage) => expect(splitOf(of, { nodes })).toEqual({ pipeline: name, stage }));

test('production first, then what deploys to it, the rest folded up with what is clear first', () => {
  const facts = sampleFacts(sampleEnvironments, false);
  const { environments } = sampleRetro('example', false);
  const { first, more } = arrangeRows(sampleEvidence('m3'), facts, environments);
  expect(first.map(({ measure, of }) => [measure, of ?? 'production'])).toEqual([
    ['deployments', 'production'],
    ['leadTimeHours', 'production'],
    ['batchSize', 'production'],
    ['changeFailRate', 'production'],
    ['firstPassYield', 'deploy-dumpling/deploy'],
  ]);
  expect(more.map(({ verdict }) => verdict)).toEqual(['clear', 'not clear', 'not enough data']);
});

test('a stage’s number opens the runs of that stage, one of production its deployments', () => {
  const facts = sampleFacts(sampleEnvironments, false);
  expect(rowsOfSide(rate, facts)).toEqual({ kind: 'deployments', environment: facts.group });
  expect(rowsOfSide({ ...share, of: 'build/test' }, facts)).toMatchObject({ kind: 'runs', stage: 'test' });
});

test('charted is what clearly moved, most for its doubt; else the first', () => {
  const wide: EvidenceRow = { ...rate, effect: { kind: 'rate_ratio', value: 5, low: 0.5, high: 50 } };
  const narrow: EvidenceRow = {
    ...rate,
    measure: 'batchSize',
    effect: { kind: 'typical_ratio', value: 0.5, low: 0.4, high: 0.6 },
  };
  expect(strongest([wide, narrow])?.measure).toBe('batchSize');
  expect(strongest([wide, { ...narrow, verdict: 'not clear' }])?.measure).toBe('deployments');
  expect(strongest([{ ...rate, effect: null, verdict: 'not enough data' }])?.measure).toBe('deployments');
  expect(strongest([share])).toBeNull();
});

function never(): never {
  throw new Error('The sample has no pipeline.');
}
