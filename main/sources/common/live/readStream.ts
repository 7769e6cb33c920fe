import type { Gap, HistoryRecord, Instant } from '../../../domain/history/records';
import { FailureError, type Failure } from '../../../failure';
import type { LiveRequest, Rejection, SourceContext } from '../../source';
import { latest } from '../moments';
import { completeItems } from './completeItems';
import { parseItems } from './parseItems';
import { partFailure, type Reached } from './partFailure';
import type { ListPage, Stream } from './stream';
import type { StreamCursor, Unread } from './streamCursor';

/** A step of an import: records with what the cursor has moved past, or a part that failed or is not there. */
export type Step =
  | { type: 'records'; records: HistoryRecord[]; rejected: Rejection[] }
  | { type: 'failed'; failure: Failure; gap: Gap | null };

/** One list on its way in. */
export interface Reading<T> extends Reached {
  stream: Stream<T>;
  request: LiveRequest;
  context: SourceContext;
  cursor: StreamCursor;
  /** Ids of records that had not finished when last seen. */
  unfinished: ReadonlySet<string>;
  /** Ids of items and records seen in this import. */
  asked: Set<string>;
  /** Fingerprints noted in this import. */
  fresh: Map<string, string>;
}

/** Listed anew each time: an item may have changed within these days. */
const overlapMs = 3 * 24 * 3_600_000;
/** Enough where items never change, or are listed again when they do. */
const marginMs = 3_600_000;
const againAPage = 50;

/**
 * What is new of one list: first down to where an earlier import began, then what earlier imports left unread, then what
 * had not finished. The cursor has moved past a page when its step is yielded.
 */
export async function* readStream<T>(reading: Reading<T>): AsyncGenerator<Step> {
  const left = [...reading.cursor.unread];
  yield* readDown(reading, newest(reading));
  for (const unread of left) if (!isBefore(unread.at, reading.request.since)) yield* resume(reading, unread);
  yield* readAgain(reading);
}

interface Stretch {
  address: string;
  floor: Instant | null;
  /** True at the newest end of the list. */
  isTop: boolean;
}

/** What is older than asked for is noted as unread, where the server filters it out. */
function newest<T>({ stream, cursor, request: { since } }: Reading<T>): Stretch {
  const overlap = stream.changedAt || !stream.fingerprint ? marginMs : overlapMs;
  const floor = cursor.readAt === null ? null : cursor.readAt - overlap;
  const after = since !== null && (floor === null || since > floor) ? since : floor;
  if (after !== floor && stream.first(after) !== stream.first(floor)) {
    cursor.unread = [...cursor.unread, { address: stream.first(floor), floor, at: since }];
  }
  return { address: stream.first(after), floor, isTop: true };
}

/** A page kept for later may be gone by now; then the list is read from its newest end, where most is known. */
async function* resume<T>(reading: Reading<T>, unread: Unread): AsyncGenerator<Step> {
  const { stream, cursor } = reading;
  let page: ListPage | null = null;
  try {
    page = await stream.page(unread.address);
  } catch (error) {
    if (!(error instanceof FailureError) || !['not_found', 'wrong_input'].includes(error.kind)) {
      yield { type: 'failed', failure: partFailure(reading, error, stream.name), gap: null };
      return;
    }
  }
  cursor.unread = cursor.unread.filter((each) => each.address !== unread.address);
  const address = page === null ? stream.first(unread.floor) : unread.address;
  yield* readDown(reading, { address, floor: unread.floor, isTop: false }, page);
}

async function* readDown<T>(
  reading: Reading<T>,
  stretch: Stretch,
  firstPage: ListPage | null = null,
): AsyncGenerator<Step> {
  const { stream, cursor } = reading;
  const visited = new Set<string>();
  const listed = new Set<string>();
  /** What of this stretch is noted as unread, and the first page of which something was too old to be asked for. */
  let noted: Unread | null = null;
  let skipped: string | null = null;
  let bottom: Instant | null = null;
  let page = firstPage;
  try {
    for (let address: string | null = stretch.address; address !== null; page = null) {
      visited.add(address);
      page ??= await stream.page(address);
      reading.unreached = 0;
      const { parsed, rejected } = parseItems(page.items, page.url, (item) => stream.parse(item));
      const wanted = parsed.filter((item) => isWanted(reading, item));
      const { failure, ...step } = await completeItems(reading, wanted, page.url);
      const known = listed.size;
      for (const item of parsed) listed.add(stream.id(item));
      // A server that knows nothing of pages answers each with the same items.
      const isSame = parsed.length > 0 && listed.size === known;
      const next: string | null = page.next === null || isSame || visited.has(page.next) ? null : page.next;
      const times = parsed.map((item) => stream.madeAt(item)).filter((time) => time !== null);
      bottom = times.length > 0 ? Math.min(...times) : bottom;
      const { since } = reading.request;
      if (times.some((time) => isBefore(time, since))) skipped ??= address;
      const isDeep = !stream.changedAt && times.length > 0 && times.every((time) => isBefore(time, stretch.floor));
      const isOld = times.length > 0 && times.every((time) => isBefore(time, since));
      const rest: string | null = skipped ?? (isDeep ? null : next);
      const left: Unread | null = rest === null ? null : { address: rest, floor: stretch.floor, at: bottom };
      cursor.unread = [...(left ? [left] : []), ...cursor.unread.filter((each) => each !== noted)];
      noted = left;
      if (bottom !== null) cursor.oldest = Math.min(cursor.oldest ?? Infinity, Math.max(bottom, since ?? bottom));
      if (stretch.isTop && visited.size === 1) cursor.readAt = newestOf(reading, parsed);
      yield { type: 'records', records: step.records, rejected: [...rejected, ...step.rejected] };
      if (failure) yield { type: 'failed', failure, gap: null };
      address = isDeep || isOld ? null : next;
    }
  } catch (error) {
    const failure = partFailure(reading, error, stream.name);
    yield { type: 'failed', failure, gap: gapOf(reading, stretch, bottom, failure) };
  }
}

/** What changes on a page already read is newer than all of the first page, and is listed next time. */
function newestOf<T>({ stream, cursor }: Reading<T>, page: readonly T[]): Instant | null {
  const times = page.map((item) => stream.changedAt?.(item) ?? stream.madeAt(item));
  return latest([cursor.readAt, ...times]);
}

/** Between what an earlier import read and what this one came down to there is a hole now. */
function gapOf<T>(
  { request: { since }, context }: Reading<T>,
  { floor }: Stretch,
  bottom: Instant | null,
  failure: Failure,
): Gap | null {
  const from = floor === null ? since : Math.max(floor, since ?? floor);
  const to = bottom ?? context.now();
  return from === null || from >= to ? null : { from, to, reason: failure.sentence };
}

/** New, not finished when last seen, or changed since. */
function isWanted<T>({ stream, request, context, cursor, unfinished, asked }: Reading<T>, item: T): boolean {
  const at = stream.madeAt(item);
  const id = stream.id(item);
  if (asked.has(id) || isBefore(at, request.since) || (at !== null && request.until !== null && at >= request.until))
    return false;
  if (stream.isWanted?.(item) === false) return false;
  if (unfinished.has(id) || cursor.again.includes(id)) return true;
  const seen = cursor.seen.get(id);
  const fingerprint = stream.fingerprint?.(item);
  if (fingerprint === null || (seen !== undefined && fingerprint !== undefined)) return seen !== fingerprint;
  // Known from saved files only, and perhaps without its details.
  return !context.known.has(id) || cursor.oldest === null || at === null || at < cursor.oldest;
}

/** What had not finished, or lacked a detail, and was not listed. */
async function* readAgain<T>(reading: Reading<T>): AsyncGenerator<Step> {
  const { stream, cursor, unfinished, asked } = reading;
  const ids = [...new Set([...unfinished, ...cursor.again])].filter((id) => !asked.has(id));
  try {
    for (let from = 0; from < ids.length; from += againAPage) {
      const items: unknown[] = [];
      for (const id of ids.slice(from, from + againAPage)) {
        const item = await stream.again(id, cursor.seen.get(id) ?? null);
        if (item !== null && item !== undefined) items.push(item);
      }
      if (items.length === 0) continue;
      const { parsed, rejected } = parseItems(items, stream.name, (item) => stream.parse(item));
      const { failure, ...step } = await completeItems(reading, parsed, stream.name);
      yield { type: 'records', records: step.records, rejected: [...rejected, ...step.rejected] };
      if (failure) yield { type: 'failed', failure, gap: null };
    }
  } catch (error) {
    yield { type: 'failed', failure: partFailure(reading, error, stream.name), gap: null };
  }
}

function isBefore(at: Instant | null, limit: Instant | null): boolean {
  return at !== null && limit !== null && at < limit;
}
