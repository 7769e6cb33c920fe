import type { Commit, Coverage, Definition, Run } from '../../domain/history/records';
import type { Failure } from '../../failure';
import type { KnownHistory, LiveRequest, Rejection, SourceContext, SourceEvent } from '../source';
import { gocd } from './source';

/** All that an import yielded, for tests. */
export interface Imported {
  runs: Run[];
  commits: Commit[];
  definitions: Definition[];
  rejected: Rejection[];
  failures: Failure[];
  coverage: Coverage | null;
  pages: number;
  cursor: unknown;
}

export function importFiles(
  files: string[],
  more: { pipelines?: string[]; since?: number; until?: number } = {},
): Promise<Imported> {
  const request = { files, pipelines: more.pipelines ?? [], since: more.since ?? null, until: more.until ?? null };
  return collect(gocd.read(request, testContext()));
}

export function importServer(
  url: string,
  more: Partial<LiveRequest> = {},
  context: Partial<SourceContext> = {},
): Promise<Imported> {
  const request = { url, projects: [], pipelines: [], since: null, until: null, token: null, ...more };
  if (!gocd.fetch) throw new Error('GoCD has a server to ask');
  return collect(gocd.fetch(request, { ...testContext(), ...context }));
}

/** What a store would say after this import. */
export function knownAfter(imported: Imported): KnownHistory {
  const ids = new Set(imported.runs.map((run) => run.id));
  const unfinished = imported.runs.filter((run) => run.outcome === 'running').map((run) => run.id);
  return { cursor: JSON.parse(JSON.stringify(imported.cursor)) as unknown, unfinished, has: (id) => ids.has(id) };
}

export function testContext(): SourceContext {
  return {
    known: { cursor: null, unfinished: [], has: () => false },
    signal: new AbortController().signal,
    progress: () => undefined,
    now: () => Date.UTC(2024, 5, 1),
  };
}

async function collect(events: AsyncIterable<SourceEvent>): Promise<Imported> {
  const found: Imported = {
    runs: [],
    commits: [],
    definitions: [],
    rejected: [],
    failures: [],
    coverage: null,
    pages: 0,
    cursor: null,
  };
  for await (const event of events) {
    if (event.type === 'partFailed') found.failures.push(event.failure);
    if (event.type === 'coverage') found.coverage = event.coverage;
    if (event.type !== 'page') continue;
    found.pages += 1;
    found.rejected.push(...(event.rejected ?? []));
    if (event.cursor !== undefined) found.cursor = event.cursor;
    for (const record of event.records) {
      if (record.record === 'run') found.runs.push(record);
      if (record.record === 'commit') found.commits.push(record);
      if (record.record === 'definition') found.definitions.push(record);
    }
  }
  return found;
}
