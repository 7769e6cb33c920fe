import { test } from 'vitest';
import type { Run } from '../../domain/history/records';
import { printMoment } from '../../domain/time/instant';
import { recordedFiles } from './recordedFiles';

/** The recorded replies of a kind, and a test that needs them; without them such tests are skipped, and it is said. */
export function recordedReplies(kind: string) {
  const files = recordedFiles(kind);
  return { ...files, recorded: test.skipIf(!files.isThere) };
}

/** A run in one line, to write down what is expected of it. */
export function rowOf(run: Run): (string | number | null)[] {
  const { id, pipeline, number, trigger, outcome, sourceOutcome } = run;
  const moments = [run.queuedAt, run.startedAt, run.finishedAt].map(printMoment);
  return [id, pipeline, number, trigger, outcome, sourceOutcome, ...moments];
}
