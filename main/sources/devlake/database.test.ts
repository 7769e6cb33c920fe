import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { FailureError } from '../../failure';
import { databaseAddress } from './address';
import { openDatabase } from './database';
import { byId, fetchFrom } from './testing/gather';
import { createStatements, insertStatements } from './testing/lakeTables';
import { findPrograms } from './testing/programs';
import { addressIn, startMariadb, startPostgres, type TestServer } from './testing/server';
import { shopCommits, shopRuns } from './testing/shopRecords';
import { shopRows } from './testing/shopRows';

const programs = findPrograms();
const servers = [
  {
    name: 'MariaDB',
    start: programs.mariadb ? () => startMariadb(programs.mariadb ?? never()) : null,
    package: 'mariadb-server',
  },
  {
    name: 'PostgreSQL',
    start: programs.postgres ? () => startPostgres(programs.postgres ?? never()) : null,
    package: 'postgresql',
  },
];

for (const { name, start, package: needed } of servers) {
  if (start === null) {
    console.warn(`Skipped: the tests against a real ${name} need the package ${needed}, which is not installed here.`);
  }
}

describe.each(servers)('a DevLake database on a real $name', ({ start }) => {
  let server: TestServer;
  let stop = (): Promise<void> => Promise.resolve();

  beforeAll(async () => {
    if (start === null) return;
    server = await start();
    stop = () => server.stop();
    await server.execute('lake', [...createStatements(server.dialect), ...insertStatements(server.dialect, shopRows)]);
  }, 60_000);
  afterAll(() => stop());

  const here = (database = 'lake') => ({ url: addressIn(server, database), token: server.token });

  test.skipIf(start === null)('a project becomes the expected records', async () => {
    const found = await fetchFrom({ ...here(), projects: ['shop'] });
    expect(byId(found.runs)).toEqual(byId(shopRuns));
    expect(found.commits).toEqual(shopCommits);
    expect([found.rejected, found.failures]).toEqual([[], []]);
    expect(found.coverage).toEqual({
      from: Date.parse('2024-03-01T09:00:00Z'),
      to: Date.parse('2024-03-02T00:00:00.250Z'),
      gaps: [],
    });
  });

  test.skipIf(start === null)(
    'everything is read without a project, and what shares a name is told apart',
    async () => {
      const found = await fetchFrom(here());
      expect(found.runs.map(({ id, pipeline }) => `${id} ${pipeline}`)).toContain(
        'github:GithubRun:1:88:2001 other/thing/CI',
      );
      expect(found.runs).toHaveLength(shopRuns.length + 1);
      expect(new Set(found.runs.map(({ pipeline }) => pipeline))).toContain('shop/app/CI');
      const scope = await fetchFrom({ ...here(), projects: ['other/thing'] });
      expect(scope.runs.map(({ pipeline }) => pipeline)).toEqual(['CI']);
    },
  );

  test.skipIf(start === null)('only what is asked for: pipelines and times', async () => {
    const since = Date.parse('2024-03-01T10:00:00Z');
    const until = Date.parse('2024-03-01T15:00:00Z');
    const found = await fetchFrom({ ...here(), projects: ['shop'], pipelines: ['CI', 'shop/*'], since, until });
    expect(byId(found.runs).map(({ id }) => id.split(':').at(-1))).toEqual(['1003', '500', 'shop/deploy#12']);
    expect(found.cursor).toBeNull();
  });

  test.skipIf(start === null)(
    'a later import reads what changed, in a run or in what belongs to it, and what was unfinished',
    async () => {
      const { dialect } = server;
      await server.execute('later', [...createStatements(dialect), ...insertStatements(dialect, shopRows)]);
      await server.execute('later', [
        "UPDATE cicd_pipelines SET updated_at = '2024-03-05 12:00:00' WHERE id LIKE '%:1003'",
      ]);
      const first = await fetchFrom({ ...here('later'), projects: ['shop'] });
      const unfinished = first.runs.filter(({ outcome }) => outcome === 'running').map(({ id }) => id);
      expect(unfinished).toEqual(['jenkins:JenkinsBuild:1:shop/deploy#12']);
      const again = await fetchFrom({ ...here('later'), projects: ['shop'] }, { cursor: first.cursor });
      expect(again.runs.map(({ id }) => id)).toEqual(['github:GithubRun:1:77:1003']);
      await server.execute('later', [
        "UPDATE cicd_pipelines SET status = 'DONE', result = 'SUCCESS' WHERE id LIKE 'jenkins:%'",
        "UPDATE cicd_tasks SET updated_at = '2024-03-06 00:00:00', result = 'FAILURE' WHERE id = 'github:GithubJob:1:1002:1'",
      ]);
      const then = await fetchFrom({ ...here('later'), projects: ['shop'] }, { cursor: again.cursor, unfinished });
      expect(then.runs.map(({ id, outcome }) => `${id} ${outcome}`).sort()).toEqual([
        'github:GithubRun:1:77:1002 passed',
        'github:GithubRun:1:77:1003 cancelled',
        'jenkins:JenkinsBuild:1:shop/deploy#12 passed',
      ]);
      expect(then.runs.find(({ id }) => id.endsWith('1002'))?.stages.map(({ sourceOutcome }) => sourceOutcome)).toEqual(
        ['success'],
      );
    },
  );

  test.skipIf(start === null)('an interrupted import goes on where it stopped: every run once', async () => {
    const { dialect } = server;
    const rows = Array.from({ length: 1_203 }, (_, number) => ({
      ...{ id: `github:GithubRun:1:5:${10_000 + number}`, name: 'CI', result: 'SUCCESS', status: 'DONE' },
      ...{
        created_date: '2024-01-01 00:00:00',
        cicd_scope_id: 'github:GithubRepo:1:5',
        updated_at: '2024-01-01 00:00:00',
      },
    }));
    const values = rows.map(
      (row) =>
        `(${Object.values(row)
          .map((value) => `'${value}'`)
          .join(', ')})`,
    );
    const insert = `INSERT INTO cicd_pipelines (${Object.keys(rows[0] ?? {}).join(', ')}) VALUES ${values.join(', ')}`;
    await server.execute('bulk', [...createStatements(dialect), insert]);
    const first = await fetchFrom(here('bulk'), undefined, 1);
    const second = await fetchFrom(here('bulk'), { cursor: first.cursor }, 1);
    const rest = await fetchFrom(here('bulk'), { cursor: second.cursor });
    const ids = [first, second, rest].flatMap(({ runs }) => runs.map(({ id }) => id));
    expect([first, second, rest].map(({ runs }) => runs.length)).toEqual([500, 500, 203]);
    expect(ids).toEqual(rows.map(({ id }) => id));
  });

  test.skipIf(start === null)(
    'the six tables alone are enough; without parents no commit claims to have none',
    async () => {
      const { dialect } = server;
      const six = [
        'cicd_pipelines',
        'cicd_tasks',
        'cicd_deployments',
        'cicd_deployment_commits',
        'commits',
        'cicd_pipeline_commits',
      ];
      const rows = Object.fromEntries(Object.entries(shopRows).filter(([table]) => six.includes(table)));
      await server.execute('six', [...createStatements(dialect, six), ...insertStatements(dialect, rows)]);
      const found = await fetchFrom({ ...here('six'), projects: ['github:GithubRepo:1:77'] });
      expect(found.runs.map(({ id }) => id.split(':').at(-1))).toEqual(['1001', '1002', '1003', 'DE_1']);
      expect(found.commits.map(({ revision, material, more }) => [revision[0], material, more])).toEqual([
        ['a', 'git:app', { parentsUnknown: true }],
        ['b', 'git:app', { parentsUnknown: true }],
        ['a', 'git:app', { parentsUnknown: true }],
      ]);
    },
  );

  test.skipIf(start === null)('what is wrong is said in a sentence without the password', async () => {
    await server.execute('empty', []);
    const sentence = (request: Parameters<typeof fetchFrom>[0]) =>
      fetchFrom(request).then(
        () => 'nothing was wrong',
        (error: unknown) => (error instanceof FailureError ? `${error.kind}: ${error.message}` : String(error)),
      );
    const secret = 'lake:not-the-password';
    const refused = await sentence({ ...here(), token: secret });
    expect(refused).toMatch(/^bad_token: The database .* refused this user or password/);
    expect(refused).not.toContain('not-the-password');
    expect(await sentence({ ...here(), url: here().url.replace(String(server.port), '1') })).toMatch(
      /^offline: .*ECONNREFUSED/,
    );
    expect(await sentence(here('nowhere'))).toMatch(/^not_found: There is no such database/);
    expect(await sentence(here('empty'))).toMatch(/^wrong_kind: .*neither cicd_pipelines nor cicd_deployments/);
    expect(await sentence({ ...here(), projects: ['shup'] })).toMatch(
      /^not_found: .*no project or scope “shup”; there are shop/,
    );
    expect(await sentence({ ...here(), url: `${here().url}?sslmode=verify-full` })).toMatch(
      /^refused_address: .*sslmode/,
    );
  });

  test.skipIf(start === null)('the connection cannot write', async () => {
    const database = await openDatabase(databaseAddress(here().url), server.token);
    await expect(database.query('DELETE FROM cicd_tasks')).rejects.toThrow(/could not answer/);
    expect(await database.query('SELECT COUNT(*) AS n FROM cicd_tasks')).toEqual([{ n: '4' }]);
    await database.close();
  });
});

function never(): never {
  throw new Error('not reached');
}
