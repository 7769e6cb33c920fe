import type { HistoryRecord } from '../../../domain/history/records';
import type { FailureError } from '../../../failure';
import type { FileRequest, Rejection, SourceContext, SourceEvent } from '../../source';
import { runs } from '../source';

/** What a test wants to see of an import, gathered from its events. */
export interface Read {
  name: string | null;
  records: HistoryRecord[];
  rejected: Rejection[];
  coverage: unknown;
  partFailures: unknown[];
}

export async function readAll(files: string[], request: Partial<FileRequest> = {}): Promise<Read> {
  const read: Read = { name: null, records: [], rejected: [], coverage: null, partFailures: [] };
  for (const event of await events(files, request)) {
    if (event.type === 'sourceName') read.name = event.name;
    else if (event.type === 'coverage') read.coverage = event.coverage;
    else if (event.type === 'partFailed') read.partFailures.push(event.failure);
    else if (event.type === 'page') {
      read.records.push(...event.records);
      read.rejected.push(...(event.rejected ?? []));
    }
  }
  return read;
}

export async function events(
  files: string[],
  request: Partial<FileRequest> = {},
  signal = new AbortController().signal,
): Promise<SourceEvent[]> {
  const context: SourceContext = {
    known: { cursor: null, unfinished: [], has: () => false },
    signal,
    progress: () => undefined,
    now: () => 0,
  };
  const found: SourceEvent[] = [];
  for await (const event of runs.read({ files, pipelines: [], since: null, until: null, ...request }, context))
    found.push(event);
  return found;
}

export async function failure(files: string[], signal?: AbortSignal): Promise<FailureError> {
  return events(files, {}, signal).then(
    () => {
      throw new Error('was read');
    },
    (error: unknown) => error as FailureError,
  );
}

export function ids(read: Read): string[] {
  return read.records.map((record) => ('id' in record ? record.id : ''));
}
