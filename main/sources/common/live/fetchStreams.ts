import type { Gap, Instant } from '../../../domain/history/records';
import { FailureError, type Failure } from '../../../failure';
import type { LiveRequest, SourceContext, SourceEvent } from '../../source';
import { readStream, type Reading } from './readStream';
import type { Stream } from './stream';
import { newCursor, parseCursors, printCursors, type StreamCursor, type StreamCursors } from './streamCursor';

/** The lists of a server, one after the other; one that fails is named and the others go on. */
export async function* fetchStreams(
  streams: readonly Stream<unknown>[],
  request: LiveRequest,
  context: SourceContext,
  mainBranches: Record<string, string> = {},
): AsyncGenerator<SourceEvent> {
  // A window that ends in the past says nothing of what is newer, so it neither uses nor moves the cursor.
  const cursors: StreamCursors =
    request.until === null ? parseCursors(context.known.cursor) : new Map<string, StreamCursor>();
  const gaps: Gap[] = [];
  /** Told once something came in; where nothing does, the first is thrown. */
  let held: Failure[] = [];
  const reached = { unreached: 0 };
  const oldest: Instant[] = [];
  let brought = 0;
  for (const [index, stream] of streams.entries()) {
    context.progress({ label: stream.name, fraction: streams.length > 1 ? index / streams.length : null });
    const cursor = cursors.get(stream.key) ?? newCursor();
    const unfinished = new Set(context.known.unfinished);
    const reading: Reading<unknown> = {
      stream,
      request,
      context,
      cursor,
      unfinished,
      asked: new Set(),
      fresh: new Map(),
      ...reached,
    };
    for await (const step of readStream(reading)) {
      if (step.type === 'failed') {
        held.push(step.failure);
        if (step.gap) gaps.push(step.gap);
      } else {
        brought += step.records.length + step.rejected.length;
        cursors.set(stream.key, cursor);
        const moved = request.until === null ? { cursor: printCursors(cursors) } : {};
        yield { type: 'page', records: step.records, rejected: step.rejected, ...moved };
      }
      if (brought === 0) continue;
      for (const failure of held) yield { type: 'partFailed', failure };
      held = [];
    }
    reached.unreached = reading.unreached;
    if (cursor.oldest !== null) oldest.push(cursor.oldest);
  }
  const [first] = held;
  if (first) throw FailureError.of(first);
  yield coverageOf(oldest, request, context.now(), gaps, mainBranches);
}

/** The stretch asked for; without one, from the first item that was seen. */
function coverageOf(
  oldest: readonly Instant[],
  { since, until }: LiveRequest,
  now: number,
  gaps: readonly Gap[],
  mainBranches: Record<string, string>,
): SourceEvent {
  const from = since ?? (oldest.length > 0 ? Math.min(...oldest) : null);
  const to = from === null ? null : Math.max(from, Math.min(until ?? now, now));
  const within = gaps.map((gap) => ({ ...gap, from: Math.max(gap.from, from ?? gap.from) }));
  const coverage = { from, to, gaps: within.filter((gap) => gap.from < gap.to) };
  return { type: 'coverage', coverage, ...(Object.keys(mainBranches).length > 0 ? { mainBranches } : {}) };
}
