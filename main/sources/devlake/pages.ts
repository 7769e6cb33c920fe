import type { Instant } from '../../domain/history/records';
import { printInstant } from '../../domain/time/instant';
import type { Database } from './database';
import { marks, type Schema } from './schema';
import type { Asked } from './scopes';
import type { TableName } from './tables';

/** Runs on a page: as many as one list of a statement. */
export const runsAPage = 500;

/** Which runs are asked for; a run counts by when it was first heard of. */
export interface Wanted extends Asked {
  /** Only what changed since then, in the run itself or in what belongs to it. */
  changedSince: Instant | null;
  since: Instant | null;
  until: Instant | null;
}

const dependents: Record<'cicd_pipelines' | 'cicd_deployments', [TableName, string][]> = {
  cicd_pipelines: [
    ['cicd_tasks', 'pipeline_id'],
    ['cicd_pipeline_commits', 'pipeline_id'],
    ['cicd_deployments', 'id'],
  ],
  cicd_deployments: [['cicd_deployment_commits', 'cicd_deployment_id']],
};

/** The next ids after one, in the order of the primary key: however many rows there are, each is passed once. */
export async function nextIds(
  database: Database,
  schema: Schema,
  table: 'cicd_pipelines' | 'cicd_deployments',
  after: string,
  wanted: Wanted,
): Promise<string[]> {
  if (!schema.has(table, 'id')) return [];
  const { conditions, parameters } = conditionsOf(schema, table, wanted);
  const where = ['r.id > ?', ...conditions].join(' AND ');
  const statement = `SELECT r.id AS id FROM ${table} r WHERE ${where} ORDER BY r.id LIMIT ${runsAPage}`;
  return (await database.query(statement, [after, ...parameters])).flatMap(({ id }) => id ?? []);
}

function conditionsOf(schema: Schema, table: 'cicd_pipelines' | 'cicd_deployments', wanted: Wanted) {
  const conditions: string[] = [];
  const parameters: string[] = [];
  const and = (condition: string, ...values: string[]) => {
    conditions.push(condition);
    parameters.push(...values);
  };
  if (wanted.scopes) and(`r.cicd_scope_id IN (${marks(wanted.scopes)})`, ...wanted.scopes);
  const time = ['queued_date', 'created_date', 'started_date', 'finished_date'].filter((field) =>
    schema.has(table, field),
  );
  const heardOf = `COALESCE(${time.map((field) => `r.${field}`).join(', ')})`;
  if (wanted.since !== null && time.length > 0) and(`${heardOf} >= ?`, clockText(wanted.since));
  if (wanted.until !== null && time.length > 0) and(`${heardOf} < ?`, clockText(wanted.until));
  if (wanted.changedSince !== null && schema.has(table, 'updated_at')) {
    const own = 'r.updated_at >= ? OR r.updated_at IS NULL';
    const others = dependents[table]
      .filter(([other, key]) => schema.has(other, 'updated_at') && schema.has(other, key))
      .map(([other, key]) => `EXISTS (SELECT 1 FROM ${other} o WHERE o.${key} = r.id AND o.updated_at >= ?)`);
    and(`(${[own, ...others].join(' OR ')})`, ...Array<string>(others.length + 1).fill(clockText(wanted.changedSince)));
  }
  // Those of the same id as a pipeline only say where it went.
  if (table === 'cicd_deployments' && schema.has('cicd_pipelines', 'id')) {
    and('NOT EXISTS (SELECT 1 FROM cicd_pipelines p WHERE p.id = r.id)');
  }
  return { conditions, parameters };
}

/** The newest change in any of the tables; null where they do not say when they were changed. */
export async function newestChange(database: Database, schema: Schema): Promise<string[]> {
  const found: string[] = [];
  for (const table of [
    'cicd_pipelines',
    'cicd_tasks',
    'cicd_deployments',
    'cicd_deployment_commits',
    'commits',
  ] as const) {
    if (!schema.has(table, 'updated_at')) continue;
    const [row] = await database.query(`SELECT MAX(updated_at) AS newest FROM ${table}`);
    if (row?.newest) found.push(row.newest);
  }
  return found;
}

/** In UTC, as both databases read it. */
export function clockText(at: Instant): string {
  return printInstant(at).replace('T', ' ').replace('Z', '');
}
