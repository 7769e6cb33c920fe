import { byAuthor, isWeekId, type ConfidenceLine } from '../retro/confidence';
import type { Action, Milestone } from '../retro/milestone';
import type { Retro, SlideEdit } from '../retro/retro';
import { compareText } from './canonicalJson';
import { fieldOrder } from './fields';
import { mergeNotes } from './mergeNotes';
import { existsField, noNotes, replaceWrites, type NotesDocument, type NoteWrite, type Writer } from './noteWrite';
import { parseNotes } from './parseNotes';
import { recordNotes } from './recordNotes';
import { shownNotes, type ShownNote } from './shownNotes';

/** Where a retro keeps who wrote what. Programs that know nothing of it keep it as it is. */
type WithNotes = Retro & { notes?: unknown };

/**
 * The notes of a retro. What was changed without being recorded is the work of the implicit author “unknown”, and so is
 * all of a retro that never had notes: asked again, or on another machine, the very same writes come out.
 */
export function notesOf(retro: Retro): NotesDocument {
  return recordNotes(parseNotes((retro as WithNotes).notes) ?? noNotes, retro, unknownWriter(retro));
}

/** The retro after an edit, with the edit written down. `before` is what the person saw. */
export function withRecordedEdit(before: Retro, after: Retro, by: Writer): Retro {
  return keepNotes(after, recordNotes(notesOf(before), after, by));
}

/** The retro as the notes show it: milestones, actions and slides are theirs, all else stays. The notes are kept in it. */
export function retroWithNotes(retro: Retro, notes: NotesDocument): Retro {
  const there = shownNotes(notes).filter((thing) => thing.isThere);
  const milestones = there.filter(({ kind }) => kind === 'milestone').map((thing) => objectOf(thing) as Milestone);
  const actions = there.filter(({ kind }) => kind === 'action').map((thing) => objectOf(thing) as Action);
  const slides = there.filter(({ kind }) => kind === 'slide').map((thing) => [thing.id, fieldsOf(thing)] as const);
  const shown: Retro = {
    ...retro,
    milestones: milestones.sort((a, b) => a.at - b.at || compareText(a.id, b.id)),
    actions: actions.sort((a, b) => compareText(a.id, b.id)),
    confidence: byAuthor(there.filter(({ kind }) => kind === 'confidence').map(lineOf)),
    slides: Object.fromEntries(slides),
  };
  return keepNotes(shown, notes);
}

/** The retro with a teammate's notes taken in. */
export function mergeIntoRetro(retro: Retro, theirs: NotesDocument): Retro {
  return retroWithNotes(retro, mergeNotes(notesOf(retro), theirs));
}

/** Settles a conflict: the value of that write is chosen, and replaces all the others. Null where there is none of it. */
export function chooseAlternative(notes: NotesDocument, write: string, by: Writer): NotesDocument | null {
  const chosen = notes.writes.find(({ id }) => id === write);
  if (!chosen) return null;
  const rivals = notes.writes.filter(
    ({ kind, of, field }) => kind === chosen.kind && of === chosen.of && field === chosen.field,
  );
  return mergeNotes(notes, { writes: [replaceWrites(rivals, chosen, chosen.value, by)] });
}

export function withoutNotes(retro: Retro): Retro {
  const { notes: _notes, ...rest } = retro as WithNotes;
  return rest;
}

function unknownWriter(retro: Retro): Writer {
  return { author: 'unknown', at: retro.createdAt };
}

/** The retro as it is, with these notes kept in it. */
export function keepNotes(retro: Retro, notes: NotesDocument): Retro {
  const kept: WithNotes = { ...retro, notes: { writes: notes.writes as NoteWrite[] } };
  return kept;
}

function objectOf(thing: ShownNote): object {
  return { id: thing.id, ...fieldsOf(thing) };
}

function lineOf({ id, fields }: ShownNote): ConfidenceLine {
  const entries = [...fields].sort(([a], [b]) => compareText(a, b));
  const weeks = entries.filter(
    (entry): entry is [string, number] => isWeekId(entry[0]) && typeof entry[1] === 'number',
  );
  const rest = Object.fromEntries(entries.filter(([field]) => !isWeekId(field)));
  return { ...rest, author: id, weeks: Object.fromEntries(weeks) };
}

/** Known fields first and in order, as they stand in a retro that never met a merge. */
function fieldsOf({ kind, fields }: ShownNote): SlideEdit & Record<string, unknown> {
  const names = [...fieldOrder[kind].filter((field) => fields.has(field)), ...[...fields.keys()].sort(compareText)];
  const entries = [...new Set(names)].filter((field) => field !== existsField);
  return Object.fromEntries(entries.map((field) => [field, fields.get(field)]));
}
