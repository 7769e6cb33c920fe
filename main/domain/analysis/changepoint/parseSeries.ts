import * as v from 'valibot';
import { problemOf } from '../../retro/problemOf';
import type { Series } from './series';

/** A series as a file holds it. */
export type NamedSeries = Series & { name: string };

const count = v.pipe(v.number(), v.safeInteger('must be a whole number'), v.minValue(0, 'must not be below 0'));
const counts = v.pipe(v.array(count), v.minLength(1, 'must not be empty'));
const numbers = v.pipe(v.array(v.pipe(v.number(), v.finite())), v.minLength(1, 'must not be empty'));
const name = v.optional(v.nullable(v.string()));

const file = v.variant('family', [
  v.object({ name, family: v.literal('poisson'), values: counts }),
  v.object({ name, family: v.literal('binomial'), values: counts, trials: counts }),
  v.object({ name, family: v.literal('magnitude'), values: numbers }),
]);

/**
 * The file `detect` takes: `family`, `values` in order of time and, for `binomial`, `trials` of the same length.
 * `name` is `fallbackName` where the file has none. Gives a sentence naming the field where it cannot be read.
 */
export function parseSeries(
  value: unknown,
  fallbackName: string,
): { ok: true; series: NamedSeries } | { ok: false; problem: string } {
  const parsed = v.safeParse(file, value);
  if (!parsed.success) return { ok: false, problem: problemOf(parsed.issues) };
  const series = { ...parsed.output, name: parsed.output.name ?? fallbackName };
  if (series.family !== 'binomial') return { ok: true, series };
  const { values, trials } = series;
  if (values.length !== trials.length) {
    return {
      ok: false,
      problem: `values has ${values.length} numbers but trials ${trials.length}; they belong together`,
    };
  }
  const place = values.findIndex((failures, at) => failures > (trials[at] ?? 0));
  if (place < 0) return { ok: true, series };
  return { ok: false, problem: `values[${place}]: ${values[place] ?? ''} of ${trials[place] ?? ''} trials cannot be` };
}
