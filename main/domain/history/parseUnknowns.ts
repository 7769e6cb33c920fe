import { FieldError, isFields } from './parseFields';
import type { Fields } from './parseFields';

const maxDepth = 64;
const forbidden = new Set(['__proto__', 'constructor', 'prototype']);

/**
 * The fields of `fields` that are not in `known`, kept as they came; undefined where there are none. Refuses names that
 * reach into prototypes, nesting beyond 64 levels and values JSON cannot hold.
 */
export function unknownFields(fields: Fields, known: ReadonlySet<string>): Record<string, unknown> | undefined {
  let more: Record<string, unknown> | undefined;
  for (const name of Object.keys(fields)) {
    if (known.has(name)) continue;
    const value = fields[name];
    if (value === undefined) continue;
    refuseForbidden(name);
    checkJson(value, name, 2);
    more ??= {};
    more[name] = value;
  }
  return more;
}

/** Adds what the source said in its own words where our list of words has none, without touching what is there. */
export function keepWord(
  more: Record<string, unknown> | undefined,
  name: string,
  word: unknown,
): Record<string, unknown> | undefined {
  return word === undefined || (more && name in more) ? more : { ...more, [name]: word };
}

function checkJson(value: unknown, name: string, depth: number): void {
  if (value === null || typeof value === 'string' || typeof value === 'boolean') return;
  if (typeof value === 'number' && Number.isFinite(value)) return;
  if (depth > maxDepth) throw new FieldError(name, `is nested deeper than ${maxDepth} levels`);
  if (Array.isArray(value)) {
    for (const entry of value) checkJson(entry, name, depth + 1);
  } else if (isFields(value)) {
    for (const key of Object.keys(value)) {
      refuseForbidden(key);
      checkJson(value[key], name, depth + 1);
    }
  } else {
    throw new FieldError(name, 'is not a JSON value');
  }
}

function refuseForbidden(name: string): void {
  if (forbidden.has(name)) throw new FieldError(name, 'is a field name that is not allowed');
}
