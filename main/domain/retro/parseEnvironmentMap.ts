import * as v from 'valibot';
import { parseInstant, printInstant } from '../time/instant';
import { isZone } from '../time/zone';
import { roles, targetMeasures, type Environment, type EnvironmentMap, type Target } from './environmentMap';
import { problemOf } from './problemOf';
import { streamsProblem } from './streams';

const text = v.string();
const match = v.strictObject({
  source: v.optional(text),
  pipeline: v.optional(text),
  stage: v.optional(text),
  job: v.optional(text),
  environment: v.optional(text),
  branch: v.optional(text),
});
const filled = v.pipe(text, v.minLength(1, 'must not be empty'));
const instant = v.pipe(
  text,
  v.check((value) => parseInstant(value) !== null, 'must be an instant such as 2024-03-01T00:00:00Z'),
  v.transform((value) => parseInstant(value) ?? 0),
);
const target = v.object({
  measure: v.picklist(targetMeasures),
  value: v.number(),
  by: v.optional(v.nullable(instant), null),
  environment: v.optional(v.nullable(text), null),
  pipeline: v.optional(v.nullable(text), null),
});

const file = v.object({
  zone: v.optional(v.pipe(text, v.check(isZone, 'must be the name of a time zone such as Europe/Berlin'))),
  environments: v.array(
    v.object({
      name: filled,
      label: v.optional(text),
      role: v.optional(v.picklist(roles, `must be one of ${roles.join(', ')}`), 'other'),
      group: v.optional(filled),
      match: v.optional(v.array(match), []),
    }),
  ),
  tracks: v.optional(v.array(v.object({ name: filled, match: v.optional(v.array(match), []) })), []),
  targets: v.optional(v.array(target), []),
  streams: v.optional(
    v.array(
      v.object({
        name: filled,
        of: v.pipe(
          v.array(v.object({ source: v.optional(filled), pipeline: filled })),
          v.minLength(1, 'must not be empty'),
        ),
        dismissed: v.optional(v.boolean()),
      }),
    ),
  ),
});

/**
 * The file `environments --set` takes. What is left out: zone stays as it was, label and group are the name, role is
 * `other`. Gives a sentence naming the field where it cannot be read.
 */
export function parseEnvironmentMap(
  value: unknown,
  zone: string,
): { ok: true; map: EnvironmentMap } | { ok: false; problem: string } {
  const parsed = v.safeParse(file, value);
  if (!parsed.success) return { ok: false, problem: problemOf(parsed.issues) };
  const { output } = parsed;
  const environments = output.environments.map((one): Environment => ({
    ...one,
    label: one.label ?? one.name,
    group: one.group ?? one.name,
  }));
  const twice = environments.find((one, i) => environments.findIndex((other) => other.name === one.name) !== i);
  if (twice) return { ok: false, problem: `environments names “${twice.name}” twice` };
  const problem = streamsProblem(output.streams ?? []);
  if (problem !== null) return { ok: false, problem };
  const { tracks, targets, streams } = output;
  const map = { zone: output.zone ?? zone, environments, tracks, targets, ...(streams ? { streams } : {}) };
  return { ok: true, map };
}

/** The same file again: what `environments` shows. */
export function printEnvironmentMap(map: EnvironmentMap) {
  const { zone, environments, tracks } = map;
  const streams = map.streams && map.streams.length > 0 ? { streams: map.streams } : {};
  return { zone, environments, tracks, targets: map.targets.map(printTarget), ...streams };
}

function printTarget(one: Target) {
  return { ...one, by: one.by === null ? null : printInstant(one.by) };
}
