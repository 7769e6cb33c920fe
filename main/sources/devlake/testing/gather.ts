import type { Commit, Coverage, Run } from '../../../domain/history/records';
import type { Failure } from '../../../failure';
import type { LiveRequest, Rejection, SourceContext, SourceEvent } from '../../source';
import { fetchDatabase } from '../fetchDatabase';

/** All that an import yielded. */
export interface Imported {
  runs: Run[];
  commits: Commit[];
  rejected: Rejection[];
  failures: Failure[];
  coverage: Coverage | null;
  cursor: unknown;
}

export async function gather(events: AsyncIterable<SourceEvent>, pagesAtMost = Infinity): Promise<Imported> {
  const found: Imported = { runs: [], commits: [], rejected: [], failures: [], coverage: null, cursor: null };
  let pages = 0;
  for await (const event of events) {
    if (event.type === 'partFailed') found.failures.push(event.failure);
    if (event.type === 'coverage') found.coverage = event.coverage;
    if (event.type !== 'page') continue;
    found.rejected.push(...(event.rejected ?? []));
    if (event.cursor !== undefined) found.cursor = JSON.parse(JSON.stringify(event.cursor));
    for (const record of event.records) {
      if (record.record === 'run') found.runs.push(record);
      if (record.record === 'commit') found.commits.push(record);
    }
    if ((pages += 1) >= pagesAtMost) break;
  }
  return found;
}

export function fetchFrom(
  request: Partial<LiveRequest> & Pick<LiveRequest, 'url'>,
  known: { cursor: unknown; unfinished?: string[] } = { cursor: null },
  pagesAtMost?: number,
): Promise<Imported> {
  const whole = { projects: [], pipelines: [], since: null, until: null, token: null, ...request };
  const context = testContext();
  return gather(
    fetchDatabase(whole, { ...context, known: { unfinished: [], has: () => false, ...known } }),
    pagesAtMost,
  );
}

export function testContext(): SourceContext {
  return {
    known: { cursor: null, unfinished: [], has: () => false },
    signal: new AbortController().signal,
    progress: () => undefined,
    now: () => Date.parse('2024-06-01T00:00:00Z'),
  };
}

export function byId<T extends { id: string }>(records: readonly T[]): T[] {
  return [...records].sort((a, b) => (a.id < b.id ? -1 : 1));
}
