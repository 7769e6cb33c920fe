import { expect, test } from 'vitest';
import { applyEdit, type RetroEdit } from '../retro/edits';
import type { Retro } from '../retro/retro';
import { mergeAllNotes } from './mergeNotes';
import { makeWrite, noNotes } from './noteWrite';
import { parseNotesFile, printNotesFile } from './notesFile';
import { parseNotes } from './parseNotes';
import { chooseAlternative, mergeIntoRetro, notesOf, retroWithNotes, withRecordedEdit } from './retroNotes';
import { conflicts } from './shownNotes';
import { startRetro } from './testing/teams';

const at = Date.UTC(2024, 2, 1, 9);

function edited(retro: Retro, author: string, edit: RetroEdit, minute = 0): Retro {
  const after = applyEdit(retro, edit)?.retro;
  if (!after) throw new Error('the edit changes nothing');
  return withRecordedEdit(retro, after, { author, at: at + minute * 60_000 });
}
const titled = (title: string): RetroEdit => ({ type: 'changeMilestone', id: 'm-first', change: { title } });
const removed: RetroEdit = { type: 'removeMilestone', id: 'm-first' };

test('two titles for one milestone stand side by side, the later one is shown, choosing settles it for everybody', () => {
  const anna = edited(startRetro(), 'Anna', titled('Toggles'));
  const ben = edited(startRetro(), 'Ben', titled('Feature toggles'), 5);
  const merged = mergeIntoRetro(anna, notesOf(ben));
  expect(merged.milestones[0]?.title).toBe('Feature toggles');
  const [conflict, ...others] = conflicts(notesOf(merged));
  expect(others).toEqual([]);
  expect(conflict).toMatchObject({ kind: 'milestone', id: 'm-first', field: 'title', title: 'Feature toggles' });
  const told = conflict?.alternatives.map(({ value, author, shown }) => ({ value, author, shown }));
  expect(told).toEqual([
    { value: 'Feature toggles', author: 'Ben', shown: true },
    { value: 'Toggles', author: 'Anna', shown: false },
  ]);
  const chosen = chooseAlternative(notesOf(merged), conflict?.alternatives[1]?.write ?? '', { author: 'Carla', at });
  const settled = mergeAllNotes([notesOf(anna), chosen ?? noNotes, notesOf(ben)]);
  expect(conflicts(settled)).toEqual([]);
  expect(retroWithNotes(ben, settled).milestones[0]?.title).toBe('Toggles');
});

test('the same edit by two people is no conflict', () => {
  const anna = edited(startRetro(), 'Anna', titled('Toggles'));
  const ben = edited(startRetro(), 'Ben', titled('Toggles'), 5);
  expect(conflicts(notesOf(mergeIntoRetro(anna, notesOf(ben))))).toEqual([]);
});

test('a milestone that one removes while another changes it stays, and people are asked', () => {
  const anna = edited(startRetro(), 'Anna', removed);
  const ben = edited(startRetro(), 'Ben', titled('Toggles'));
  const merged = mergeIntoRetro(anna, notesOf(ben));
  expect(merged.milestones.map(({ title }) => title)).toEqual(['Toggles']);
  expect(conflicts(notesOf(merged)).map(({ field }) => field)).toEqual(['exists']);
});

test('a milestone removed by one and left alone by the others goes', () => {
  const anna = edited(startRetro(), 'Anna', removed);
  expect(mergeIntoRetro(startRetro(), notesOf(anna)).milestones).toEqual([]);
  expect(mergeIntoRetro(anna, notesOf(startRetro())).milestones).toEqual([]);
});

test('undoing a removal brings the milestone back for everybody', () => {
  const first = startRetro();
  const gone = edited(first, 'Anna', removed);
  const back = withRecordedEdit(gone, { ...gone, milestones: first.milestones }, { author: 'Anna', at: at + 1 });
  expect(mergeIntoRetro(gone, notesOf(back)).milestones).toEqual(first.milestones);
});

test('two copies of a retro from before notes agree, and differ only where they do', () => {
  const [milestone] = startRetro().milestones;
  const other: Retro = { ...startRetro(), milestones: milestone ? [{ ...milestone, title: 'second' }] : [] };
  expect(notesOf(mergeIntoRetro(startRetro(), notesOf(startRetro())))).toEqual(notesOf(startRetro()));
  const open = conflicts(notesOf(mergeIntoRetro(startRetro(), notesOf(other))));
  expect(open.map(({ field, alternatives }) => [field, alternatives.map(({ value }) => value).sort()])).toEqual([
    ['title', ['first', 'second']],
  ]);
});

test('slides put back as drafted stay so, whoever merges', () => {
  const changed = edited(startRetro(), 'Anna', {
    type: 'editSlide',
    id: 's',
    edit: { headline: 'Ours', hidden: true },
  });
  const reverted = edited(changed, 'Ben', { type: 'editSlide', id: 's', edit: null });
  expect(changed.slides).toEqual({ s: { headline: 'Ours', hidden: true } });
  expect(mergeIntoRetro(changed, notesOf(reverted)).slides).toEqual({});
});

test('the file has one note a line, and one edit changes only lines of its field', () => {
  const before = printNotesFile(notesOf(startRetro()), 'pasty').split('\n');
  const after = printNotesFile(notesOf(edited(startRetro(), 'Anna', titled('Toggles'))), 'pasty').split('\n');
  expect(before[0]).toBe('{"record":"notes","version":1,"retro":"pasty"}');
  expect(before).toContain(
    '{"record":"note","kind":"milestone","of":"m-first","field":"at","value":"2020-09-13T12:26:40Z","author":"unknown","at":"2023-11-14T22:13:20Z","id":"1eyxxwq1gcbxqz","replaces":[]}',
  );
  const changed = after
    .filter((line) => !before.includes(line))
    .map((line) => (JSON.parse(line) as { field: string }).field);
  expect(changed).toEqual(['exists', 'title']);
  expect(after.length).toBe(before.length);
});

test('a line edited by hand is an edit by somebody who had seen it', () => {
  const text = printNotesFile(notesOf(startRetro()), 'pasty').replace('"value":"first"', '"value":"by hand"');
  const parsed = parseNotesFile(text);
  if (!parsed.ok) throw new Error(parsed.problem);
  const merged = mergeIntoRetro(startRetro(), parsed.notes);
  expect(merged.milestones[0]?.title).toBe('by hand');
  expect(conflicts(notesOf(merged))).toEqual([]);
  expect(mergeIntoRetro(merged, parsed.notes)).toEqual(merged);
});

const drawn = (author: string, weeks: Record<string, number | null>): RetroEdit => ({
  type: 'drawConfidence',
  author,
  weeks,
});

test('one person on two machines has one line: weeks drawn on both merge, the same week is to be chosen', () => {
  const laptop = edited(startRetro(), 'Anna', drawn('Anna', { '2024-W01': 20, '2024-W02': 30 }));
  const desktop = edited(startRetro(), 'Anna', drawn('Anna', { '2024-W02': 60, '2024-W03': 70 }), 5);
  const merged = mergeIntoRetro(laptop, notesOf(desktop));
  expect(merged.confidence).toEqual([{ author: 'Anna', weeks: { '2024-W01': 20, '2024-W02': 60, '2024-W03': 70 } }]);
  expect(conflicts(notesOf(merged)).map(({ kind, title, field }) => [kind, title, field])).toEqual([
    ['confidence', 'a confidence line', '2024-W02'],
  ]);
  expect(mergeIntoRetro(desktop, notesOf(laptop)).confidence).toEqual(merged.confidence);
});

test('a week taken away stays so for everybody, a line without weeks is gone', () => {
  const first = edited(startRetro(), 'Anna', drawn('Anna', { '2024-W01': 20 }));
  const gone = edited(first, 'Anna', drawn('Anna', { '2024-W01': null }));
  expect(gone.confidence).toEqual([]);
  expect(mergeIntoRetro(first, notesOf(gone)).confidence).toEqual([]);
});

test('a field of a later version on a line is kept and shown', () => {
  const first = edited(startRetro(), 'Anna', drawn('Anna', { '2024-W01': 20 }));
  const write = makeWrite({
    kind: 'confidence',
    of: 'Anna',
    field: 'ink',
    value: 'red',
    author: 'Anna',
    at,
    replaces: [],
  });
  const merged = mergeIntoRetro(first, { writes: [write] });
  expect(merged.confidence).toEqual([{ ink: 'red', author: 'Anna', weeks: { '2024-W01': 20 } }]);
  const more = edited(merged, 'Anna', drawn('Anna', { '2024-W01': null }));
  expect(more.confidence).toEqual([{ ink: 'red', author: 'Anna', weeks: {} }]);
  expect(notesOf(more).writes).toContainEqual(write);
});

const header = '{"record":"notes","version":1}';
const note = (change: object): string =>
  JSON.stringify({
    record: 'note',
    kind: 'milestone',
    of: 'm',
    field: 'title',
    value: 'x',
    author: '',
    at: 0,
    id: 'i',
    replaces: [],
    ...change,
  });

test.each([
  ['no JSON', '{"record":', 'is not JSON'],
  ['another record', '{"record":"run"}', 'is not a note'],
  ['a kind that is none', note({ kind: 'song' }), 'kind is none of milestone, action, slide, confidence'],
  ['no id of the thing', note({ of: '' }), 'of is missing'],
  ['a title that is no text', note({ value: 5 }), /^value of title/],
  ['a title that is missing', note({ value: undefined }), /^value of title/],
  [
    'a moment that is none',
    note({ field: 'at', value: 'yesterday' }),
    'value of at must be an instant such as 2024-03-01T09:00:00Z',
  ],
  ['a time that is none', note({ at: 'soon' }), 'at is not an instant'],
  [
    'a status that is none',
    note({ field: 'status', value: 'maybe' }),
    'value of status must be one of accepted, suggested, dismissed',
  ],
  [
    'a confidence beyond its scale',
    note({ kind: 'confidence', of: 'Anna', field: '2024-W05', value: 101 }),
    'value of 2024-W05 must be a whole number from 0 to 100',
  ],
  [
    'a field that reaches into prototypes',
    note({ field: '__proto__', value: {} }),
    'field is a name that is not allowed',
  ],
  [
    'a value that does',
    note({ field: 'later' }).replace('"x"', '{"a":{"__proto__":1}}'),
    '__proto__ is a field name that is not allowed',
  ],
  [
    'a value that is deep',
    note({ field: 'later' }).replace('"x"', '['.repeat(100) + ']'.repeat(100)),
    'value is nested deeper than 64 levels',
  ],
  [
    'a text that is long',
    note({ value: 'x'.repeat(100_001) }),
    'value of title must not be longer than 100000 characters',
  ],
  ['ids that are none', note({ replaces: [{}] }), 'replaces[0] is not text'],
  ['a mark of a merge by hand', '<<<<<<< HEAD', 'is not JSON'],
])('%s is left out with its line and a reason', (_what, line, reason) => {
  const parsed = parseNotesFile([header, note({ value: 'kept' }), '', line].join('\r\n'));
  if (!parsed.ok) throw new Error(parsed.problem);
  expect(parsed.notes.writes.map(({ value }) => value)).toEqual(['kept']);
  expect(parsed.problems).toEqual([
    { line: 4, reason: expect.stringMatching(typeof reason === 'string' ? escaped(reason) : reason) as string },
  ]);
  expect(({} as Record<string, unknown>)['a']).toBeUndefined();
});

test.each([
  ['', /first line/],
  ['{"record":"history","version":1}', /first line/],
  ['{"record":"notes"}', /which version/],
  ['{"record":"notes","version":2}', /version 2 .* reads up to version 1; update the program/],
])('a file that begins %j is refused', (text, problem) => {
  expect(parseNotesFile(text)).toEqual({ ok: false, problem: expect.stringMatching(problem) as string });
});

test('a field of a later version is kept and shown', () => {
  const write = makeWrite({
    kind: 'milestone',
    of: 'm-first',
    field: 'mood',
    value: { sun: 1 },
    author: 'Anna',
    at,
    replaces: [],
  });
  const merged = mergeIntoRetro(startRetro(), { writes: [write] });
  expect(merged.milestones[0]).toMatchObject({ mood: { sun: 1 } });
  expect(notesOf(merged).writes).toContainEqual(write);
});

test('notes that are none count as no notes', () => {
  for (const value of [undefined, null, 5, [], { writes: 5 }]) expect(parseNotes(value)).toBeNull();
  expect(parseNotes({ writes: [5] })).toEqual(noNotes);
});

function escaped(text: string): string {
  return text.replace(/[[\]()]/g, '\\$&');
}
