import { runTime } from '../../domain/history/recordTime';
import type { Run } from '../../domain/history/records';
import { FailureError } from '../../failure';
import type { LiveRequest, Rejection, SourceContext } from '../source';
import { createAssembly } from './assembly';
import type { GocdClient, HistoryPage } from './client';
import { fingerprint, newCursor, noteSeen, type PipelineCursor, type Unread } from './cursor';
import { parsePipeline, parseStageOfRun, Unusable, type GocdPipeline } from './replies';
import { transformRun } from './transform';

/** Requests for stages that are on their way at the same time; GoCD is somebody's own server. */
const stagesAtOnce = 4;

/** Above the number of any run; the cursor is kept as JSON, which has no infinity. */
const beyondAll = Number.MAX_SAFE_INTEGER;

export interface PipelineFetch {
  name: string;
  client: GocdClient;
  request: LiveRequest;
  context: SourceContext;
  cursor: PipelineCursor;
}

export interface FetchedPage {
  runs: Run[];
  rejected: Rejection[];
}

/**
 * What is new of one pipeline, page by page, newest first; `cursor` has moved past a page when it is yielded. First the
 * runs newer than any seen before, then stretches that an earlier import left unread, then runs that had not finished.
 */
export async function* fetchPipeline(fetch: PipelineFetch): AsyncGenerator<FetchedPage> {
  const asked = new Set<number>();
  const left = [...fetch.cursor.unread];
  yield* readDown(fetch, { below: beyondAll, floor: fetch.cursor.top, next: null }, asked);
  for (const unread of left) {
    if (!isTooOld(fetch, unread)) yield* readDown(fetch, unread, asked);
  }
  const again = unfinishedOf(fetch).filter((counter) => !asked.has(counter));
  if (again.length > 0) yield await readAgain(fetch, again);
}

type Stretch = Omit<Unread, 'next' | 'at'> & { next: string | null };

/** Pages from `next` down to the floor of a stretch. What is left of it stays in the cursor until it is done. */
async function* readDown(fetch: PipelineFetch, stretch: Stretch, asked: Set<number>): AsyncGenerator<FetchedPage> {
  const { cursor, client, name } = fetch;
  const visited = new Set<string | null>();
  let at: Stretch | null = stretch;
  while (at !== null) {
    visited.add(at.next);
    const page = await client.fetchHistory(name, at.next);
    const { pipelines, rejected } = parsePage(page.items, page.url);
    if (at.next === null) at = headOf(cursor, pipelines, at);
    const { floor } = at;
    const completed = await completeRuns(
      fetch,
      pipelines.filter((each) => !asked.has(each.counter) && isWanted(fetch, each, floor)),
    );
    pipelines.forEach((each) => asked.add(each.counter));
    const left: Unread | null =
      page.next !== null && visited.has(page.next) ? null : unreadAfter(fetch, at, pipelines, page);
    moveCursor(cursor, at, pipelines, left);
    yield { runs: completed.runs, rejected: [...rejected, ...completed.rejected] };
    at = left && !isTooOld(fetch, left) ? left : null;
  }
}

/** What of a stretch is left below a page: nothing, the pages after it, or the part of it before `since`. */
function unreadAfter(fetch: PipelineFetch, at: Stretch, pipelines: GocdPipeline[], page: HistoryPage): Unread | null {
  const { since } = fetch.request;
  const oldest = oldestTime(pipelines);
  const inTime = pipelines.filter((each) => since === null || (pipelineTime(each) ?? since) >= since);
  const below = Math.min(at.below, ...inTime.map((each) => each.counter));
  const skipped = pipelines.filter((each) => !inTime.includes(each) && each.counter > at.floor);
  if (skipped.length > 0) return { below, floor: at.floor, next: page.url, at: oldest };
  // The floor of a first import is the end of history, and only the server knows where that is.
  const lowest = Math.min(below, ...pipelines.map((each) => each.counter));
  if (page.next === null || (at.floor > 0 && lowest <= at.floor + 1)) return null;
  return { below, floor: at.floor, next: page.next, at: oldest };
}

function isTooOld({ request }: PipelineFetch, { at }: Unread): boolean {
  return request.since !== null && at !== null && at < request.since;
}

function moveCursor(cursor: PipelineCursor, at: Stretch, pipelines: GocdPipeline[], left: Unread | null): void {
  const oldest = oldestTime(pipelines);
  noteSeen(cursor, pipelines);
  cursor.top = Math.max(cursor.top, ...pipelines.map((each) => each.counter));
  if (oldest !== null) cursor.oldest = Math.min(cursor.oldest ?? oldest, oldest);
  cursor.unread = cursor.unread.filter((each) => each.below !== at.below || each.floor !== at.floor);
  if (left) cursor.unread.unshift(left);
}

/** A newest run with a smaller number than before means that the pipeline was deleted and made anew: begin again. */
function headOf(cursor: PipelineCursor, pipelines: GocdPipeline[], stretch: Stretch): Stretch {
  if (pipelines.length === 0 || Math.max(...pipelines.map((each) => each.counter)) >= cursor.top) return stretch;
  Object.assign(cursor, newCursor());
  return { ...stretch, floor: 0 };
}

/** New, not finished when last seen, or with stages run since. */
function isWanted({ cursor, context, name, request }: PipelineFetch, pipeline: GocdPipeline, floor: number): boolean {
  const time = pipelineTime(pipeline);
  if (time !== null && request.since !== null && time < request.since) return false;
  if (time !== null && request.until !== null && time >= request.until) return false;
  const id = `${name}/${pipeline.counter}`;
  if (!context.known.has(id) || context.known.unfinished.includes(id)) return true;
  const seen = cursor.seen[pipeline.counter];
  return seen === undefined ? pipeline.counter > floor : seen !== fingerprint(pipeline);
}

function unfinishedOf({ context, name }: PipelineFetch): number[] {
  const prefix = `${name}/`;
  const own = context.known.unfinished
    .filter((id) => id.startsWith(prefix))
    .map((id) => Number(id.slice(prefix.length)));
  return own.filter((counter) => Number.isSafeInteger(counter) && counter > 0);
}

async function readAgain(fetch: PipelineFetch, counters: number[]): Promise<FetchedPage> {
  const { client, name } = fetch;
  const replies = await inParallel(counters, (counter) => client.fetchInstance(name, counter));
  const items = replies.filter((reply) => reply !== null);
  const { pipelines, rejected } = parsePage(items, `${client.base}/api/pipelines/${name}`);
  const completed = await completeRuns(fetch, pipelines);
  return { runs: completed.runs, rejected: [...rejected, ...completed.rejected] };
}

function parsePage(items: unknown[], url: string): { pipelines: GocdPipeline[]; rejected: Rejection[] } {
  const pipelines: GocdPipeline[] = [];
  const rejected: Rejection[] = [];
  for (const item of items) {
    try {
      pipelines.push(parsePipeline(item));
    } catch (error) {
      rejected.push(rejection(error, url));
    }
  }
  return { pipelines, rejected };
}

/** Runs with the moments that only stage instances tell, for every attempt of every stage. */
async function completeRuns({ client, name, context }: PipelineFetch, pipelines: GocdPipeline[]): Promise<FetchedPage> {
  const assembly = createAssembly();
  const rejected: Rejection[] = [];
  pipelines.forEach((pipeline) => assembly.addPipeline(pipeline, ''));
  await inParallel(pipelines.flatMap(attemptsOf), async ({ counter, stage, attempt }) => {
    if (context.signal.aborted) throw new FailureError('cancelled', 'The import was stopped.');
    const reply = await client.fetchStage(name, counter, stage, attempt);
    if (reply === null) return;
    try {
      assembly.addStage(parseStageOfRun(reply), '');
    } catch (error) {
      rejected.push(rejection(error, `${client.base}/api/stages/${name}/${counter}/${stage}/${attempt}`));
    }
  });
  const runs = assembly.runs().map(({ parts }) => {
    const url = `${client.base}/pipelines/value_stream_map/${encodeURIComponent(name)}/${parts.counter}`;
    return transformRun({ ...parts, url });
  });
  return withMoment(runs, `${client.base}/api/pipelines/${name}/history`, rejected);
}

function withMoment(runs: Run[], where: string, rejected: Rejection[]): FetchedPage {
  const kept = runs.filter((run) => runTime(run) !== null);
  const without = runs.filter((run) => runTime(run) === null);
  return { runs: kept, rejected: [...rejected, ...without.map((run) => ({ where, id: run.id, reason: noMoment }))] };
}

export const noMoment = 'the run has no moment: neither a scheduled date nor a stage or job with one';

function attemptsOf(pipeline: GocdPipeline): { counter: number; stage: string; attempt: number }[] {
  return pipeline.stages.flatMap((stage) => {
    const complete =
      stage.counter === 1 && stage.jobs.length > 0 && stage.jobs.every((job) => job.transitions.length > 0);
    const attempts = !stage.scheduled || complete ? 0 : stage.counter;
    return Array.from({ length: attempts }, (_, index) => ({
      counter: pipeline.counter,
      stage: stage.name,
      attempt: index + 1,
    }));
  });
}

function pipelineTime(pipeline: GocdPipeline): number | null {
  if (pipeline.scheduledAt !== null) return pipeline.scheduledAt;
  const moments = pipeline.stages.flatMap((stage) => [stage.scheduledAt, ...stage.jobs.map((job) => job.scheduledAt)]);
  const known = moments.filter((moment) => moment !== null);
  return known.length > 0 ? Math.min(...known) : null;
}

function oldestTime(pipelines: GocdPipeline[]): number | null {
  const times = pipelines.map(pipelineTime).filter((time) => time !== null);
  return times.length > 0 ? Math.min(...times) : null;
}

function rejection(error: unknown, where: string): Rejection {
  if (!(error instanceof Unusable)) throw error;
  return { where, id: error.id, reason: error.message };
}

async function inParallel<T, R>(items: readonly T[], work: (item: T) => Promise<R>): Promise<R[]> {
  const results: R[] = [];
  let next = 0;
  const worker = async () => {
    for (let index = next++; index < items.length; index = next++) results[index] = await work(items[index] as T);
  };
  await Promise.all(Array.from({ length: Math.min(stagesAtOnce, items.length) }, worker));
  return results;
}
