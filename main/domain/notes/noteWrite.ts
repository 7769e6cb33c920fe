import type { Instant } from '../history/records';
import { canonicalJson, compareText } from './canonicalJson';
import { contentId } from './contentId';

export const noteKinds = ['milestone', 'action', 'slide', 'confidence'] as const;
/**
 * What a note is about: a milestone, an action, the words people put on a drafted slide, or one person's confidence line
 * (named after the person, with a field for each week).
 */
export type NoteKind = (typeof noteKinds)[number];

/** The field that says whether a milestone or an action is there at all. */
export const existsField = 'exists';

/** Slides and lines are there as long as anything is written on them. */
export function hasExistsField(kind: NoteKind): boolean {
  return kind === 'milestone' || kind === 'action';
}

/**
 * One person's writing of one field. It names everything it replaces: what its author had seen there, and all that those
 * writes replaced in turn. So two writes of which neither names the other were made without knowing of each other.
 */
export interface NoteWrite {
  /** Made from all that follows, so a write cannot change and keep its name. */
  id: string;
  kind: NoteKind;
  /** Id of the milestone, the action or the slide; who drew the confidence line. */
  of: string;
  field: string;
  /** As the retro holds it (instants in milliseconds); absent where the field was taken away. */
  value?: unknown;
  author: string;
  at: Instant;
  /** Ids of writes of the same field, in order. */
  replaces: string[];
}

/**
 * Everybody's milestones and notes: the writes nobody has replaced, in one fixed order. Two documents hold the same
 * exactly where they are deeply equal.
 */
export interface NotesDocument {
  writes: readonly NoteWrite[];
}

export const noNotes: NotesDocument = { writes: [] };

/** Who writes, and when. */
export interface Writer {
  author: string;
  at: Instant;
}

/** A write with the id of its content. */
export function makeWrite(content: Omit<NoteWrite, 'id'>): NoteWrite {
  const { kind, of, field, value, author, at } = content;
  const replaces = [...new Set(content.replaces)].sort(compareText);
  const id = contentId(canonicalJson([kind, of, field, value === undefined ? [] : [value], author, at, replaces]));
  return { id, kind, of, field, ...(value !== undefined && { value }), author, at, replaces };
}

/** A write of one field by somebody who sees `live` there, and replaces all of it. */
export function replaceWrites(
  live: readonly NoteWrite[],
  place: Pick<NoteWrite, 'kind' | 'of' | 'field'>,
  value: unknown,
  by: Writer,
): NoteWrite {
  const { kind, of, field } = place;
  const replaces = live.flatMap((write) => [write.id, ...write.replaces]);
  return makeWrite({ kind, of, field, value, author: by.author, at: by.at, replaces });
}

/** Names the field of the thing a write is about. */
export function placeOf({ kind, of, field }: Pick<NoteWrite, 'kind' | 'of' | 'field'>): string {
  return JSON.stringify([kind, of, field]);
}

export function compareWrites(a: NoteWrite, b: NoteWrite): number {
  return (
    compareText(a.kind, b.kind) ||
    compareText(a.of, b.of) ||
    compareText(a.field, b.field) ||
    compareText(a.id, b.id) ||
    compareText(canonicalJson(a), canonicalJson(b))
  );
}
