export { parseHeader } from './header';
export type { HistoryHeader, ParsedHeader } from './header';
import { parseDefinition } from './parseDefinition';
import { FieldError, isFields, momentOrNull, requiredMoment, requiredText, textList, textOrNull } from './parseFields';
import type { Fields } from './parseFields';
import { parseRun } from './parseRun';
import { parseToggle } from './parseToggle';
import { unknownFields } from './parseUnknowns';
import type { Commit, HistoryRecord, Incident } from './records';

export type ParsedRecord =
  | { ok: true; record: HistoryRecord }
  /** `id` is given where the row has one, so that people find it again. */
  | { ok: false; id: string | null; reason: string };

const commitFields = new Set([
  'record',
  'source',
  'material',
  'revision',
  'parents',
  'committedAt',
  'authoredAt',
  'author',
  'message',
  'branches',
]);
const incidentFields = new Set(['record', 'source', 'id', 'environment', 'openedAt', 'resolvedAt', 'run', 'title']);

/**
 * One record of the neutral history format. Never throws: a row that cannot be taken comes back with a reason that names
 * the field. Unknown fields are kept in `more`; moments become instants in milliseconds.
 */
export function parseRecord(value: unknown): ParsedRecord {
  if (!isFields(value)) return { ok: false, id: null, reason: 'is not a JSON object' };
  try {
    return { ok: true, record: parseKind(value) };
  } catch (error) {
    if (error instanceof FieldError) return { ok: false, id: rowId(value), reason: error.message };
    throw error;
  }
}

function parseKind(fields: Fields): HistoryRecord {
  switch (fields['record']) {
    case 'run':
      return parseRun(fields);
    case 'commit':
      return parseCommit(fields);
    case 'incident':
      return parseIncident(fields);
    case 'definition':
      return parseDefinition(fields);
    case 'toggle':
      return parseToggle(fields);
    case undefined:
      // Only id, pipeline, outcome and a moment are required of a run; that it is one, its fields then say.
      if (typeof fields['pipeline'] === 'string' && 'outcome' in fields) return parseRun(fields);
      throw new FieldError('record', 'is missing');
    default:
      throw new FieldError('record', 'is none of run, commit, incident, definition, toggle');
  }
}

function parseCommit(fields: Fields): Commit {
  const more = unknownFields(fields, commitFields);
  return {
    record: 'commit',
    source: textOrNull(fields, 'source') ?? '',
    material: requiredText(fields, 'material'),
    revision: requiredText(fields, 'revision'),
    parents: textList(fields, 'parents'),
    committedAt: momentOrNull(fields, 'committedAt'),
    authoredAt: momentOrNull(fields, 'authoredAt'),
    author: textOrNull(fields, 'author'),
    message: textOrNull(fields, 'message'),
    branches: textList(fields, 'branches'),
    ...(more && { more }),
  };
}

function parseIncident(fields: Fields): Incident {
  const more = unknownFields(fields, incidentFields);
  return {
    record: 'incident',
    source: textOrNull(fields, 'source') ?? '',
    id: requiredText(fields, 'id'),
    environment: textOrNull(fields, 'environment'),
    openedAt: requiredMoment(fields, 'openedAt'),
    resolvedAt: momentOrNull(fields, 'resolvedAt'),
    run: textOrNull(fields, 'run'),
    title: textOrNull(fields, 'title'),
    ...(more && { more }),
  };
}

function rowId(fields: Fields): string | null {
  const id = fields['id'] ?? fields['revision'] ?? fields['origin'];
  return typeof id === 'string' || typeof id === 'number' ? String(id).slice(0, 200) : null;
}
