import type { Retro } from '../retro/retro';
import { canonicalJson } from './canonicalJson';
import { compareWrites, type NotesDocument, type NoteWrite } from './noteWrite';
import { notesOf, retroWithNotes } from './retroNotes';

/** What was done to the notes as a whole, for the undo menu. */
export const notesEdits = ['merge', 'choose'] as const;

/**
 * A change of the notes themselves: writes that came, and ids of those that went as they were replaced. Taking it back
 * puts the notes where they were, without writing that anything was removed: what a teammate sent can be taken in again.
 */
export interface NotesEdit {
  type: 'changeNotes';
  what: (typeof notesEdits)[number];
  add: NoteWrite[];
  drop: string[];
}

/** The edit that takes a retro from its notes to these; null where they are the same. */
export function notesEdit(retro: Retro, after: NotesDocument, what: NotesEdit['what']): NotesEdit | null {
  const before = notesOf(retro);
  const [old, now] = [idsOf(before), idsOf(after)];
  const add = after.writes.filter(({ id }) => !old.has(id));
  const drop = before.writes.filter(({ id }) => !now.has(id)).map(({ id }) => id);
  return add.length === 0 && drop.length === 0 ? null : { type: 'changeNotes', what, add, drop };
}

/** The retro after such an edit, with its notes, and the edit that takes it back. */
export function applyNotesEdit(retro: Retro, edit: NotesEdit): { retro: Retro; inverse: NotesEdit } {
  const before = notesOf(retro);
  const [going, known] = [new Set(edit.drop), idsOf(before)];
  const add = edit.add.filter(({ id }) => !known.has(id));
  const drop = before.writes.filter(({ id }) => going.has(id));
  const kept = before.writes.filter(({ id }) => !going.has(id));
  const writes = [...kept, ...add].sort(compareWrites);
  return {
    retro: retroWithNotes(retro, { writes }),
    inverse: { ...edit, add: drop, drop: add.map(({ id }) => id) },
  };
}

/** Whether two documents hold the same. */
export function areSameNotes(a: NotesDocument, b: NotesDocument): boolean {
  return canonicalJson(a.writes) === canonicalJson(b.writes);
}

function idsOf({ writes }: NotesDocument): Set<string> {
  return new Set(writes.map(({ id }) => id));
}
