import { parseAllDocuments } from 'yaml';
import { isFields } from '../../../domain/history/parseFields';
import type { Fields } from '../../../domain/history/parseFields';
import { ShapeError } from './pipelineShape';

/** The mapping at the top of a YAML file (of its last document). Throws `ShapeError` where the text is not that. */
export function yamlFields(text: string): Fields {
  const value = yamlValue(text);
  if (!isFields(value)) throw new ShapeError('the file is not a mapping');
  return value;
}

/** What a YAML file holds (its last document). Throws `ShapeError` where it is not YAML. */
export function yamlValue(text: string): unknown {
  const documents = valueOf(() => parseAllDocuments(text, { merge: true, uniqueKeys: false, logLevel: 'silent' }));
  const document = Array.isArray(documents) ? documents.at(-1) : undefined;
  if (!document) throw new ShapeError('the file is empty');
  const [error] = document.errors;
  if (error) throw new ShapeError(`not YAML: ${error.message.split('\n')[0] ?? ''}`.slice(0, 200));
  return valueOf(() => document.toJS({ maxAliasCount: 1_000 }) as unknown);
}

function valueOf<Value>(read: () => Value): Value {
  try {
    return read();
  } catch {
    throw new ShapeError('the file is nested too deep or repeats itself too often (aliases)');
  }
}

export function textOf(value: unknown): string | null {
  if (typeof value === 'string') return value === '' ? null : value;
  return typeof value === 'number' || typeof value === 'boolean' ? String(value) : null;
}

/** A text, or the text under `name` of a mapping: many settings may be written both ways. */
export function textOrNamed(value: unknown, name: string): string | null {
  return textOf(isFields(value) ? value[name] : value);
}

/** One text or a list of texts. */
export function textsOf(value: unknown): string[] {
  return listOf(value).flatMap((entry) => textOf(entry) ?? []);
}

export function listOf(value: unknown): unknown[] {
  if (value === undefined || value === null) return [];
  return Array.isArray(value) ? value : [value];
}

export function entriesOf(value: unknown): Map<string, Fields> {
  if (!isFields(value)) return new Map();
  return new Map(Object.entries(value).flatMap(([key, entry]) => (isFields(entry) ? [[key, entry] as const] : [])));
}
