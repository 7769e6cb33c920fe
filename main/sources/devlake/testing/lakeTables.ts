/** The tables as DevLake makes them, and how to fill them, for either database. */
export type TestRows = Record<string, Record<string, string | number | boolean | null>[]>;

type FieldType = 'text' | 'long' | 'moment' | 'number' | 'flag';

const entity = { id: 'text', created_at: 'moment', updated_at: 'moment' } as const;
const dates = {
  created_date: 'moment',
  queued_date: 'moment',
  started_date: 'moment',
  finished_date: 'moment',
} as const;
const results = { result: 'text', status: 'text', original_status: 'text', original_result: 'text' } as const;
const deployment: Record<string, FieldType> = {
  ...{ ...entity, cicd_scope_id: 'text', name: 'text', display_title: 'long', url: 'long', ...results },
  ...{
    environment: 'text',
    original_environment: 'text',
    ...dates,
    duration_sec: 'number',
    queued_duration_sec: 'number',
  },
};

const fields: Record<string, { fields: Record<string, FieldType>; key: string; indexes: string[] }> = {
  cicd_pipelines: {
    fields: {
      ...{
        ...entity,
        name: 'text',
        display_title: 'long',
        url: 'long',
        ...results,
        type: 'text',
        duration_sec: 'number',
      },
      ...{ queued_duration_sec: 'number', environment: 'text', ...dates, cicd_scope_id: 'text', is_child: 'flag' },
    },
    key: 'id',
    indexes: ['cicd_scope_id'],
  },
  cicd_tasks: {
    fields: {
      ...{ ...entity, name: 'text', pipeline_id: 'text', ...results, type: 'text', environment: 'text' },
      ...{ duration_sec: 'number', queued_duration_sec: 'number', ...dates, cicd_scope_id: 'text' },
    },
    key: 'id',
    indexes: ['pipeline_id', 'cicd_scope_id'],
  },
  cicd_deployments: { fields: { ...deployment, subtask_name: 'text' }, key: 'id', indexes: ['cicd_scope_id'] },
  cicd_deployment_commits: {
    fields: {
      ...{ ...deployment, cicd_deployment_id: 'text', commit_sha: 'text', commit_msg: 'long', ref_name: 'text' },
      ...{ repo_id: 'text', repo_url: 'text', prev_success_deployment_commit_id: 'text', subtask_name: 'text' },
    },
    key: 'id, commit_sha',
    indexes: ['cicd_deployment_id'],
  },
  cicd_pipeline_commits: {
    fields: {
      ...{ created_at: 'moment', updated_at: 'moment', pipeline_id: 'text', commit_sha: 'text', commit_msg: 'long' },
      ...{ display_title: 'long', url: 'long', branch: 'text', repo_id: 'text', repo_url: 'long' },
    },
    key: 'pipeline_id, commit_sha',
    indexes: ['repo_id'],
  },
  commits: {
    fields: {
      ...{ created_at: 'moment', updated_at: 'moment', sha: 'text', additions: 'number', message: 'long' },
      ...{ author_name: 'text', author_email: 'text', authored_date: 'moment', committed_date: 'moment' },
    },
    key: 'sha',
    indexes: [],
  },
  commit_parents: {
    fields: { commit_sha: 'text', parent_commit_sha: 'text' },
    key: 'commit_sha, parent_commit_sha',
    indexes: [],
  },
  repo_commits: { fields: { repo_id: 'text', commit_sha: 'text' }, key: 'repo_id, commit_sha', indexes: [] },
  repos: { fields: { ...entity, name: 'text', url: 'text' }, key: 'id', indexes: [] },
  cicd_scopes: { fields: { ...entity, name: 'text', description: 'long', url: 'text' }, key: 'id', indexes: [] },
  project_mapping: {
    fields: { project_name: 'text', table: 'text', row_id: 'text' },
    key: 'project_name, table, row_id',
    indexes: [],
  },
};

const types: Record<'mysql' | 'postgres', Record<FieldType, string>> = {
  mysql: { text: 'varchar(255)', long: 'longtext', moment: 'datetime(3)', number: 'double', flag: 'tinyint(1)' },
  postgres: {
    text: 'varchar(255)',
    long: 'text',
    moment: 'timestamptz(3)',
    number: 'double precision',
    flag: 'boolean',
  },
};

export function createStatements(dialect: 'mysql' | 'postgres', tables = Object.keys(fields)): string[] {
  const quoted = quoting(dialect);
  return tables.flatMap((table) => {
    const { fields: of, key, indexes } = fields[table] ?? { fields: {}, key: '', indexes: [] };
    const columns = Object.entries(of).map(([name, type]) => `${quoted(name)} ${types[dialect][type]}`);
    const keys = key.split(', ').map(quoted);
    return [
      `CREATE TABLE ${table} (${columns.join(', ')}, PRIMARY KEY (${keys.join(', ')}))`,
      ...indexes.map((name) => `CREATE INDEX ix_${table}_${name} ON ${table} (${quoted(name)})`),
    ];
  });
}

export function insertStatements(dialect: 'mysql' | 'postgres', rows: TestRows): string[] {
  return Object.entries(rows).flatMap(([table, list]) => list.map((row) => insertStatement(dialect, table, row)));
}

function insertStatement(dialect: 'mysql' | 'postgres', table: string, row: TestRows[string][number]): string {
  const names = Object.keys(row).map(quoting(dialect));
  const values = Object.values(row).map((value) => literal(value, dialect));
  return `INSERT INTO ${table} (${names.join(', ')}) VALUES (${values.join(', ')})`;
}

function literal(value: string | number | boolean | null, dialect: 'mysql' | 'postgres'): string {
  if (typeof value === 'boolean') return dialect === 'mysql' ? String(Number(value)) : String(value);
  if (typeof value !== 'string') return String(value);
  return `'${value.replace(/'/g, "''")}'`;
}

function quoting(dialect: 'mysql' | 'postgres') {
  return (name: string) => (dialect === 'mysql' ? `\`${name}\`` : `"${name}"`);
}

/** A table as DevLake's own export writes it. */
export function csvOf(rows: TestRows[string]): string {
  const names = [...new Set(rows.flatMap((row) => Object.keys(row)))];
  const cell = (value: TestRows[string][number][string] | undefined) => {
    const text = value === null || value === undefined ? '' : String(value);
    return /[",\n]/.test(text) ? `"${text.replace(/"/g, '""')}"` : text;
  };
  return [names.join(','), ...rows.map((row) => names.map((name) => cell(row[name])).join(','))].join('\n');
}
