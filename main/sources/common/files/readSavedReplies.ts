import { readdir, readFile, stat } from 'node:fs/promises';
import path from 'node:path';
import { eachMoment, runTime } from '../../../domain/history/recordTime';
import type { Coverage, HistoryRecord, Run } from '../../../domain/history/records';
import { FailureError } from '../../../failure';
import type { FileRequest, SourceContext, SourceEvent } from '../../source';
import { withMoment } from '../withMoment';
import { readReply, type ReadReplies } from './readReply';
import type { Assembly, SavedReplies } from './savedReplies';

const recordsAPage = 1000;

/** Saved replies of a server, all of one import: what one file lacks another may tell. */
export async function* readSavedReplies<A extends Assembly>(
  replies: SavedReplies<A>,
  request: FileRequest,
  context: SourceContext,
): AsyncGenerator<SourceEvent> {
  const assembly = replies.begin();
  const read: ReadReplies = { rejected: [], failures: [], usable: 0 };
  const files = (await Promise.all(request.files.map((file) => filesAt(file, replies.files)))).flat();
  for (const [index, file] of files.entries()) {
    if (context.signal.aborted) throw new FailureError('cancelled', 'The import was stopped.');
    context.progress({ label: file, fraction: index / files.length });
    const text = await readFile(file, 'utf8').catch(() => null);
    if (text !== null) readReply(replies, { file, text }, assembly, read);
    else read.failures.push({ kind: 'wrong_input', sentence: cannotOpen(file) });
  }
  const found = assembly.assemble();
  const { records: all, rejected } = withMoment(found, (id) => found.whereOf(id));
  if (read.usable === 0 || (all.length === 0 && rejected.length === 0 && read.rejected.length === 0)) {
    if (read.failures.length > 0 || files.length === 0) throw nothingUsable(replies, read, files);
  }
  for (const failure of read.failures) yield { type: 'partFailed', failure };
  const runs = all.filter((record) => record.record === 'run');
  const records = all.filter((record) => isAsked(record, request));
  yield { type: 'page', records: records.slice(0, recordsAPage), rejected: [...read.rejected, ...rejected] };
  for (let from = recordsAPage; from < records.length; from += recordsAPage) {
    yield { type: 'page', records: records.slice(from, from + recordsAPage) };
  }
  if (runs.length > 0) yield { type: 'coverage', coverage: coverageOf(runs, request) };
}

/** A folder stands for the replies in it. */
async function filesAt(named: string, replies: RegExp): Promise<string[]> {
  const found = await stat(named).catch(() => null);
  if (!found?.isDirectory()) return [named];
  const names = (await readdir(named)).filter((name) => replies.test(name)).sort();
  return names.map((name) => path.join(named, name));
}

function cannotOpen(file: string): string {
  return `${file} cannot be opened: check that it exists and may be read.`;
}

function isAsked(record: HistoryRecord, { pipelines, since, until }: FileRequest): boolean {
  if (record.record !== 'run') return true;
  if (pipelines.length > 0 && !pipelines.includes(record.pipeline)) return false;
  const time = runTime(record);
  return time === null || ((since === null || time >= since) && (until === null || time < until));
}

/** Saved replies vouch for the time from their first run to just past the last moment in them. */
function coverageOf(runs: readonly Run[], { since, until }: FileRequest): Coverage {
  let from = Infinity;
  let to = 0;
  for (const run of runs) {
    from = Math.min(from, runTime(run) ?? Infinity);
    eachMoment(run, (moment) => (to = Math.max(to, moment + 1)));
  }
  from = Math.max(from, since ?? from);
  return { from, to: Math.max(from, Math.min(to, until ?? to)), gaps: [] };
}

function nothingUsable<A extends Assembly>(
  { server }: SavedReplies<A>,
  { failures }: ReadReplies,
  files: readonly string[],
): FailureError {
  const [first] = failures;
  if (!first) return new FailureError('wrong_input', `There is no file to read: name saved replies of ${server}.`);
  if (failures.length === 1) return new FailureError(first.kind, first.sentence);
  const sentences = failures.map((each) => each.sentence).join(' ');
  return new FailureError(first.kind, `None of the ${files.length} files can be used. ${sentences}`);
}
