import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { isFields } from '../../domain/history/parseFields';
import { FailureError } from '../../failure';
import { readCsv } from '../runs/csvTable';
import type { Rejection } from '../source';
import { rowOf, type Row } from './database';
import { isTableName, tableWithFields, type TableName } from './tables';

export interface Dump {
  table: TableName;
  rows: Row[];
  rejected: Rejection[];
}

/** One table saved as a file. Which one it is the name of the file says, else the fields. Throws `FailureError`. */
export async function readDump(file: string, signal: AbortSignal): Promise<Dump> {
  const name = path.basename(file);
  const read = await (/\.csv$/i.test(file) ? csvRows(file, signal) : jsonRows(file)).catch((error: unknown) => {
    if (error instanceof FailureError) throw error;
    throw new FailureError('wrong_input', `${file} cannot be opened: check that it exists and may be read.`);
  });
  const table = tableNamed(name) ?? tableWithFields(Object.keys(read.rows[0] ?? {}));
  if (table) return { table, ...read };
  throw new FailureError(
    'wrong_kind',
    `${name} is none of the tables of DevLake that are read: name the file after its table, such as cicd_pipelines.csv.`,
  );
}

/** `lake.cicd_tasks.csv`, `cicd_tasks_2024.json`, `_cicd_tasks` … */
export function tableNamed(file: string): TableName | null {
  const name = path
    .basename(file)
    .toLowerCase()
    .replace(/\.(csv|json)$/, '');
  const found = /(?:^|[._-])((?:cicd_[a-z]+(?:_commits)?)|commits|commit_parents|repo_commits|repos)(?:[._-]|$)/.exec(
    name,
  )?.[1];
  return found !== undefined && isTableName(found) ? found : null;
}

async function csvRows(file: string, signal: AbortSignal) {
  const rows: Row[] = [];
  const rejected: Rejection[] = [];
  let heading: string[] | null = null;
  for await (const row of readCsv(
    { path: file, signal, zone: 'UTC', read: () => undefined },
    { delimiter: ',', firstLine: 1 },
  )) {
    const where = `${file}:${row.line}`;
    if ('problem' in row) rejected.push({ where, id: null, reason: `it ${row.problem}` });
    else if (heading === null) heading = row.cells.map((cell) => cell.replace(/^\uFEFF/, '').trim());
    else if (row.cells.length !== heading.length)
      rejected.push({
        where,
        id: row.cells[0] ?? null,
        reason: `it has ${row.cells.length} cells under ${heading.length} headings`,
      });
    else rows.push(rowOf(Object.fromEntries(heading.map((name, at) => [name, cellOf(row.cells[at])]))));
  }
  return { rows, rejected };
}

/** As databases write what has no value. */
function cellOf(cell: string | undefined): string | null {
  return cell === undefined || cell === '' || cell === '\\N' || cell === 'NULL' ? null : cell;
}

async function jsonRows(file: string) {
  const text = await readFile(file, 'utf8');
  const value = parsed(text.replace(/^\uFEFF/, ''));
  // Some tools wrap the rows: {"cicd_tasks": […]}, {"rows": […]}.
  const list = Array.isArray(value) ? value : isFields(value) ? Object.values(value).find(Array.isArray) : undefined;
  if (list === undefined) {
    throw new FailureError('wrong_kind', `${path.basename(file)} holds no rows: an array of objects is needed.`);
  }
  const rejected: Rejection[] = [];
  const rows = (list as unknown[]).flatMap((each, at): Row[] => {
    if (isFields(each)) return [rowOf(each)];
    rejected.push({ where: `${file}:${at + 1}`, id: null, reason: 'it is no row' });
    return [];
  });
  return { rows, rejected };
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return null;
  }
}
