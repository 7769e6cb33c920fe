import type { Retro } from '../retro/retro';
import { canonicalJson } from './canonicalJson';
import { mergeNotes } from './mergeNotes';
import {
  existsField,
  hasExistsField,
  replaceWrites,
  type NoteKind,
  type NotesDocument,
  type NoteWrite,
  type Writer,
} from './noteWrite';
import { shownNotes, type ShownNote } from './shownNotes';

type Thing = { kind: NoteKind; id: string; fields: Map<string, unknown> };

/**
 * What somebody who sees `notes` has to write so that they show what the retro holds; nothing where they do already.
 * Ordinary edits, undo and redo are recorded by comparing, so whoever makes them need not know of notes.
 */
export function writesFor(notes: NotesDocument, retro: Retro, by: Writer): NoteWrite[] {
  const known = new Map(shownNotes(notes).map((thing) => [keyOf(thing), thing]));
  const wanted = thingsOf(retro);
  const removed = [...known.values()].filter((thing) => thing.isThere && !wanted.has(keyOf(thing)));
  const written = [...wanted.values()].flatMap((thing) => writesOfThing(thing, known.get(keyOf(thing)), by));
  return [...written, ...removed.flatMap((thing) => writesOfRemoval(thing, by))];
}

/** The writes that take one state of a retro to the next, for a person who saw the first. */
export function diffToWrites(before: Retro, after: Retro, notes: NotesDocument, by: Writer): NoteWrite[] {
  return writesFor(recordNotes(notes, before, by), after, by);
}

/** The notes after everything the retro holds was written down. */
export function recordNotes(notes: NotesDocument, retro: Retro, by: Writer): NotesDocument {
  const writes = writesFor(notes, retro, by);
  return writes.length === 0 ? notes : mergeNotes(notes, { writes });
}

function writesOfThing(thing: Thing, known: ShownNote | undefined, by: Writer): NoteWrite[] {
  const fields = new Set([...thing.fields.keys(), ...(known?.fields.keys() ?? [])]);
  fields.delete(existsField);
  const writes = [...fields].flatMap((field) => {
    const value = thing.fields.get(field);
    if (known && canonicalJson(known.fields.get(field)) === canonicalJson(value)) return [];
    return [replaceWrites(known?.writes.get(field) ?? [], { kind: thing.kind, of: thing.id, field }, value, by)];
  });
  if (!hasExistsField(thing.kind) || (writes.length === 0 && known?.fields.get(existsField) === true)) return writes;
  // Whoever changes it wants it to be there: somebody else's removal, unseen, must not take the change along.
  return [...writes, existence(thing, known, true, by)];
}

function writesOfRemoval(thing: ShownNote, by: Writer): NoteWrite[] {
  const { kind, id: of } = thing;
  if (hasExistsField(kind)) return [existence(thing, thing, false, by)];
  return [...thing.fields.keys()].map((field) =>
    replaceWrites(thing.writes.get(field) ?? [], { kind, of, field }, undefined, by),
  );
}

function existence(thing: Thing, known: ShownNote | undefined, isThere: boolean, by: Writer): NoteWrite {
  const place = { kind: thing.kind, of: thing.id, field: existsField };
  return replaceWrites(known?.writes.get(existsField) ?? [], place, isThere, by);
}

function thingsOf(retro: Retro): Map<string, Thing> {
  const things = [
    ...retro.milestones.map(({ id, ...fields }) => thingOf('milestone', id, fields)),
    ...retro.actions.map(({ id, ...fields }) => thingOf('action', id, fields)),
    ...retro.confidence.map(({ author, weeks, ...rest }) => thingOf('confidence', author, { ...weeks, ...rest })),
    ...Object.entries(retro.slides).map(([id, fields]) => thingOf('slide', id, fields)),
  ];
  return new Map(
    things.filter(({ kind, fields }) => hasExistsField(kind) || fields.size > 0).map((thing) => [keyOf(thing), thing]),
  );
}

function thingOf(kind: NoteKind, id: string, fields: object): Thing {
  return { kind, id, fields: new Map(Object.entries(fields).filter(([, value]) => value !== undefined)) };
}

function keyOf({ kind, id }: { kind: NoteKind; id: string }): string {
  return JSON.stringify([kind, id]);
}
