import * as v from 'valibot';
import { problemOf } from '../../domain/retro/problemOf';
import { DamagedError } from './documentText';

/** A parser from a schema: the value, or `DamagedError` naming the first field that is wrong. */
export function parseWith<const Schema extends v.GenericSchema>(
  schema: Schema,
): (value: unknown) => v.InferOutput<Schema> {
  return (value) => {
    const parsed = v.safeParse(schema, value);
    if (parsed.success) return parsed.output;
    throw new DamagedError(`is not what it should be: ${problemOf(parsed.issues)}`);
  };
}
