import type { Commit, Coverage, Run } from '../../domain/history/records';
import type { Failure } from '../../failure';
import type { KnownHistory, LiveRequest, Rejection, Source, SourceContext, SourceEvent } from '../source';

/** All that an import yielded, for tests. */
export interface Imported {
  runs: Run[];
  commits: Commit[];
  rejected: Rejection[];
  failures: Failure[];
  coverage: Coverage | null;
  mainBranches: Record<string, string> | null;
  pages: number;
  cursor: unknown;
}

export const testNow = Date.UTC(2030, 5, 1);

/** Imports of one source, as the engine runs them. */
export function importsOf(source: Source) {
  return {
    files: (files: string[], more: { pipelines?: string[]; since?: number; until?: number } = {}) => {
      const { pipelines = [], since = null, until = null } = more;
      return collect(source.read({ files, pipelines, since, until }, testContext()));
    },
    server: (url: string, more: Partial<LiveRequest> = {}, context: Partial<SourceContext> = {}) => {
      const request = { url, projects: [], pipelines: [], since: null, until: null, token: null, ...more };
      if (!source.fetch) throw new Error(`${source.info.name} has no server to ask`);
      return collect(source.fetch(request, { ...testContext(), ...context }));
    },
  };
}

/** What a store would say after these imports. */
export function knownAfter(...imports: Imported[]): KnownHistory {
  const runs = new Map(imports.flatMap((each) => each.runs).map((run) => [run.id, run]));
  const unfinished = [...runs.values()].filter((run) => run.outcome === 'running').map((run) => run.id);
  const cursor = imports.findLast((each) => each.cursor !== null)?.cursor ?? null;
  return { cursor: JSON.parse(JSON.stringify(cursor)) as unknown, unfinished, has: (id) => runs.has(id) };
}

export function testContext(): SourceContext {
  return {
    known: { cursor: null, unfinished: [], has: () => false },
    signal: new AbortController().signal,
    progress: () => undefined,
    now: () => testNow,
  };
}

async function collect(events: AsyncIterable<SourceEvent>): Promise<Imported> {
  const found: Imported = {
    runs: [],
    commits: [],
    rejected: [],
    failures: [],
    coverage: null,
    mainBranches: null,
    pages: 0,
    cursor: null,
  };
  for await (const event of events) {
    if (event.type === 'partFailed') found.failures.push(event.failure);
    if (event.type === 'coverage') {
      found.coverage = event.coverage;
      found.mainBranches = event.mainBranches ?? null;
    }
    if (event.type !== 'page') continue;
    found.pages += 1;
    found.rejected.push(...(event.rejected ?? []));
    if (event.cursor !== undefined) found.cursor = event.cursor;
    for (const record of event.records) {
      if (record.record === 'run') found.runs.push(record);
      if (record.record === 'commit') found.commits.push(record);
    }
  }
  return found;
}
