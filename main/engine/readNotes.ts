import { open, readdir, readFile, stat } from 'node:fs/promises';
import path from 'node:path';
import { noNotes, type NotesDocument } from '../domain/notes/noteWrite';
import { parseNotesFile, type LineProblem } from '../domain/notes/notesFile';
import { notesOf } from '../domain/notes/retroNotes';
import { notesEnding } from '../domain/notes/sharedFolder';
import { FailureError, type Failure } from '../failure';
import { limits } from '../retroFile/limits';
import { readRetroFile } from '../retroFile/readRetroFile';

/** The notes of one file; what could not be read of it does not keep the rest out. */
export interface GivenNotes {
  file: string;
  notes: NotesDocument;
  problems: LineProblem[];
  failure: Failure | null;
}

/** Reads retro files and notes files; of a folder every notes file in it. Never throws for what somebody gave. */
export async function readNotes(paths: readonly string[]): Promise<GivenNotes[]> {
  const given: GivenNotes[] = [];
  for (const one of paths) {
    const isFolder = await stat(one).then(
      (found) => found.isDirectory(),
      () => false,
    );
    given.push(...(isFolder ? await readFolder(one) : [await readOne(one)]));
  }
  return given;
}

/** Every notes file of a folder, by name; what is no notes file is left alone. */
export async function readFolder(folder: string): Promise<GivenNotes[]> {
  const names = (await readdir(folder)).filter((name) => name.endsWith('.jsonl') && !name.startsWith('.')).sort();
  const given: GivenNotes[] = [];
  for (const name of names) {
    const file = path.join(folder, name);
    // A file that is called one and cannot be read is named, as half of a failed exchange may stand in it.
    if (name.endsWith(notesEnding) || (await looksLikeNotes(file))) given.push(await readOne(file));
  }
  return given;
}

export async function looksLikeNotes(file: string): Promise<boolean> {
  const head = await headOf(file, 200).catch(() => '');
  return /^\uFEFF?\s*\{\s*"record"\s*:\s*"notes"/.test(head);
}

async function readOne(file: string): Promise<GivenNotes> {
  try {
    if ((await headOf(file, 2)) === 'PK') {
      const read = await readRetroFile(file);
      read.close();
      return { file, notes: notesOf(read.retro), problems: read.noteProblems, failure: null };
    }
    if ((await stat(file)).size > limits.documentBytes)
      throw new FailureError('unreadable', `${file} is larger than a notes file may be.`);
    const parsed = parseNotesFile(await readFile(file, 'utf8'));
    if (!parsed.ok) throw new FailureError('unreadable', `${file} ${parsed.problem}.`);
    return { file, notes: parsed.notes, problems: parsed.problems, failure: null };
  } catch (error) {
    if (!(error instanceof FailureError)) throw error;
    return { file, notes: noNotes, problems: [], failure: error.failure };
  }
}

async function headOf(file: string, bytes: number): Promise<string> {
  try {
    const handle = await open(file, 'r');
    try {
      const { buffer, bytesRead } = await handle.read(Buffer.alloc(bytes), 0, bytes, 0);
      return buffer.toString('utf8', 0, bytesRead);
    } finally {
      await handle.close();
    }
  } catch (error) {
    const reason = (error as NodeJS.ErrnoException).code === 'ENOENT' ? 'there is no such file' : 'it cannot be read';
    throw new FailureError('wrong_input', `${file}: ${reason}; check the path.`, { cause: error });
  }
}
