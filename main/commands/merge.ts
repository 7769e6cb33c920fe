import { noteChanges, type NoteChange } from '../domain/notes/noteChanges';
import { notesOf } from '../domain/notes/retroNotes';
import { conflicts, type Conflict } from '../domain/notes/shownNotes';
import { printInstant } from '../domain/time/instant';
import { chooseWrite, takeNotes } from '../engine/exchange';
import { readNotes, type GivenNotes } from '../engine/readNotes';
import { exit, UsageError, type Command, type Terminal } from './command';
import { parseWords, required } from './words';

export const merge: Command = {
  name: 'merge',
  summary: "takes in teammates' milestones and notes, and settles what two people wrote differently",
  usage:
    'merge RETRO [FILE|FOLDER]… [--choose ID]…\n' +
    '  FILE    a retro file (.shiplapse) or a notes file, as export --as retro and --as notes write them\n' +
    '  FOLDER  every notes file in it, as export --as notes --out FOLDER/ writes them\n' +
    '  ID      of the edit to keep where two people changed the same; --json lists them under “conflicts”',
  async run({ words, json, terminal, open }) {
    const { values, positionals } = parseWords(words, { choose: { type: 'string', multiple: true } });
    const word = required(positionals, 'a retro', Infinity);
    const paths = positionals.slice(1);
    const chosen = values.choose ?? [];
    if (paths.length === 0 && chosen.length === 0) throw new UsageError('Name at least one file to take in.');
    const { engine, name } = await open(word, 'write');
    const before = await engine.retro(name);
    const given = await readNotes(paths);
    const isPartly = tellProblems(given, terminal);
    if (given.length > 0 && given.every(({ failure }) => failure) && chosen.length === 0) return exit.failed;
    await takeNotes(engine.store, before, given);
    for (const write of chosen) await chooseWrite(engine.store, await engine.retro(name), write);
    const after = await engine.retro(name);
    const changes = noteChanges(notesOf(before), notesOf(after));
    const unsettled = conflicts(notesOf(after));
    await terminal.out(
      json ? `${JSON.stringify(report(name, given, changes, unsettled))}\n` : describe(changes, unsettled),
    );
    return isPartly ? exit.partly : exit.done;
  },
};

/** Says what could not be read; true where there was any. */
function tellProblems(given: readonly GivenNotes[], terminal: Terminal): boolean {
  const failures = given.flatMap(({ failure }) => (failure ? [failure.sentence] : []));
  const lines = given.flatMap(({ file, problems }) =>
    problems.map(({ line, reason }) => `${file}:${String(line)}: ${reason}; this line was left out.`),
  );
  for (const sentence of [...failures, ...lines]) terminal.note(sentence);
  return failures.length + lines.length > 0;
}

function report(retro: string, given: GivenNotes[], changes: NoteChange[], unsettled: Conflict[]) {
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
      ({ value, author, shown, write }) =>
        `  ${shown ? '*' : ' '} ${author === '' ? 'somebody' : author}: ${JSON.stringify(value ?? null)}  (--choose ${write})`,
    ),
  ]);
  return `${[...(lines.length > 0 ? lines : ['Nothing new.']), ...asked].join('\n')}\n`;
}
