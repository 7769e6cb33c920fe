import type { Gap } from '../../domain/history/records';
import { FailureError, type Failure } from '../../failure';
import type { LiveRequest, SourceContext, SourceEvent } from '../source';
import { repositories } from './address';
import { openRepository } from './client';
import { cursorKey, newCursor, parseCursor, printCursor, type GithubCursor } from './cursor';
import { fetchDeployments } from './fetchDeployments';
import { fetchRuns } from './fetchRuns';
import type { Fetching } from './fetching';
import { materialOf } from './replyFields';

/** Repositories one after the other, of each its runs and then its deployments; a part that fails is named. */
export async function* fetchServer(request: LiveRequest, context: SourceContext): AsyncGenerator<SourceEvent> {
  const names = repositories(request.projects, request.url);
  const { known } = context;
  const cursor = parseCursor(known.cursor);
  const gaps: Gap[] = [];
  const failures: Failure[] = [];
  const mainBranches: Record<string, string> = {};
  for (const [index, name] of names.entries()) {
    try {
      context.progress({ label: name, ...(names.length > 1 ? { fraction: index / names.length } : {}) });
      for await (const event of fetchRepository(name, request, context, cursor, mainBranches)) {
        if (event.type === 'gap') gaps.push(event.gap);
        else yield event;
      }
    } catch (error) {
      const failure = failureOf(error, name);
      if (names.length === 1) throw FailureError.of(failure);
      failures.push(failure);
      yield { type: 'partFailed', failure };
    }
  }
  if (failures.length < names.length) yield coverageOf(cursor, names, request, context.now(), gaps, mainBranches);
}

async function* fetchRepository(
  name: string,
  request: LiveRequest,
  context: SourceContext,
  cursors: GithubCursor,
  mainBranches: Record<string, string>,
): AsyncGenerator<SourceEvent> {
  const { url: origin, token } = request;
  const { signal, known } = context;
  const now = () => context.now();
  const progress: SourceContext['progress'] = (each) => context.progress(each);
  const { transport } = context;
  const client = await openRepository({ origin, token, signal, transport, now, progress }, name);
  if (client.defaultBranch !== null) mainBranches[materialOf(name)] = client.defaultBranch;
  const key = cursorKey(name, request.pipelines);
  const cursor = cursors.get(key) ?? newCursor();
  const clock = Math.max(now(), client.serverNow ?? 0);
  const end = Math.min(request.until ?? clock, clock);
  const unfinished = unfinishedOf(known.unfinished, key, cursors);
  const fetching: Fetching = { client, request, context, known, unfinished, cursor, end, unreached: 0 };
  for (const steps of [fetchRuns(fetching), fetchDeployments(fetching)]) {
    for await (const step of steps) {
      if (step.type === 'records') {
        cursors.set(key, cursor);
        yield { type: 'page', records: step.records, rejected: step.rejected, cursor: printCursor(cursors) };
        continue;
      }
      if (step.failure) yield { type: 'partFailed', failure: step.failure };
      if (step.gap) yield { type: 'gap', gap: step.gap };
    }
  }
}

/** Ids do not say their repository, so those known to be of another one are left out. */
function unfinishedOf(ids: readonly string[], key: string, cursors: GithubCursor): Set<string> {
  const others = new Set([...cursors].flatMap(([other, { open }]) => (other === key ? [] : open)));
  const own = new Set(cursors.get(key)?.open);
  return new Set(ids.filter((id) => own.has(id) || !others.has(id)));
}

function failureOf(error: unknown, repository: string): Failure {
  if (!(error instanceof FailureError) || error.kind === 'cancelled') throw error;
  return { ...error.failure, sentence: `${repository} was not read to the end. ${error.message}` };
}

/** The stretch asked for; without one, from the first run that was seen. */
function coverageOf(
  cursors: GithubCursor,
  names: readonly string[],
  { since, until, pipelines }: LiveRequest,
  now: number,
  gaps: Gap[],
  mainBranches: Record<string, string>,
): SourceEvent {
  const oldest = names
    .map((name) => cursors.get(cursorKey(name, pipelines))?.oldest ?? null)
    .filter((each) => each !== null);
  const from = since ?? (oldest.length > 0 ? Math.min(...oldest) : null);
  const to = from === null ? null : Math.max(from, Math.min(until ?? now, now));
  const within = gaps.map((gap) => ({ ...gap, from: Math.max(gap.from, from ?? gap.from) }));
  const coverage = { from, to, gaps: within.filter((gap) => gap.from < gap.to) };
  return { type: 'coverage', coverage, ...(Object.keys(mainBranches).length > 0 ? { mainBranches } : {}) };
}
