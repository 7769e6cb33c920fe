import { expect, test } from 'vitest';
import type { Suggestion } from '../../main/domain/analysis/suggestions/detected';
import { decide, neighbourOf } from './decisions';
import { newMilestone } from './moments';

const suggestion: Suggestion = {
  ...newMilestone('deployments@2012-W41', 1_000, ''),
  status: 'suggested',
  detected: { family: 'rate', series: 'deployments', facts: [], window: { from: 900, to: 1_100 }, strength: 4 },
};

test('a decision keeps the id and what it was found by: so it is not suggested again', () => {
  expect(decide(suggestion, 'dismissed', 'Ana')).toEqual({ ...suggestion, status: 'dismissed', author: 'Ana' });
});

test('kept on another day, it is found by the same', () => {
  expect(decide(suggestion, 'accepted', 'Ana', 1_050)).toEqual({
    ...suggestion,
    at: 1_050,
    anchors: [{ to: 'date', at: 1_050 }],
    status: 'accepted',
    author: 'Ana',
  });
});

const list = [{ id: 'a' }, { id: 'b' }, { id: 'c' }];
test.each([
  [null, 1, 'a'],
  [null, -1, 'c'],
  ['a', 1, 'b'],
  ['c', 1, 'a'],
  ['a', -1, 'c'],
  ['gone', 1, 'a'],
] as const)('from %s by %i to %s', (from, step, to) => expect(neighbourOf(list, from, step)?.id).toBe(to));

test('in an empty list there is nowhere to go', () => expect(neighbourOf([], 'a', 1)).toBeNull());
