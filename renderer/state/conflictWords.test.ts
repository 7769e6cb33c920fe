import { expect, test } from 'vitest';
import type { Conflict } from '../../main/domain/notes/shownNotes';
import { alternativeWords, conflictTitle, whose } from './conflictWords';

const conflict = (field: string, kind: Conflict['kind'] = 'milestone'): Conflict => ({
  ...{ kind, field, id: 'm', title: 'Gate', alternatives: [] },
});
const value = (of: unknown) => ({ write: 'w', value: of, author: '', at: 0, shown: false });

test.each([
  ['at', Date.UTC(2024, 2, 1), '1 Mar 2024'],
  ['until', null, 'Nothing'],
  ['title', 'Gate', 'Gate'],
  ['text', '', 'Nothing'],
  ['tags', ['a', 'b'], 'a, b'],
  ['exists', false, 'Remove it'],
  ['exists', true, 'Keep it'],
  ['hidden', undefined, 'Shown'],
  ['days', { from: Date.UTC(2014, 0, 6), to: Date.UTC(2014, 2, 3) }, '6 Jan 2014 – 3 Mar 2014'],
  ['anchors', [{ to: 'run', run: 'd/1' }], '[{"to":"run","run":"d/1"}]'],
])('%s %j reads “%s”', (field, of, words) => {
  expect(alternativeWords(conflict(field), value(of), 'UTC')).toBe(words);
});

test('what is to be settled, in words', () => {
  expect(conflictTitle(conflict('at'))).toBe('Milestone “Gate”: date');
  expect(conflictTitle({ ...conflict('2024-W05', 'confidence'), title: '' })).toBe('Confidence: week 2024-W05');
});

test('names only where people are shown', () => {
  expect(whose('Ada', 'Ada', false)).toBe('You');
  expect(whose('Bo', 'Ada', false)).toBe('A teammate');
  expect(whose('Bo', 'Ada', true)).toBe('Bo');
  expect(whose('unknown', 'Ada', true)).toBe('Somebody');
});
