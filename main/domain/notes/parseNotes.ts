import {
  FieldError,
  fieldsOf,
  isFields,
  requiredText,
  textList,
  textOrNull,
  type Fields,
} from '../history/parseFields';
import { unknownFields } from '../history/parseUnknowns';
import { parseInstant } from '../time/instant';
import { fieldProblem, instantFields } from './fields';
import { mergeNotes } from './mergeNotes';
import {
  existsField,
  hasExistsField,
  makeWrite,
  noNotes,
  noteKinds,
  type NotesDocument,
  type NoteWrite,
} from './noteWrite';

const longestName = 1_000;
const forbidden = new Set(['__proto__', 'constructor', 'prototype']);

/** The notes a retro keeps; null where it has none. Writes that cannot be read are left out. */
export function parseNotes(value: unknown): NotesDocument | null {
  if (!isFields(value) || !Array.isArray(value['writes'])) return null;
  const writes = value['writes'].flatMap((one: unknown) => {
    const parsed = parseWrite(one);
    return parsed.ok ? [parsed.write] : [];
  });
  return mergeNotes(noNotes, { writes });
}

export type ParsedWrite = { ok: true; write: NoteWrite } | { ok: false; reason: string };

/**
 * One write, from a file or from the store; instants as RFC 3339 text or in milliseconds. Never throws. A write whose
 * name does not fit its content was edited by hand by somebody who saw it: it becomes a write that replaces it.
 */
export function parseWrite(value: unknown): ParsedWrite {
  try {
    const fields = fieldsOf(value);
    const parsed = parseContent(fields);
    const id = requiredText(fields, 'id');
    refuseName('id', id);
    const write = makeWrite(parsed);
    if (write.id === id) return { ok: true, write };
    return { ok: true, write: makeWrite({ ...parsed, replaces: [...parsed.replaces, id] }) };
  } catch (error) {
    if (error instanceof FieldError) return { ok: false, reason: error.message.trim() };
    throw error;
  }
}

function parseContent(fields: Fields): Omit<NoteWrite, 'id'> {
  const kind = noteKinds.find((one) => one === fields['kind']);
  if (!kind) throw new FieldError('kind', `is none of ${noteKinds.join(', ')}`);
  const of = requiredText(fields, 'of');
  const field = requiredText(fields, 'field');
  refuseName('of', of);
  refuseName('field', field);
  if (field === 'id' || (!hasExistsField(kind) && field === existsField))
    throw new FieldError('field', `cannot be “${field}”`);
  const value = parseValue(kind, field, fields['value']);
  const at = momentOf(fields['at']);
  if (typeof at !== 'number' || !Number.isFinite(at)) throw new FieldError('at', 'is not an instant');
  const replaces = textList(fields, 'replaces');
  for (const id of replaces) refuseName('replaces', id);
  const author = textOrNull(fields, 'author') ?? '';
  if (author.length > longestName) throw new FieldError('author', 'is too long');
  return { kind, of, field, ...(value !== undefined && { value }), author, at, replaces };
}

function parseValue(kind: NoteWrite['kind'], field: string, value: unknown): unknown {
  unknownFields({ value }, new Set());
  const inside = instantFields[kind].has(field) ? momentOf(value) : field === 'anchors' ? anchorsOf(value) : value;
  const problem = fieldProblem(kind, field, inside);
  if (problem !== null) throw new FieldError(`value of ${field}`, problem);
  return inside;
}

function anchorsOf(value: unknown): unknown {
  if (!Array.isArray(value)) return value;
  return value.map((anchor: unknown) =>
    isFields(anchor) && 'at' in anchor ? { ...anchor, at: momentOf(anchor['at']) } : anchor,
  );
}

function momentOf(value: unknown): unknown {
  return typeof value === 'string' ? (parseInstant(value) ?? value) : value;
}

function refuseName(where: string, name: string): void {
  if (forbidden.has(name)) throw new FieldError(where, 'is a name that is not allowed');
  if (name.length > longestName) throw new FieldError(where, 'is too long');
}
