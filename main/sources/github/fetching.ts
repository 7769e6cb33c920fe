import type { Gap, HistoryRecord } from '../../domain/history/records';
import { FailureError, type Failure } from '../../failure';
import type { KnownHistory, LiveRequest, Rejection, SourceContext } from '../source';
import type { GithubClient } from './client';
import type { RepositoryCursor } from './cursor';
import { Unusable } from './replyFields';

/** What all parts of the import of one repository share. */
export interface Fetching {
  client: GithubClient;
  request: LiveRequest;
  context: SourceContext;
  /** As it was when the import began. */
  known: KnownHistory;
  unfinished: ReadonlySet<string>;
  cursor: RepositoryCursor;
  /** End of what is asked for: `--until`, or now by the later of both clocks. */
  end: number;
  /** Parts in a row for which the server could not be reached. */
  unreached: number;
}

/** A step of an import: records with what the cursor has moved past, or a part that failed or is not there. */
export type FetchedStep =
  | { type: 'records'; records: HistoryRecord[]; rejected: Rejection[] }
  | { type: 'failed'; failure: Failure | null; gap: Gap | null };

/** Requests on their way at the same time; more would count as abuse. */
const atOnce = 4;

/** No workflow ran and nothing was deployed before there was a GitHub. */
export const beginning = Date.UTC(2008, 0, 1);

/** Listed anew each time: a run may have been run again within these days. */
export const overlapMs = 3 * 24 * 3_600_000;

/** Stops with the first failure; what is on its way then is waited for by nobody. */
export async function inParallel<T, R>(items: readonly T[], work: (item: T) => Promise<R>): Promise<R[]> {
  const results: R[] = [];
  let next = 0;
  const worker = async () => {
    for (let index = next++; index < items.length; index = next++) {
      results[index] = await work(items[index] as T).catch((error: unknown) => {
        next = items.length;
        throw error;
      });
    }
  };
  await Promise.all(Array.from({ length: Math.min(atOnce, items.length) }, worker));
  return results;
}

/** The items that can be used, and the others with their reasons. */
export function parseItems<T>(items: unknown[], url: string, parse: (item: unknown) => T) {
  const parsed: T[] = [];
  const rejected: Rejection[] = [];
  for (const item of items) {
    try {
      parsed.push(parse(item));
    } catch (error) {
      if (!(error instanceof Unusable)) throw error;
      rejected.push({ where: url, id: error.id, reason: error.message });
    }
  }
  return { parsed, rejected };
}

/** After so many parts in a row the server is taken to be gone. */
const unreachedAtMost = 3;
const overForAll = ['cancelled', 'bad_token', 'rate_limited', 'storage', 'read_only'];

/** A failure of one part. What nothing else would survive either (a stop, no server) is thrown on. */
export function partFailure(fetching: Fetching, error: unknown, part: string): Failure {
  if (!(error instanceof FailureError) || overForAll.includes(error.kind)) throw error;
  if (error.kind === 'offline') fetching.unreached += 1;
  if (fetching.unreached >= unreachedAtMost) throw error;
  return { kind: error.kind, sentence: `${part} could not be read to the end. ${error.message}` };
}
