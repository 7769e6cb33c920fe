import { readdir, readFile, stat } from 'node:fs/promises';
import path from 'node:path';
import { runTime } from '../../domain/history/recordTime';
import type { Coverage, HistoryRecord, Run } from '../../domain/history/records';
import { FailureError } from '../../failure';
import type { FileRequest, SourceContext, SourceEvent } from '../source';
import { createAssembly, type Assembly } from './assembly';
import { earliest, latest } from '../common/moments';
import { noReplies, readReply, type ReadReplies } from './readReplies';

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
  if (read.usable === 0) throw nothingUsable(read, files);
  for (const failure of read.failures) yield { type: 'partFailed', failure };
  const { runs, commits, rejected } = assembly.assemble();
  const asked = runs.filter((run) => isAsked(run, request));
  const records: HistoryRecord[] = [...asked, ...commits];
  yield { type: 'page', records: records.slice(0, recordsAPage), rejected: [...read.rejected, ...rejected] };
  for (let from = recordsAPage; from < records.length; from += recordsAPage) {
    yield { type: 'page', records: records.slice(from, from + recordsAPage) };
  }
  if (runs.length > 0) yield { type: 'coverage', coverage: coverageOf(runs, request) };
}

/** A folder stands for the JSON files in it. */
async function filesAt(named: string): Promise<string[]> {
  const found = await stat(named).catch(() => null);
  if (!found?.isDirectory()) return [named];
  const names = (await readdir(named)).filter((name) => /\.json$/i.test(name)).sort();
  return names.map((name) => path.join(named, name));
}

async function readFileInto(file: string, assembly: Assembly, read: ReadReplies): Promise<void> {
  const text = await readFile(file, 'utf8').catch(() => null);
  if (text !== null) return readReply({ file, text }, assembly, read);
  read.failures.push({
    kind: 'wrong_input',
    sentence: `${file} cannot be opened: check that it exists and may be read.`,
  });
}

function isAsked(run: Run, { pipelines, since, until }: FileRequest): boolean {
  if (pipelines.length > 0 && !pipelines.includes(run.pipeline)) return false;
  const time = runTime(run);
  return time === null || ((since === null || time >= since) && (until === null || time < until));
}

/** Saved replies vouch for the time from their first run to the last moment in them. */
function coverageOf(runs: readonly Run[], { since, until }: FileRequest): Coverage {
  const first = earliest(runs.map(runTime)) ?? 0;
  const last = latest(runs.flatMap(momentsOf)) ?? first;
  const from = Math.max(first, since ?? first);
  return { from, to: Math.max(from, Math.min(last, until ?? last)), gaps: [] };
}

function momentsOf(run: Run): (number | null)[] {
  const ofStages = run.stages.flatMap((stage) => [stage.scheduledAt, stage.startedAt, stage.finishedAt]);
  return [run.queuedAt, run.startedAt, run.finishedAt, ...ofStages];
}

function nothingUsable(read: ReadReplies, files: readonly string[]): FailureError {
  const [named] = read.namesOnly;
  const failures = [...read.failures];
  if (named !== undefined) {
    const sentence = `${named} is the list of workflows, which names no runs: the reply of /repos/OWNER/REPO/actions/runs would help.`;
    failures.push({ kind: 'wrong_kind', sentence });
  }
  const [first] = failures;
  if (!first) return new FailureError('wrong_input', 'There is no file to read: name saved replies of GitHub.');
  if (failures.length === 1) return new FailureError(first.kind, first.sentence);
  const sentences = failures.map((each) => each.sentence).join(' ');
  return new FailureError(first.kind, `None of the ${files.length} files can be used. ${sentences}`);
}
