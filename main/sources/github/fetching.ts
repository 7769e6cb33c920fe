import type { Gap, HistoryRecord } from '../../domain/history/records';
import type { Failure } from '../../failure';
import type { KnownHistory, LiveRequest, Rejection, SourceContext } from '../source';
import type { GithubClient } from './client';
import type { RepositoryCursor } from './cursor';

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

/** No workflow ran and nothing was deployed before there was a GitHub. */
export const beginning = Date.UTC(2008, 0, 1);

/** Listed anew each time: a run may have been run again within these days. */
export const overlapMs = 3 * 24 * 3_600_000;

export { inParallel } from '../common/live/inParallel';
export { parseItems } from '../common/live/parseItems';
export { partFailure } from '../common/live/partFailure';
