import type { Commit, Coverage, Run } from '../../domain/history/records';
import type { Failure } from '../../failure';
import type { KnownHistory, LiveRequest, Rejection, SourceContext, SourceEvent } from '../source';
import { github } from './source';

/** All that an import yielded, for tests. */
export interface Imported {
  runs: Run[];
  commits: Commit[];
  rejected: Rejection[];
  failures: Failure[];
  coverage: Coverage | null;
  mainBranches: Record<string, string>;
  cursor: unknown;
}

export const testNow = Date.UTC(2024, 5, 1);

export function importFiles(
  files: string[],
  more: { pipelines?: string[]; since?: number; until?: number } = {},
): Promise<Imported> {
  const request = { files, pipelines: more.pipelines ?? [], since: more.since ?? null, until: more.until ?? null };
  return collect(github.read(request, testContext()));
}

/** `into` keeps what came before a failure. */
export function importServer(
  url: string,
  more: Partial<LiveRequest> = {},
  context: Partial<SourceContext> = {},
  into?: Imported,
): Promise<Imported> {
  const request = { url, projects: ['o/app'], pipelines: [], since: null, until: null, token: 'tok', ...more };
  if (!github.fetch) throw new Error('GitHub has a server to ask');
  return collect(github.fetch(request, { ...testContext(), ...context }), into);
}

/** What a store would say after these imports, the latest last. */
export function knownAfter(...imported: Imported[]): KnownHistory {
  const runs = new Map(imported.flatMap((each) => each.runs).map((run) => [run.id, run]));
  const unfinished = [...runs.values()].filter((run) => run.outcome === 'running').map((run) => run.id);
  const cursor = imported.map((each) => each.cursor).findLast((each) => each !== null) ?? null;
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

export function nothingYet(): Imported {
  return { runs: [], commits: [], rejected: [], failures: [], coverage: null, mainBranches: {}, cursor: null };
}

async function collect(events: AsyncIterable<SourceEvent>, found: Imported = nothingYet()): Promise<Imported> {
  for await (const event of events) {
    if (event.type === 'partFailed') found.failures.push(event.failure);
    if (event.type === 'coverage') {
      found.coverage = event.coverage;
      found.mainBranches = event.mainBranches ?? {};
    }
    if (event.type !== 'page') continue;
    found.rejected.push(...(event.rejected ?? []));
    // As a store keeps it: what is changed later must not change it.
    if (event.cursor !== undefined) found.cursor = JSON.parse(JSON.stringify(event.cursor)) as unknown;
    for (const record of event.records) {
      if (record.record === 'run') found.runs.push(record);
      if (record.record === 'commit') found.commits.push(record);
    }
  }
  return found;
}
