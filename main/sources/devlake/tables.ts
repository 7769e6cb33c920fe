import type { Row } from './database';

/** The tables read, and the field that says which run a row belongs to. */
export const tables = {
  cicd_pipelines: 'id',
  cicd_tasks: 'pipeline_id',
  cicd_pipeline_commits: 'pipeline_id',
  cicd_deployments: 'id',
  cicd_deployment_commits: 'cicd_deployment_id',
  commits: 'sha',
  commit_parents: 'commit_sha',
  repo_commits: 'commit_sha',
  repos: 'id',
  cicd_scopes: 'id',
} as const;

export type TableName = keyof typeof tables;

export function isTableName(name: string): name is TableName {
  return Object.hasOwn(tables, name);
}

/** The table whose rows have such fields; null where there is none, or where several could be meant. */
export function tableWithFields(fields: readonly string[]): TableName | null {
  const has = (...names: string[]) => names.every((name) => fields.includes(name));
  if (has('cicd_deployment_id', 'commit_sha')) return 'cicd_deployment_commits';
  if (has('pipeline_id', 'commit_sha')) return 'cicd_pipeline_commits';
  if (has('pipeline_id', 'id', 'result', 'status')) return 'cicd_tasks';
  if (has('commit_sha', 'parent_commit_sha')) return 'commit_parents';
  if (has('repo_id', 'commit_sha') && !has('id')) return 'repo_commits';
  if (has('sha', 'committed_date')) return 'commits';
  if (!has('id', 'cicd_scope_id', 'result', 'status')) return null;
  // Deployments say what their environment was called; older ones are told apart by the name of the file only.
  if (has('original_environment') || has('subtask_name')) return 'cicd_deployments';
  return has('type') ? 'cicd_pipelines' : null;
}

/** Rows by the value of one field. */
export function rowsBy(rows: readonly Row[], field: string): Map<string, Row[]> {
  const groups = new Map<string, Row[]>();
  for (const row of rows) {
    const key = row[field];
    if (key === null || key === undefined) continue;
    const group = groups.get(key);
    if (group) group.push(row);
    else groups.set(key, [row]);
  }
  return groups;
}
