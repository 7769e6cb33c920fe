import type { Commit } from '../../domain/history/records';
import { assembleCommits, parentsOf, type RunRows } from './assemble';
import type { Database, Row } from './database';
import { materialOf } from './fields';
import { clockText } from './pages';
import { rowsOf } from './readRows';
import { marks, type Schema } from './schema';
import type { Asked } from './scopes';
import { rowsBy } from './tables';
import { transformCommit } from './transform';

const commitsAPage = 1_000;

export interface CommitPage {
  commits: Commit[];
  /** Where the page ends: repository and hash. */
  after: string;
}

/** Whether the commits of whole repositories can be read, with what they came after. */
export function hasRepositories(schema: Schema): boolean {
  return schema.has('commits', 'sha') && schema.has('repo_commits', 'repo_id') && schema.has('commit_parents');
}

/** The commits of the repositories asked for, by repository and hash. */
export async function* fetchCommits(
  database: Database,
  schema: Schema,
  { repos: asked }: Asked,
  changedSince: number | null,
  from: string,
): AsyncGenerator<CommitPage> {
  const [firstRepo = '', firstHash = ''] = from.split('\n');
  const addresses = await repoAddresses(database, schema, asked);
  for (const [repo, address] of addresses) {
    if (repo < firstRepo) continue;
    let after = repo === firstRepo ? firstHash : '';
    for (;;) {
      const changed = changedSince !== null && schema.has('commits', 'updated_at');
      const rows = await database.query(
        `SELECT c.* FROM repo_commits r JOIN commits c ON c.sha = r.commit_sha WHERE r.repo_id = ? AND r.commit_sha > ?` +
          `${changed ? ' AND c.updated_at >= ?' : ''} ORDER BY r.commit_sha LIMIT ${commitsAPage}`,
        [repo, after, ...(changed ? [clockText(changedSince)] : [])],
      );
      if (rows.length === 0) break;
      after = rows.at(-1)?.sha ?? '';
      const parents = rowsBy(await parentRows(database, schema, rows), 'commit_sha');
      const material = materialOf(address, repo);
      const commits = rows.flatMap((row) => transformCommit(row, material, parentsOf(row, parents)) ?? []);
      yield { commits, after: `${repo}\n${after}` };
      if (rows.length < commitsAPage) break;
    }
  }
}

/** Of the commits that runs name, where no repository tells of all of them. */
export async function namedCommits(database: Database, schema: Schema, rows: RunRows): Promise<Commit[]> {
  const parents = schema.has('commit_parents')
    ? rowsBy(await parentRows(database, schema, rows.commits), 'commit_sha')
    : null;
  return assembleCommits(rows, parents);
}

function parentRows(database: Database, schema: Schema, commits: readonly Row[]): Promise<Row[]> {
  return rowsOf(
    database,
    schema,
    'commit_parents',
    commits.flatMap(({ sha }) => sha ?? []),
  );
}

/** Repositories in a fixed order, with their addresses where they are known. */
async function repoAddresses(
  database: Database,
  schema: Schema,
  asked: readonly string[] | null,
): Promise<[string, string | null][]> {
  const within = asked === null ? '' : ` WHERE repo_id IN (${marks(asked)})`;
  const rows = await database.query(`SELECT DISTINCT repo_id FROM repo_commits${within}`, asked ?? []);
  const ids = rows.flatMap(({ repo_id: id }) => id ?? []).sort((a, b) => (a < b ? -1 : 1));
  const repos = rowsBy(await rowsOf(database, schema, 'repos', ids), 'id');
  return ids.map((id) => [id, repos.get(id)?.[0]?.url || (repos.get(id)?.[0]?.name ?? null)]);
}
