import { FailureError, type Failure } from '../../failure';
import type { LiveRequest, SourceContext, SourceEvent } from '../source';
import { createGocdClient } from './client';
import { newCursor, parseCursor, printCursor, type GocdCursor, type PipelineCursor } from './cursor';
import { fetchPipeline } from './fetchPipeline';

/** The pipelines of a server one after the other; one that fails is named and the others go on. */
export async function* fetchServer(request: LiveRequest, context: SourceContext): AsyncGenerator<SourceEvent> {
  const { signal, now } = context;
  if (request.projects.length > 0) {
    throw new FailureError('wrong_input', 'GoCD has no projects: name pipelines with --pipeline instead of --project.');
  }
  const progress: SourceContext['progress'] = (each) => context.progress(each);
  const client = createGocdClient({
    origin: request.url,
    token: request.token,
    signal,
    transport: context.transport,
    now: () => now(),
    progress,
  });
  const names = request.pipelines.length > 0 ? [...new Set(request.pipelines)] : await client.fetchPipelineNames();
  // A window that ends in the past says nothing of what is newer, so it neither uses nor moves the cursor.
  const cursor: GocdCursor =
    request.until === null ? parseCursor(context.known.cursor) : new Map<string, PipelineCursor>();
  const failures: Failure[] = [];
  const counts = { pages: 0, runs: 0 };
  for (const [index, name] of names.entries()) {
    context.progress({ label: name, fraction: index / names.length });
    const own = cursor.get(name) ?? newCursor();
    try {
      for await (const { runs, rejected } of fetchPipeline({ name, client, request, context, cursor: own })) {
        cursor.set(name, own);
        counts.pages += 1;
        counts.runs += runs.length;
        context.progress({ ...counts });
        const moved = request.until === null ? { cursor: printCursor(cursor) } : {};
        yield { type: 'page', records: runs, rejected, ...moved };
      }
    } catch (error) {
      const failure = partFailure(error, name);
      if (counts.pages === 0 && (failure.kind === 'bad_token' || index === names.length - 1)) {
        throw FailureError.of(failure);
      }
      failures.push(failure);
      yield { type: 'partFailed', failure };
      if (failure.kind === 'bad_token') break;
    }
  }
  yield coverageOf(cursor, request, now());
}

function partFailure(error: unknown, pipeline: string): Failure {
  if (!(error instanceof FailureError) || error.kind === 'cancelled') throw error;
  return { ...error.failure, sentence: `Pipeline "${pipeline}" was not read to the end. ${error.message}` };
}

function coverageOf(cursor: GocdCursor, { since, until }: LiveRequest, now: number): SourceEvent {
  const oldest = [...cursor.values()].map((each) => each.oldest).filter((each) => each !== null);
  const first = oldest.length > 0 ? Math.min(...oldest) : null;
  const from = first !== null && since !== null ? Math.max(first, since) : first;
  const to = from === null ? null : Math.max(from, Math.min(until ?? now, now));
  return { type: 'coverage', coverage: { from, to, gaps: [] } };
}
