import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { databaseAddress } from './address';
import { momentOf } from './fields';
import { outcomeOf } from './outcome';
import { bareName } from './pipelineName';
import { readDumps } from './readDumps';
import { recogniseDump } from './recognise';
import { byId, gather, testContext } from './testing/gather';
import { csvOf } from './testing/lakeTables';
import { shopCommits, shopRuns } from './testing/shopRecords';
import { shopRows } from './testing/shopRows';

let folder: string;
beforeEach(() => (folder = mkdtempSync(path.join(tmpdir(), 'lake-dump-'))));
afterEach(() => rmSync(folder, { recursive: true }));

const ofShop = (row: Record<string, unknown>) =>
  !Object.values(row).some((value) => typeof value === 'string' && value.includes(':88'));

function save(name: string, text: string): string {
  const file = path.join(folder, name);
  writeFileSync(file, text);
  return file;
}

function read(files: string[], more: { pipelines?: string[]; since?: number } = {}) {
  const request = { files, pipelines: more.pipelines ?? [], since: more.since ?? null, until: null };
  return gather(readDumps(request, testContext()));
}

describe('tables saved as files', () => {
  test.each(['csv', 'json'])('a folder of %s files gives the records of the database', async (ending) => {
    for (const [table, rows] of Object.entries(shopRows)) {
      const own = rows.filter(ofShop);
      if (table !== 'project_mapping') save(`${table}.${ending}`, ending === 'csv' ? csvOf(own) : JSON.stringify(own));
    }
    const found = await read([folder]);
    expect(byId(found.runs)).toEqual(byId(shopRuns));
    expect(found.commits.filter(({ revision }) => /^[ab]/.test(revision))).toEqual(shopCommits);
    expect([found.rejected, found.failures]).toEqual([[], []]);
    expect(found.coverage?.from).toBe(Date.parse('2024-03-01T09:00:00Z'));
  });

  test('a table is known by its fields where the file has another name', async () => {
    const file = save('export-1.json', JSON.stringify({ rows: shopRows['cicd_pipelines']?.filter(ofShop) }));
    expect((await read([file])).runs.map(({ id }) => id)).toHaveLength(5);
  });

  test('bad rows and foreign files are told, the rest comes in', async () => {
    const text = csvOf((shopRows['cicd_pipelines'] ?? []).slice(0, 1));
    const good = save('cicd_pipelines.csv', `${text}\nonly,three,cells\ngithub:x:1:9,no,moment${','.repeat(13)}\n`);
    const other = save('people.csv', 'name,age\nAda,36\n');
    const found = await read([good, other, path.join(folder, 'missing.json')]);
    expect(found.runs).toHaveLength(1);
    expect(found.rejected.map(({ where, reason }) => `${path.basename(where)} ${reason}`)).toEqual([
      'cicd_pipelines.csv:3 it has 3 cells under 16 headings',
      'cicd_pipelines it has no moment at all',
    ]);
    expect(found.failures.map(({ sentence }) => sentence)).toEqual([
      expect.stringMatching(/people\.csv is none of the tables of DevLake/),
      expect.stringMatching(/missing\.json cannot be opened/),
    ]);
  });

  test('nothing to use is refused with the table that would help', async () => {
    await expect(read([save('cicd_tasks.json', JSON.stringify(shopRows['cicd_tasks']))])).rejects.toThrow(
      /cicd_pipelines or cicd_deployments would help/,
    );
  });

  test('files are recognised by name and by fields only DevLake has', () => {
    const sample = (name: string, head: string) =>
      recogniseDump({ path: name, head, isFolder: false, size: 1, isGitFolder: false });
    expect(sample('/x/lake.cicd_tasks.csv', 'id,name')?.what).toBe('the table cicd_tasks of Apache DevLake');
    expect(sample('/x/a.json', '[{"cicd_scope_id":"x"')?.kind).toBe('devlake');
    expect(sample('/x/commits.json', '[{"sha":"x"')).toBeNull();
    expect(sample('/x/runs.csv', 'id,pipeline')).toBeNull();
  });
});

test.each([
  ['mysql://h/lake', { dialect: 'mysql', port: 3306, encryption: 'verified', shown: 'mysql://h:3306/lake' }],
  ['mariadb://localhost:3307/lake', { dialect: 'mysql', encryption: 'off', shown: 'mysql://localhost:3307/lake' }],
  ['postgresql://h/my%20lake?sslmode=require', { port: 5432, database: 'my lake', encryption: 'unverified' }],
  [
    'mysql://localhost/lake?socket=/run/mysqld.sock',
    { socket: '/run/mysqld.sock', shown: 'mysql:///run/mysqld.sock/lake' },
  ],
])('the address %s', (typed, expected) => expect(databaseAddress(typed)).toMatchObject(expected));

test.each([
  'mysql://u:secret@h/lake',
  'https://h/lake',
  'mysql://h',
  'lake',
  'mysql://h/lake?sslmode=perhaps',
  'x://u:secret@h/',
])('the address %s is refused without showing what may be secret', (typed) => {
  expect(() => databaseAddress(typed)).toThrow();
  expect(() => databaseAddress(typed)).not.toThrow(/secret/);
});

test.each([
  [{ status: 'DONE', result: 'SUCCESS' }, 'passed'],
  [{ status: 'DONE', result: 'FAILURE', original_result: 'Aborted' }, 'cancelled'],
  [{ status: 'DONE', result: 'FAILURE', original_result: 'timed_out' }, 'failed'],
  [{ status: 'DONE', result: '', original_result: 'neutral' }, 'skipped'],
  [{ status: 'IN_PROGRESS', result: 'FAILURE', original_status: 'IN_PROGRESS' }, 'running'],
  [{ status: 'OTHER', result: '' }, 'unknown'],
  [{}, 'unknown'],
])('the outcome of %j is %s', (row, outcome) => expect(outcomeOf(row as never)).toBe(outcome));

test.each([
  ['2024-03-01 10:00:00', '2024-03-01T10:00:00Z'],
  ['2024-03-01 10:00:00.123+00', '2024-03-01T10:00:00.123Z'],
  ['2024-03-01 10:00:00+05:30', '2024-03-01T04:30:00Z'],
  ['2024-03-01T10:00:00.000+00:00', '2024-03-01T10:00:00Z'],
  ['0000-00-00 00:00:00', null],
  ['0001-01-01 00:00:00+00', null],
  ['2024-02-30 10:00:00', null],
  ['', null],
])('the moment %s', (text, expected) => expect(momentOf(text)).toBe(expected === null ? null : Date.parse(expected)));

test.each([
  ['jenkins:JenkinsBuild:1:a/b#12', 'a/b#12', 'a/b', 12],
  ['bamboo:BambooPlanBuild:1:TEST-PLA2-10', 'test - pla-2/10', 'test - pla-2', 10],
  ['bitbucket:BitbucketPipeline:1:{01}', 'bitbucket:BitbucketPipeline:1:{01}/0', null, null],
  ['github:GithubRun:1:7:1001', 'Deploy #1', 'Deploy #1', null],
])('the pipeline of %s called %s', (id, name, pipeline, number) => {
  expect(bareName({ id, name })).toEqual({ name: pipeline, number });
});
