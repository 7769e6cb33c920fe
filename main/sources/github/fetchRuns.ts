import type { Span } from '../../domain/history/records';
import { printInstant } from '../../domain/time/instant';
import type { Failure } from '../../failure';
import type { Rejection } from '../source';
import type { ListPage } from './client';
import { completeRuns, type CompletedRuns } from './completeRuns';
import { cover, forgetOldRuns } from './cursor';
import { beginning, overlapMs, parseItems, partFailure, type FetchedStep, type Fetching } from './fetching';
import { parseRun, type GithubRun } from './replies';
import { runFingerprint } from './runFingerprint';
import { ceilSecond, floorSecond, halves, isCovered, isDivisible, uncovered } from './spans';
import { pipelineName } from './transformRun';

/** The server lists no more of one query, and does not say so. */
const listedAtMost = 1000;
/** Reading again from the newest run on ends when nothing came in meanwhile, and at the latest after so many times. */
const catchUps = 5;

/** What is left to read: windows still to come, the newest last, and what was seen so far. */
interface Reading {
  windows: Span[];
  asked: Set<string>;
  /** Windows that listed less than they promised, and get a second chance. */
  repeated: Set<string>;
}

/**
 * Runs by windows of their creation, newest first, each window small enough to be listed whole; then what came in
 * meanwhile; then runs that had not finished. A window is noted in the cursor only when it was read to its end.
 */
export async function* fetchRuns(fetching: Fetching): AsyncGenerator<FetchedStep> {
  const reading: Reading = { windows: wantedWindows(fetching), asked: new Set(), repeated: new Set() };
  yield* readWindows(fetching, reading);
  if (fetching.request.until === null) yield* catchUp(fetching, reading);
  yield* readAgain(fetching, reading.asked);
}

/** What of the stretch asked for was not read before; of what was, its last days once more. */
function wantedWindows({ request, cursor, end }: Fetching): Span[] {
  const settled = cursor.covered.map(({ from, to }) => ({
    from,
    to: Math.min(to - overlapMs, cursor.newest ?? beginning),
  }));
  const whole = { from: request.since ?? beginning, to: end };
  return uncovered(whole, settled).map(({ from, to }) => ({ from: floorSecond(from), to: ceilSecond(to) }));
}

async function* readWindows(fetching: Fetching, reading: Reading): AsyncGenerator<FetchedStep> {
  for (let window = reading.windows.pop(); window; window = reading.windows.pop()) {
    try {
      yield* readWindow(fetching, window, reading);
    } catch (error) {
      const failure = partFailure(fetching, error, `The runs of ${fetching.client.repository} ${inWords(window)}`);
      yield { type: 'failed', failure, gap: { ...clipped(window, fetching), reason: failure.sentence } };
    }
  }
}

async function* readWindow(fetching: Fetching, window: Span, reading: Reading): AsyncGenerator<FetchedStep> {
  const ids = new Set<string>();
  let promised = 0;
  for await (const page of pagesOf(fetching, window)) {
    if (ids.size === 0) promised = page.total ?? 0;
    if (promised >= listedAtMost && isDivisible(window)) return void reading.windows.push(...halves(window));
    const { runs, rejected } = readPage(fetching, page, reading.asked, ids);
    yield* deliver(await completeRuns(fetching, runs), rejected);
  }
  if (ids.size >= listedAtMost && isDivisible(window)) return void reading.windows.push(...halves(window));
  if (ids.size >= listedAtMost || promised > ids.size) yield* notWhole(fetching, window, reading, ids.size);
  else yield readWhole(fetching, window);
}

function readWhole(fetching: Fetching, window: Span): FetchedStep {
  const { since } = fetching.request;
  cover(fetching.cursor, clipped(window, fetching));
  forgetOldRuns(fetching.cursor);
  const fraction = since === null ? null : (fetching.end - window.from) / Math.max(1, fetching.end - since);
  fetching.context.progress({ fraction: fraction === null ? null : Math.min(1, Math.max(0, fraction)) });
  return { type: 'records', records: [], rejected: [] };
}

/** A second look first: something may have been deleted while the pages were read. */
function* notWhole(fetching: Fetching, window: Span, reading: Reading, found: number): Generator<FetchedStep> {
  const capped = found >= listedAtMost;
  const key = `${window.from} ${window.to}`;
  if (!capped && !reading.repeated.has(key)) {
    reading.repeated.add(key);
    reading.windows.push(window);
    return;
  }
  const failure = capped ? cappedFailure(fetching, window) : null;
  const reason = failure?.sentence ?? `the server counts more runs here than the ${found} it lists`;
  yield { type: 'failed', failure, gap: { ...clipped(window, fetching), reason } };
}

function pagesOf({ client }: Fetching, { from, to }: Span): AsyncGenerator<ListPage> {
  const created = encodeURIComponent(`${printInstant(from)}..${printInstant(to)}`);
  return client.pages(`actions/runs?created=${created}`, 'workflow_runs');
}

/** Runs of a page that are wanted; `ids` are those of the window so far, `asked` those of the import. */
function readPage(fetching: Fetching, page: ListPage, asked: Set<string>, ids: Set<string>) {
  const { parsed, rejected } = parseItems(page.items, page.url, parseRun);
  const runs = new Map<string, GithubRun>();
  for (const run of parsed) {
    if (!asked.has(run.id) && isWanted(fetching, run)) runs.set(run.id, run);
    ids.add(run.id);
    asked.add(run.id);
  }
  for (const { id } of rejected) ids.add(id ?? `rejected ${ids.size}`);
  return { runs: [...runs.values()], rejected };
}

/** New, not finished when last seen, or run again since. */
function isWanted({ request, known, unfinished, cursor }: Fetching, run: GithubRun): boolean {
  const { since, until, pipelines } = request;
  const at = run.createdAt;
  if (at !== null && ((since !== null && at < since) || (until !== null && at >= until))) return false;
  if (pipelines.length > 0 && !pipelines.includes(pipelineName(run, null))) return false;
  if (!known.has(run.id) || unfinished.has(run.id) || cursor.jobless.includes(run.id)) return true;
  const seen = cursor.seen[run.id];
  if (seen !== undefined) return seen !== runFingerprint(run);
  // Known from saved files only, and perhaps without its jobs.
  return at !== null && !isCovered(at, cursor.covered);
}

function* deliver({ records, rejected, failure }: CompletedRuns, more: Rejection[]): Generator<FetchedStep> {
  if (failure) yield { type: 'failed', failure, gap: null };
  const all = [...more, ...rejected];
  if (records.length > 0 || all.length > 0) yield { type: 'records', records, rejected: all };
}

/** Runs that were made while the windows were read. */
async function* catchUp(fetching: Fetching, reading: Reading): AsyncGenerator<FetchedStep> {
  const { asked } = reading;
  for (let round = 0, before = -1; round < catchUps && asked.size !== before; round += 1) {
    const from = Math.max(fetching.cursor.newest ?? 0, fetching.request.since ?? 0);
    if (from === 0) return;
    before = asked.size;
    const to = Math.max(fetching.end, fetching.context.now()) + 1000;
    if (to > from) reading.windows.push({ from: floorSecond(from), to: ceilSecond(to) });
    yield* readWindows(fetching, reading);
  }
}

/** Runs that had not finished, or whose jobs could not be read, and that are too old to be listed again. */
async function* readAgain(fetching: Fetching, asked: ReadonlySet<string>): AsyncGenerator<FetchedStep> {
  const { cursor, unfinished, client } = fetching;
  const ids = [...new Set([...unfinished, ...cursor.jobless])].filter((id) => /^\d+$/.test(id) && !asked.has(id));
  try {
    for (const id of ids) {
      const reply = await client.one(`actions/runs/${id}`);
      if (reply === null) continue;
      const { parsed, rejected } = parseItems([reply], `run ${id} of ${client.repository}`, parseRun);
      const completed = await completeRuns(fetching, parsed);
      forgetOldRuns(cursor);
      yield* deliver(completed, rejected);
    }
  } catch (error) {
    const failure = partFailure(fetching, error, `The runs of ${client.repository} that had not finished`);
    yield { type: 'failed', failure, gap: null };
  }
}

function cappedFailure({ client }: Fetching, window: Span): Failure {
  return {
    kind: 'unreadable',
    sentence:
      `The server lists at most ${listedAtMost} runs at a time, and ${client.repository} has more of them ` +
      `${inWords(window)}, so some are missing there.`,
  };
}

function inWords({ from, to }: Span): string {
  return `from ${printInstant(from)} to ${printInstant(to)}`;
}

/** The second after the end is asked for too; it is not vouched for. */
function clipped({ from, to }: Span, { end }: Fetching): Span {
  return { from, to: Math.max(from, Math.min(to, end)) };
}
