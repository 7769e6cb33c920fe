import type { HistoryRecord } from '../../../domain/history/records';
import type { FileRequest, Rejection, SourceContext } from '../../source';
import { git } from '../source';

/** What a test wants to see of an import, gathered from its events. */
export interface Read {
  records: HistoryRecord[];
  rejected: Rejection[];
  partFailures: unknown[];
  coverage: unknown;
  mainBranches: unknown;
  cursor: unknown;
  pages: number;
}

export async function readAll(
  files: string[],
  request: Partial<FileRequest> = {},
  cursor: unknown = null,
  signal = new AbortController().signal,
): Promise<Read> {
  const context: SourceContext = {
    known: { cursor, unfinished: [], has: () => false },
    signal,
    progress: () => undefined,
    now: () => 0,
  };
  const read: Read = {
    records: [],
    rejected: [],
    partFailures: [],
    coverage: null,
    mainBranches: null,
    cursor: undefined,
    pages: 0,
  };
  for await (const event of git.read({ files, pipelines: [], since: null, until: null, ...request }, context)) {
    if (event.type === 'coverage') [read.coverage, read.mainBranches] = [event.coverage, event.mainBranches];
    else if (event.type === 'partFailed') read.partFailures.push(event.failure);
    else if (event.type === 'page') {
      read.pages += 1;
      read.records.push(...event.records);
      read.rejected.push(...(event.rejected ?? []));
      read.cursor = event.cursor ?? read.cursor;
    }
  }
  return read;
}
