import { FailureError } from '../../failure';
import type { Database } from './database';
import { tables, type TableName } from './tables';

/** Which tables a database has, and with which fields: those of DevLake grew from version to version. */
export interface Schema {
  has(table: TableName | 'project_mapping', field?: string): boolean;
}

export async function readSchema(database: Database, shown: string): Promise<Schema> {
  const names = [...Object.keys(tables), 'project_mapping'];
  const own = database.dialect === 'mysql' ? 'DATABASE()' : 'current_schema()';
  const rows = await database.query(
    `SELECT table_name AS t, column_name AS c FROM information_schema.columns WHERE table_schema = ${own} AND table_name IN (${marks(names)})`,
    names,
  );
  const fields = new Set(rows.flatMap(({ t, c }) => [t ?? '', `${t ?? ''}.${(c ?? '').toLowerCase()}`]));
  if (!fields.has('cicd_pipelines') && !fields.has('cicd_deployments')) {
    throw new FailureError(
      'wrong_kind',
      `The database ${shown} has neither cicd_pipelines nor cicd_deployments, so it is not one of Apache DevLake, or this user may not see its tables.`,
    );
  }
  return { has: (table, field) => fields.has(field === undefined ? table : `${table}.${field}`) };
}

/** As many marks as there are values, for a list in a statement. */
export function marks(values: readonly unknown[]): string {
  return values.map(() => '?').join(', ');
}
