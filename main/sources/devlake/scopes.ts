import { FailureError } from '../../failure';
import type { Database } from './database';
import { bareName, environmentOf, type Naming } from './pipelineName';
import { marks, type Schema } from './schema';

/** What was asked for: ids of `cicd_scopes` and of `repos`; null means all of them. */
export interface Asked {
  scopes: readonly string[] | null;
  repos: readonly string[] | null;
}

/** A project of DevLake with all that belongs to it, or one scope by its name or id. */
export async function findProject(database: Database, schema: Schema, project: string | undefined): Promise<Asked> {
  if (project === undefined) return { scopes: null, repos: null };
  const ofProject = await mapped(database, schema, project);
  const scopes = ofProject.get('cicd_scopes') ?? (await scopesNamed(database, schema, project));
  if (scopes.length > 0) return { scopes, repos: ofProject.get('repos') ?? scopes };
  const known = await knownNames(database, schema);
  throw new FailureError(
    'not_found',
    `DevLake has no project or scope “${project}”${known.length > 0 ? `; there are ${known.join(', ')}` : ''}: check the name given with --project.`,
  );
}

async function mapped(database: Database, schema: Schema, project: string): Promise<Map<string, string[]>> {
  const found = new Map<string, string[]>();
  if (!schema.has('project_mapping')) return found;
  const quoted = database.dialect === 'mysql' ? '`table`' : '"table"';
  const statement = `SELECT ${quoted} AS t, row_id FROM project_mapping WHERE project_name = ? ORDER BY row_id`;
  for (const { t, row_id: id } of await database.query(statement, [project])) {
    if (t && id) found.set(t, [...(found.get(t) ?? []), id]);
  }
  return found;
}

async function scopesNamed(database: Database, schema: Schema, name: string): Promise<string[]> {
  if (schema.has('cicd_scopes', 'name')) {
    const rows = await database.query('SELECT id FROM cicd_scopes WHERE name = ? OR id = ? ORDER BY id', [name, name]);
    if (rows.length > 0) return rows.flatMap(({ id }) => id ?? []);
  }
  for (const table of ['cicd_pipelines', 'cicd_deployments'] as const) {
    if (!schema.has(table, 'cicd_scope_id')) continue;
    const rows = await database.query(`SELECT id FROM ${table} WHERE cicd_scope_id = ? LIMIT 1`, [name]);
    if (rows.length > 0) return [name];
  }
  return [];
}

async function knownNames(database: Database, schema: Schema): Promise<string[]> {
  const from = schema.has('project_mapping')
    ? 'SELECT DISTINCT project_name AS name FROM project_mapping'
    : schema.has('cicd_scopes', 'name')
      ? 'SELECT DISTINCT name FROM cicd_scopes'
      : null;
  if (from === null) return [];
  return (await database.query(`${from} ORDER BY 1 LIMIT 10`)).flatMap(({ name }) => name ?? []);
}

/** Names of scopes, and the names of pipelines and environments that several of those asked for share. */
export async function readNaming(database: Database, schema: Schema, { scopes }: Asked): Promise<Naming> {
  const names = new Map<string, string>();
  if (schema.has('cicd_scopes', 'name')) {
    for (const { id, name } of await database.query('SELECT id, name FROM cicd_scopes')) {
      if (id && name) names.set(id, name);
    }
  }
  const shared = new Set<string>();
  const within = scopes === null ? '' : `WHERE cicd_scope_id IN (${marks(scopes)})`;
  const ask = (table: string, fields: string) =>
    database.query(
      `SELECT ${fields} FROM ${table} ${within} GROUP BY ${fields} HAVING COUNT(DISTINCT cicd_scope_id) > 1`,
      scopes ?? [],
    );
  if (schema.has('cicd_pipelines', 'cicd_scope_id')) {
    for (const row of await ask('cicd_pipelines', 'name')) if (row.name) shared.add(bareName(row).name ?? row.name);
  }
  if (schema.has('cicd_deployments', 'cicd_scope_id')) {
    const fields = ['environment', 'original_environment'].filter((field) => schema.has('cicd_deployments', field));
    for (const row of await ask('cicd_deployments', fields.join(', ')))
      shared.add(`deploy-${environmentOf(row) ?? 'unknown'}`);
  }
  return { scopes: names, shared };
}
