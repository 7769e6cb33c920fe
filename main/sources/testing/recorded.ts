import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { test } from 'vitest';
import type { Run } from '../../domain/history/records';
import { printMoment } from '../../domain/time/instant';

/** Recorded replies of one kind of server, kept beside the repository; without them their tests are skipped, and it is said. */
export function recordedReplies(kind: string) {
  const folder = path.resolve(import.meta.dirname, '../../../../shared/fixtures', kind);
  const isThere = existsSync(folder);
  if (!isThere) console.warn(`SKIPPED: recorded replies of ${kind} are not at ${folder}`);
  return {
    folder,
    recorded: test.skipIf(!isThere),
    at: (...names: string[]) => names.map((name) => path.join(folder, name)),
    text: (name: string) => readFileSync(path.join(folder, name), 'utf8'),
    json: (name: string) => JSON.parse(readFileSync(path.join(folder, name), 'utf8')) as unknown,
  };
}

/** A run in one line, to write down what is expected of it. */
export function rowOf(run: Run): (string | number | null)[] {
  const { id, pipeline, number, trigger, outcome, sourceOutcome } = run;
  const moments = [run.queuedAt, run.startedAt, run.finishedAt].map(printMoment);
  return [id, pipeline, number, trigger, outcome, sourceOutcome, ...moments];
}
