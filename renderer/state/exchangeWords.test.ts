import { expect, test } from 'vitest';
import type { NoteChange } from '../../main/domain/notes/noteChanges';
import { exchangeWords } from './exchangeWords';

const change = (what: NoteChange['what'], kind: NoteChange['kind']): NoteChange => ({
  what,
  kind,
  id: 'x',
  title: 'X',
  fields: [],
});

test('an exchange says what came in, and what is to settle', () => {
  expect(exchangeWords({ folder: 'team', changes: [], toSettle: 0 })).toBe('Exchanged with team: nothing new came in.');
  const changes = [change('added', 'milestone'), change('added', 'milestone'), change('removed', 'action')];
  expect(exchangeWords({ folder: 'team', changes, toSettle: 1 })).toBe(
    'Exchanged with team: 2 milestones added; 1 action removed. 1 difference to settle.',
  );
});
