import { open as openFile, readFile, stat } from 'node:fs/promises';
import { mergeNotes } from '../domain/notes/mergeNotes';
import { noteChanges, type NoteChange } from '../domain/notes/noteChanges';
import { noNotes, type NotesDocument } from '../domain/notes/noteWrite';
import { parseNotesFile, type LineProblem } from '../domain/notes/notesFile';
import { mergeIntoRetro, notesOf } from '../domain/notes/retroNotes';
import { conflicts, type Conflict } from '../domain/notes/shownNotes';
import { printInstant } from '../domain/time/instant';
import { FailureError, type Failure } from '../failure';
import { limits } from '../retroFile/limits';
import { readRetroFile } from '../retroFile/readRetroFile';
import { checkRetro } from '../retroFile/retroPart';
import { exit, UsageError, type Command } from './command';
import { parseWords, required } from './words';

interface Given {
  file: string;
  notes: NotesDocument;
  problems: LineProblem[];
  failure: Failure | null;
}

export const merge: Command = {
  name: 'merge',
  summary: "takes in teammates' milestones and notes",
  usage:
    'merge RETRO FILE…\n  FILE  a retro file (.shiplapse) or a notes file, as export --as retro and --as notes write them',
  async run({ words, json, terminal, open }) {
    const { positionals } = parseWords(words, {});
    const word = required(positionals, 'a retro', Infinity);
    const files = positionals.slice(1);
    if (files.length === 0) throw new UsageError('Name at least one file to take in.');
    const { engine: opened, name } = await open(word, 'write');
    const before = await opened.retro(name);
    const given: Given[] = [];
    for (const file of files) given.push(await readNotes(file));
    const failed = given.flatMap(({ failure }) => (failure ? [failure] : []));
    for (const { sentence } of failed) terminal.note(sentence);
    for (const { file, problems } of given) {
      for (const { line, reason } of problems)
        terminal.note(`${file}:${String(line)}: ${reason}; this line was left out.`);
    }
    const theirs = given.reduce((all, { notes }) => mergeNotes(all, notes), noNotes);
    if (failed.length === files.length) return exit.failed;
    const merged = mergeIntoRetro(before, theirs);
    const problem = checkRetro(merged);
    if (problem !== null)
      throw new FailureError('unreadable', `What was to be taken in ${problem}; nothing was changed.`);
    const changes = noteChanges(notesOf(before), notesOf(merged));
    const isNews = JSON.stringify(notesOf(before)) !== JSON.stringify(notesOf(merged));
    if (isNews) await opened.store.saveRetro(merged);
    const unsettled = conflicts(notesOf(merged));
    await terminal.out(
      json ? `${JSON.stringify(report(name, given, changes, unsettled))}\n` : describe(changes, unsettled),
    );
    return failed.length > 0 || given.some(({ problems }) => problems.length > 0) ? exit.partly : exit.done;
  },
};

/** A file that cannot be read does not keep the others out. */
async function readNotes(file: string): Promise<Given> {
  const nothing = { file, notes: noNotes, problems: [] };
  try {
    if (await isZip(file)) {
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
    return { ...nothing, failure: error.failure };
  }
}

async function isZip(file: string): Promise<boolean> {
  try {
    const handle = await openFile(file, 'r');
    try {
      const { buffer, bytesRead } = await handle.read(Buffer.alloc(2), 0, 2, 0);
      return bytesRead === 2 && buffer.toString('latin1') === 'PK';
    } finally {
      await handle.close();
    }
  } catch (error) {
    const reason = (error as NodeJS.ErrnoException).code === 'ENOENT' ? 'there is no such file' : 'it cannot be read';
    throw new FailureError('wrong_input', `${file}: ${reason}; check the path.`, { cause: error });
  }
}

function report(retro: string, given: Given[], changes: NoteChange[], unsettled: Conflict[]) {
  const of = (what: NoteChange['what']) =>
    changes.filter((change) => change.what === what).map(({ what: _what, ...rest }) => rest);
  return {
    retro,
    files: given.map(({ file, problems, failure }) => ({ file, problems, failure: failure?.sentence ?? null })),
    added: of('added'),
    changed: of('changed'),
    removed: of('removed'),
    conflicts: unsettled.map((conflict) => ({
      ...conflict,
      alternatives: conflict.alternatives.map(({ value, ...rest }) => ({
        ...rest,
        value: value ?? null,
        at: printInstant(rest.at),
      })),
    })),
  };
}

function describe(changes: NoteChange[], unsettled: Conflict[]): string {
  const lines = changes.map(({ what, kind, id, title, fields }) => {
    const which = what === 'changed' ? `: ${fields.join(', ')}` : '';
    return `${what.padEnd(8)} ${kind} ${title === '' ? id : `“${title}”`}${which}`;
  });
  const asked = unsettled.flatMap(({ kind, id, title, field, alternatives }) => [
    `to choose ${kind} ${title === '' ? id : `“${title}”`}: ${field}`,
    ...alternatives.map(
      ({ value, author, shown }) =>
        `  ${shown ? '*' : ' '} ${author === '' ? 'somebody' : author}: ${JSON.stringify(value ?? null)}`,
    ),
  ]);
  return `${[...(lines.length > 0 ? lines : ['Nothing new.']), ...asked].join('\n')}\n`;
}
