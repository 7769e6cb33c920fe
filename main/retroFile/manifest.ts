import * as v from 'valibot';
import { problemOf } from '../domain/retro/problemOf';

/** The version of retro files that is written, and the newest that is read. */
export const retroFileVersion = 1;

export const manifestName = 'manifest.json';
export const retroName = 'retro.json';
export const notesName = 'notes.jsonl';

const binding = v.object({ kind: v.string(), origin: v.nullable(v.string()), project: v.nullable(v.string()) });
const manifest = v.object({
  format: v.literal('shiplapse-retro'),
  version: v.literal(retroFileVersion),
  /** Version of the program that wrote the file. */
  app: v.string(),
  withoutPeople: v.boolean(),
  /** Where the history of each source came from, for those where it is known. */
  sources: v.optional(v.record(v.string(), binding), {}),
  parts: v.pipe(
    v.array(
      v.object({
        path: v.pipe(
          v.string(),
          v.regex(/^(retro\.json|notes\.jsonl|history\/\d{1,9}-\d{1,9}\.ndjson)$/, 'is no part of a retro file'),
        ),
        bytes: v.pipe(v.number(), v.integer(), v.minValue(0)),
        sha256: v.pipe(v.string(), v.regex(/^[0-9a-f]{64}$/, 'must be 64 hexadecimal digits')),
      }),
    ),
    v.maxLength(2_000),
  ),
});

/** The table of contents of a retro file: every part but itself, with its checksum. */
export type Manifest = v.InferOutput<typeof manifest>;

/** Takes the manifest of one version to the next, on a parsed copy; the first takes version 1 to 2. None yet. */
const migrations: readonly ((older: Record<string, unknown>) => Record<string, unknown>)[] = [];

export function printManifest(value: Manifest): string {
  return `${JSON.stringify(value, null, 2)}\n`;
}

/** Gives the end of a sentence where it cannot be read. A newer version is refused, an older one migrated. */
export function parseManifest(value: unknown): { ok: true; manifest: Manifest } | { ok: false; problem: string } {
  const head = v.safeParse(
    v.looseObject({ format: v.literal('shiplapse-retro'), version: v.pipe(v.number(), v.integer(), v.minValue(1)) }),
    value,
  );
  if (!head.success) return { ok: false, problem: `is not a retro file: ${problemOf(head.issues)}` };
  const { version } = head.output;
  if (version > retroFileVersion) {
    return {
      ok: false,
      problem: `was written by a newer version of the program (retro file version ${String(version)}, this one reads up to ${String(retroFileVersion)}); update the program to open it`,
    };
  }
  const read: Record<string, unknown> = head.output;
  const current = migrations.slice(version - 1).reduce((older, step) => step(older), read);
  const parsed = v.safeParse(manifest, current);
  if (!parsed.success) return { ok: false, problem: `has a damaged table of contents: ${problemOf(parsed.issues)}` };
  return { ok: true, manifest: parsed.output };
}
