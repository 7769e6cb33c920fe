import { readdir, stat } from 'node:fs/promises';
import path from 'node:path';
import { eachMoment, runTime } from '../../domain/history/recordTime';
import type { HistoryRecord, Run } from '../../domain/history/records';
import { FailureError, type Failure } from '../../failure';
import { wantedBy } from '../runs/wanted';
import type { FileRequest, Rejection, SourceContext, SourceEvent } from '../source';
import { assembleCommits, assembleRuns, type RunRows } from './assemble';
import type { Row } from './database';
import { bareName, environmentOf, type Naming } from './pipelineName';
import { readDump } from './readDump';
import { rowsBy, tables, type TableName } from './tables';

const recordsAPage = 1_000;

/** Tables saved as files, all of one import: what one lacks another may tell. A folder stands for the files in it. */
export async function* readDumps(request: FileRequest, context: SourceContext): AsyncGenerator<SourceEvent> {
  const rows = Object.fromEntries(Object.keys(tables).map((table) => [table, []])) as unknown as Record<
    TableName,
    Row[]
  >;
  const failures: Failure[] = [];
  const rejected: Rejection[] = [];
  const files = (await Promise.all(request.files.map(filesAt))).flat();
  for (const [index, file] of files.entries()) {
    context.progress({ label: path.basename(file), fraction: index / files.length });
    try {
      const dump = await readDump(file, context.signal);
      for (const row of dump.rows) rows[dump.table].push(row);
      rejected.push(...dump.rejected);
    } catch (error) {
      if (!(error instanceof FailureError) || error.kind === 'cancelled') throw error;
      failures.push(error.failure);
    }
  }
  const { runs, rejected: unusable } = assembleRuns(rows, namingOf(rows), 'cicd_pipelines');
  if (runs.length === 0) throw nothingUsable(failures, [...rejected, ...unusable]);
  for (const failure of failures) yield { type: 'partFailed', failure };
  const parents = rows.commit_parents.length > 0 ? rowsBy(rows.commit_parents, 'commit_sha') : null;
  const isAsked = wantedBy(request);
  const records: HistoryRecord[] = [...runs, ...assembleCommits(rows, parents)].filter(isAsked);
  yield { type: 'page', records: records.slice(0, recordsAPage), rejected: [...rejected, ...unusable] };
  for (let from = recordsAPage; from < records.length; from += recordsAPage) {
    yield { type: 'page', records: records.slice(from, from + recordsAPage) };
  }
  yield coverageOf(runs.filter(isAsked), request);
}

async function filesAt(named: string): Promise<string[]> {
  const found = await stat(named).catch(() => null);
  if (!found?.isDirectory()) return [named];
  const names = (await readdir(named)).filter((name) => /\.(json|csv)$/i.test(name)).sort();
  return names.map((name) => path.join(named, name));
}

/** As a database is asked for it: scopes by name, and the names that several of them share. */
function namingOf(rows: RunRows & Record<'cicd_scopes', Row[]>): Naming {
  const scopes = new Map(rows.cicd_scopes.flatMap(({ id, name }) => (id && name ? [[id, name] as const] : [])));
  const seen = new Map<string, Set<string>>();
  const note = (name: string | null, row: Row): void => {
    if (name === null) return;
    seen.set(name, (seen.get(name) ?? new Set()).add(row.cicd_scope_id ?? ''));
  };
  for (const row of rows.cicd_pipelines) note(bareName(row).name, row);
  for (const row of rows.cicd_deployments) note(`deploy-${environmentOf(row) ?? 'unknown'}`, row);
  return { scopes, shared: new Set([...seen].flatMap(([name, of]) => (of.size > 1 ? [name] : []))) };
}

/** Saved tables vouch for the time from the first to the last moment of the runs in them. */
function coverageOf(runs: readonly Run[], { since, until }: FileRequest): SourceEvent {
  let [from, to] = [Infinity, -Infinity];
  for (const run of runs) {
    from = Math.min(from, runTime(run) ?? Infinity);
    eachMoment(run, (at) => (to = Math.max(to, at)));
  }
  if (runs.length === 0) return { type: 'coverage', coverage: { from: null, to: null, gaps: [] } };
  const begin = Math.max(from, since ?? from);
  return { type: 'coverage', coverage: { from: begin, to: Math.max(begin, Math.min(to, until ?? to)), gaps: [] } };
}

function nothingUsable(failures: readonly Failure[], rejected: readonly Rejection[]): FailureError {
  const [failure] = failures;
  if (failure) return new FailureError(failure.kind, failures.map((each) => each.sentence).join(' '));
  const [row] = rejected;
  const why = row ? ` (${row.where}: ${row.id ?? 'no id'}: ${row.reason})` : '';
  return new FailureError(
    'wrong_kind',
    `None of the files holds runs of DevLake${why}: the table cicd_pipelines or cicd_deployments would help.`,
  );
}
