import { readdir, readFile, stat } from 'node:fs/promises';
import path from 'node:path';
import { runTime } from '../../domain/history/recordTime';
import type { Coverage, HistoryRecord, Run } from '../../domain/history/records';
import { FailureError } from '../../failure';
import type { FileRequest, Rejection, SourceContext, SourceEvent } from '../source';
import { createAssembly, type Assembly } from './assembly';
import { noMoment } from './fetchPipeline';
import { noReplies, readReply, transformModifications, type ReadReplies } from './readReplies';
import { transformRun } from './transform';

const recordsAPage = 1000;

/** Saved replies, all of one import: what one file lacks another may tell. */
export async function* readFiles(request: FileRequest, context: SourceContext): AsyncGenerator<SourceEvent> {
  const assembly = createAssembly();
  const read = noReplies();
  const files = (await Promise.all(request.files.map(filesAt))).flat();
  for (const [index, file] of files.entries()) {
    if (context.signal.aborted) throw new FailureError('cancelled', 'The import was stopped.');
    context.progress({ label: file, fraction: index / files.length });
    await readFileInto(file, assembly, read);
  }
  const { runs, rejected } = transformAll(assembly);
  const commits = transformModifications(read, materialsByRevision(runs));
  if (read.usable <= 0) throw nothingUsable(read, files);
  for (const failure of read.failures) yield { type: 'partFailed', failure };
  const records = [...runs, ...commits, ...read.definitions].filter((record) => isAsked(record, request));
  yield { type: 'page', records: records.slice(0, recordsAPage), rejected: [...read.rejected, ...rejected] };
  for (let from = recordsAPage; from < records.length; from += recordsAPage) {
    yield { type: 'page', records: records.slice(from, from + recordsAPage) };
  }
  if (runs.length > 0) yield { type: 'coverage', coverage: coverageOf(runs, request) };
}

/** A folder stands for the JSON and XML files in it. */
async function filesAt(named: string): Promise<string[]> {
  const found = await stat(named).catch(() => null);
  if (!found?.isDirectory()) return [named];
  const names = (await readdir(named)).filter((name) => /\.(json|xml)$/i.test(name)).sort();
  return names.map((name) => path.join(named, name));
}

async function readFileInto(file: string, assembly: Assembly, read: ReadReplies): Promise<void> {
  const opened = await Promise.all([readFile(file, 'utf8'), stat(file)]).catch(() => null);
  if (opened) {
    readReply({ file, text: opened[0], modifiedAt: opened[1].mtimeMs }, assembly, read);
  } else {
    read.failures.push({
      kind: 'wrong_input',
      sentence: `${file} cannot be opened: check that it exists and may be read.`,
    });
  }
}

function transformAll(assembly: Assembly): { runs: Run[]; rejected: Rejection[] } {
  const runs: Run[] = [];
  const rejected: Rejection[] = [];
  for (const { parts, where } of assembly.runs()) {
    const run = transformRun(parts);
    if (runTime(run) === null) rejected.push({ where: `${where}:1`, id: run.id, reason: noMoment });
    else runs.push(run);
  }
  return { runs, rejected };
}

function materialsByRevision(runs: readonly Run[]): Map<string, string> {
  const materials = new Map<string, string>();
  for (const run of runs) {
    for (const each of run.revisions) materials.set(each.revision, each.material);
    for (const each of run.changes) materials.set(each.revision, each.material);
  }
  return materials;
}

function isAsked(record: HistoryRecord, { pipelines, since, until }: FileRequest): boolean {
  if ('pipeline' in record && pipelines.length > 0 && !pipelines.includes(record.pipeline)) return false;
  const time = record.record === 'run' ? runTime(record) : null;
  return time === null || ((since === null || time >= since) && (until === null || time < until));
}

/** Saved replies vouch for the time from their first run to the last moment in them. */
function coverageOf(runs: readonly Run[], { since, until }: FileRequest): Coverage {
  let from = Infinity;
  let to = 0;
  for (const run of runs) {
    from = Math.min(from, runTime(run) ?? Infinity);
    to = Math.max(
      to,
      runTime(run) ?? 0,
      run.finishedAt ?? 0,
      ...run.stages.map((stage) => stage.finishedAt ?? stage.scheduledAt ?? 0),
    );
  }
  from = Math.max(from, since ?? from);
  // Half-open: it ends just past the last moment, so that the last run is in it.
  return { from, to: Math.max(from, Math.min(to + 1, until ?? to + 1)), gaps: [] };
}

function nothingUsable(read: ReadReplies, files: readonly string[]): FailureError {
  const first = read.failures[0];
  if (!first) return new FailureError('wrong_input', 'There is no file to read: name saved replies of a GoCD server.');
  if (files.length === 1) return new FailureError(first.kind, first.sentence);
  return new FailureError(
    first.kind,
    `None of the ${files.length} files can be used. ${read.failures.map((each) => each.sentence).join(' ')}`,
  );
}
