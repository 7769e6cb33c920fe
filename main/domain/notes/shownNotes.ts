import type { Instant } from '../history/records';
import { canonicalJson, compareText } from './canonicalJson';
import { requiredFields } from './fields';
import { byPlace } from './mergeNotes';
import { existsField, hasExistsField, type NoteKind, type NotesDocument, type NoteWrite } from './noteWrite';

/** One milestone, action or slide as everybody's writes make it. */
export interface ShownNote {
  kind: NoteKind;
  id: string;
  /** The value shown for each field, also of one that was removed. */
  fields: Map<string, unknown>;
  /** The writes behind each field: several where two people wrote without knowing of each other. */
  writes: Map<string, NoteWrite[]>;
  /** False where it was removed, or where a damaged file left out what is needed to show it. */
  isThere: boolean;
}

/** One of several values of a field that people wrote without knowing of each other. */
export interface Alternative {
  /** Id of the write; where several people wrote the same, of the last. */
  write: string;
  /** Absent: the field was taken away. */
  value?: unknown;
  author: string;
  at: Instant;
  /** Whether it is the one shown until somebody chooses. */
  shown: boolean;
}

export interface Conflict {
  kind: NoteKind;
  /** Of the milestone, action or slide. */
  id: string;
  /** Its title or text, so that people know which. */
  title: string;
  /** `exists` where one removed what another changed. */
  field: string;
  alternatives: Alternative[];
}

/** Everything in the notes by thing, in the order of kind and id; the removed too. */
export function shownNotes(notes: NotesDocument): ShownNote[] {
  const things = new Map<string, ShownNote>();
  for (const writes of byPlace(notes.writes).values()) {
    const [first] = writes;
    if (!first) continue;
    const key = JSON.stringify([first.kind, first.of]);
    const thing = things.get(key) ?? emptyNote(first);
    things.set(key, thing);
    const value = shownWrite(writes).value;
    if (value !== undefined) thing.fields.set(first.field, value);
    thing.writes.set(first.field, writes);
  }
  for (const thing of things.values()) thing.isThere = isThere(thing);
  return [...things.values()].sort((a, b) => compareText(a.kind, b.kind) || compareText(a.id, b.id));
}

/** Fields that two or more people wrote differently, each without knowing of the other; values newest first. */
export function conflicts(notes: NotesDocument): Conflict[] {
  return shownNotes(notes).flatMap((thing) => {
    if (!thing.isThere) return [];
    const title = titleOf(thing);
    return [...thing.writes].flatMap(([field, writes]) => {
      const alternatives = alternativesOf(writes);
      if (alternatives.length < 2) return [];
      return [{ kind: thing.kind, id: thing.id, title, field, alternatives }];
    });
  });
}

/** What people know it by; a line is not called by the name of who drew it. */
export function titleOf({ kind, fields }: Pick<ShownNote, 'kind' | 'fields'>): string {
  if (kind === 'confidence') return 'a confidence line';
  const title = fields.get('title') ?? fields.get('text') ?? fields.get('headline') ?? '';
  return typeof title === 'string' ? title : '';
}

/**
 * Which of several writes is shown until somebody chooses: the last by its author's clock, then by id. A milestone that
 * one removed while another changed it stays.
 */
export function shownWrite(writes: readonly NoteWrite[]): NoteWrite {
  const kept = writes.filter((write) => write.field === existsField && write.value === true);
  return lastOf(kept.length > 0 ? kept : writes);
}

function alternativesOf(writes: readonly NoteWrite[]): Alternative[] {
  const byValue = new Map<string, NoteWrite[]>();
  for (const write of writes) {
    const value = canonicalJson(write.value);
    byValue.set(value, [...(byValue.get(value) ?? []), write]);
  }
  const shown = canonicalJson(shownWrite(writes).value);
  return [...byValue]
    .map(([value, same]) => ({ last: lastOf(same), shown: value === shown }))
    .sort((a, b) => compareAge(b.last, a.last))
    .map(({ last, shown: isShown }) => ({
      write: last.id,
      ...(last.value !== undefined && { value: last.value }),
      author: last.author,
      at: last.at,
      shown: isShown,
    }));
}

function lastOf(writes: readonly NoteWrite[]): NoteWrite {
  return writes.reduce((last, write) => (compareAge(write, last) > 0 ? write : last));
}

function compareAge(a: NoteWrite, b: NoteWrite): number {
  return a.at - b.at || compareText(a.id, b.id) || compareText(canonicalJson(a), canonicalJson(b));
}

function emptyNote({ kind, of }: NoteWrite): ShownNote {
  return { kind, id: of, fields: new Map(), writes: new Map(), isThere: false };
}

function isThere({ kind, fields }: ShownNote): boolean {
  if (!hasExistsField(kind)) return fields.size > 0;
  return fields.get(existsField) === true && requiredFields[kind].every((field) => fields.has(field));
}
