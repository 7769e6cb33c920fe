import type { Writer } from '../domain/notes/noteWrite';
import { withRecordedEdit } from '../domain/notes/retroNotes';
import { applyEdit, editLabel, type RetroEdit } from '../domain/retro/edits';
import { FailureError } from '../failure';
import type { Retro } from '../domain/retro/retro';
import type { Journal, Store } from '../store/store';

/** How many steps can be taken back. */
const deepestUndo = 200;

/** Undo and redo of one retro: every change is kept with its inverse, and survives a restart. */
export async function editRetro(store: Store, name: string, edit: RetroEdit): Promise<void> {
  const { retro, journal } = await load(store, name);
  const applied = applyEdit(retro, edit);
  if (!applied) throw new FailureError('not_found', 'What you changed is no longer there; nothing was changed.');
  const done = [...journal.done, { edit, inverse: applied.inverse }].slice(-deepestUndo);
  await store.saveRetroWithJournal(await recorded(store, retro, applied.retro, edit), { done, undone: [] });
}

export async function undoEdit(store: Store, name: string): Promise<void> {
  const { retro, journal } = await load(store, name);
  const step = journal.done.at(-1);
  if (!step) return;
  const applied = applyEdit(retro, step.inverse);
  const rest = { done: journal.done.slice(0, -1), undone: applied ? [...journal.undone, step] : journal.undone };
  await store.saveRetroWithJournal(await recorded(store, retro, applied?.retro ?? retro, step.inverse), rest);
}

export async function redoEdit(store: Store, name: string): Promise<void> {
  const { retro, journal } = await load(store, name);
  const step = journal.undone.at(-1);
  if (!step) return;
  const applied = applyEdit(retro, step.edit);
  const rest = { done: applied ? [...journal.done, step] : journal.done, undone: journal.undone.slice(0, -1) };
  await store.saveRetroWithJournal(await recorded(store, retro, applied?.retro ?? retro, step.edit), rest);
}

/** Who changed what, so that everybody's notes merge later: undo and redo are edits like any other. */
async function recorded(store: Store, before: Retro, after: Retro, edit: RetroEdit): Promise<Retro> {
  // What changed the notes themselves is written down already.
  return edit.type === 'changeNotes' ? after : withRecordedEdit(before, after, await writer(store));
}

/** Who writes on this machine, now. */
export async function writer(store: Store): Promise<Writer> {
  const { author } = await store.settings();
  return { author: author === '' ? 'unknown' : author, at: Date.now() };
}

export function undoLabels(journal: Journal): { undo: string | null; redo: string | null } {
  const undo = journal.done.at(-1);
  const redo = journal.undone.at(-1);
  return { undo: undo ? editLabel(undo.edit) : null, redo: redo ? editLabel(redo.edit) : null };
}

async function load(store: Store, name: string) {
  const retro = await store.retro(name);
  if (!retro) throw new FailureError('not_found', `There is no retro “${name}” in this store.`);
  return { retro, journal: await store.journal(name) };
}
