import type { Database, Row } from './database';
import { noRunRows, type RunRows } from './assemble';
import { marks, type Schema } from './schema';
import { tables, type TableName } from './tables';

/** Rows of a table whose key is one of the values; none where the database has no such table. */
export async function rowsOf(
  database: Database,
  schema: Schema,
  table: TableName,
  values: readonly string[],
): Promise<Row[]> {
  const wanted = [...new Set(values)];
  if (wanted.length === 0 || !schema.has(table, tables[table])) return [];
  const rows: Row[] = [];
  for (let from = 0; from < wanted.length; from += listLength) {
    const part = wanted.slice(from, from + listLength);
    rows.push(...(await database.query(`SELECT * FROM ${table} WHERE ${tables[table]} IN (${marks(part)})`, part)));
  }
  return rows;
}

/** Values in one list; far below what either database takes. */
const listLength = 500;

/** Everything there is of the pipelines and deployments of such ids. */
export async function runRowsOf(database: Database, schema: Schema, ids: readonly string[]): Promise<RunRows> {
  const read = (table: TableName, values = ids) => rowsOf(database, schema, table, values);
  const rows = {
    ...noRunRows,
    cicd_pipelines: await read('cicd_pipelines'),
    cicd_tasks: await read('cicd_tasks'),
    cicd_pipeline_commits: await read('cicd_pipeline_commits'),
    cicd_deployments: await read('cicd_deployments'),
    cicd_deployment_commits: await read('cicd_deployment_commits'),
  };
  const named = [...rows.cicd_pipeline_commits, ...rows.cicd_deployment_commits].flatMap((row) => row.commit_sha ?? []);
  return { ...rows, commits: await read('commits', named) };
}
