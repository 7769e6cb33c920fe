import { stat } from 'node:fs/promises';
import path from 'node:path';
import { mergeAllNotes, mergeNotes } from '../domain/notes/mergeNotes';
import { noteChanges, type NoteChange } from '../domain/notes/noteChanges';
import { notesEdit, type NotesEdit } from '../domain/notes/notesEdit';
import type { NotesDocument } from '../domain/notes/noteWrite';
import { printNotesFile } from '../domain/notes/notesFile';
import { chooseAlternative, notesOf, retroWithNotes } from '../domain/notes/retroNotes';
import { planExchange } from '../domain/notes/sharedFolder';
import type { Retro } from '../domain/retro/retro';
import { writeExport } from '../exports/writeExport';
import { FailureError } from '../failure';
import { checkRetro } from '../retroFile/retroPart';
import type { Store } from '../store/store';
import { editRetro, writer } from './editing';
import { readFolder, type GivenNotes } from './readNotes';

/** Takes in what teammates wrote, as one step that can be undone. Gives what people see differently. */
export async function takeNotes(store: Store, retro: Retro, given: readonly GivenNotes[]): Promise<NoteChange[]> {
  const theirs = mergeAllNotes(given.map(({ notes }) => notes));
  return changeNotes(store, retro, mergeNotes(notesOf(retro), theirs), 'merge');
}

/** Settles a field that two people wrote differently: the value of this write is kept. */
export async function chooseWrite(store: Store, retro: Retro, write: string): Promise<void> {
  const after = chooseAlternative(notesOf(retro), write, await writer(store));
  if (!after) {
    const sentence = `There is no edit “${write}” to choose in ${retro.name}; “shiplapse merge ${retro.name} --json” lists what is to be settled.`;
    throw new FailureError('not_found', sentence);
  }
  await changeNotes(store, retro, after, 'choose');
}

/** One exchange through a folder that several people share: see `planExchange`. */
export async function exchangeFolder(
  store: Store,
  retro: Retro,
  folder: string,
): Promise<{ given: GivenNotes[]; changes: NoteChange[]; wrote: string[] }> {
  const given = await readFolder(folder).catch((error: unknown) => {
    throw new FailureError('wrong_input', `The folder ${folder} cannot be read; choose it again.`, { cause: error });
  });
  const { merged, write } = planExchange(notesOf(retro), filesOf(given), (await writer(store)).author);
  const changes = await changeNotes(store, retro, merged, 'merge');
  const wrote = await writeFiles(folder, retro.name, write, given);
  return { given, changes, wrote };
}

/** Lays one's own notes down in a folder, one file an author, without taking any in. */
export async function writeToFolder(retro: Retro, folder: string, author: string): Promise<string[]> {
  const isThere = await stat(folder).then(
    () => true,
    () => false,
  );
  const given = isThere ? await readFolder(folder) : [];
  const { write } = planExchange(notesOf(retro), filesOf(given), author);
  return writeFiles(folder, retro.name, write, given);
}

/** Some systems give names back in another spelling than they were written in. */
function filesOf(given: readonly GivenNotes[]): Map<string, NotesDocument> {
  return new Map(given.map(({ file, notes }) => [path.basename(file).normalize('NFC'), notes]));
}

async function writeFiles(
  folder: string,
  retro: string,
  write: ReadonlyMap<string, NotesDocument>,
  given: readonly GivenNotes[],
): Promise<string[]> {
  // A file with lines that cannot be read would lose them if it were written.
  const broken = given.filter(({ failure, problems }) => failure ?? problems.length > 0).map(({ file }) => file);
  const wrote: string[] = [];
  for (const [name, notes] of write) {
    const file = path.join(folder, name);
    if (broken.includes(file)) {
      const sentence = `${file} has lines that cannot be read, so it was not written; mend it (it may hold both sides of a conflict), then try again.`;
      throw new FailureError('unreadable', sentence);
    }
    await writeExport(file, printNotesFile(notes, retro));
    wrote.push(file);
  }
  return wrote;
}

async function changeNotes(
  store: Store,
  retro: Retro,
  after: NotesDocument,
  what: NotesEdit['what'],
): Promise<NoteChange[]> {
  const edit = notesEdit(retro, after, what);
  if (!edit) return [];
  const problem = checkRetro(retroWithNotes(retro, after));
  if (problem !== null)
    throw new FailureError('unreadable', `What was to be taken in ${problem}; nothing was changed.`);
  await editRetro(store, retro.name, edit);
  return noteChanges(notesOf(retro), after);
}
