import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import type { Run } from '../../domain/history/records';
import { events, failure, ids, readAll } from './testing/gatherEvents';
import { runs } from './source';

const folder = mkdtempSync(path.join(tmpdir(), 'shiplapse-runs-'));
afterAll(() => rmSync(folder, { recursive: true }));

const run = (id: string, day: string, more: object = {}) =>
  JSON.stringify({
    record: 'run',
    id,
    pipeline: id.split('/')[0],
    outcome: 'passed',
    startedAt: `${day}T10:00:00Z`,
    finishedAt: `${day}T10:05:00Z`,
    ...more,
  });

describe('JSON lines', () => {
  test('header, byte order mark, CRLF, blank and bad lines, no newline at the end', async () => {
    const lines = [
      '\uFEFF{"record":"history","version":1,"source":"mingle","coverage":{"from":"2024-01-01T00:00:00Z","to":"2024-06-01T00:00:00Z"}}',
      run('a/1', '2024-02-01', { team: 'blue' }),
      '',
      '{"record":"run","id":"a/2","pipeline":"a"',
      JSON.stringify({ record: 'run', id: 'a/3', pipeline: 'a', outcome: 'passed' }),
      '{"record":"commit","material":"git:a","revision":"ab"}',
      run('a/4', '2024-02-02'),
    ];
    const file = put('lines.jsonl', lines.join('\r\n'));
    const read = await readAll([file]);
    expect(read.name).toBe('mingle');
    expect(read.records.map((record) => ('id' in record ? record.id : record.record))).toEqual([
      'a/1',
      'commit',
      'a/4',
    ]);
    expect(read.records[0]).toMatchObject({ source: '', more: { team: 'blue' } });
    expect(read.rejected).toEqual([
      { where: `${file}:4`, id: 'a/2', reason: 'is not JSON' },
      {
        where: `${file}:5`,
        id: 'a/3',
        reason: 'queuedAt, startedAt, finishedAt are all missing: the run has no moment',
      },
    ]);
    expect(read.coverage).toEqual({ from: Date.UTC(2024, 0, 1), to: Date.UTC(2024, 5, 1), gaps: [] });
  });

  test('text survives where a read ends within a character, and lines longer than a read', async () => {
    const message = '早'.repeat(300_000);
    const file = put('long.jsonl', `${run('a/1', '2024-02-01', { actor: message })}\n${run('a/2', '2024-02-02')}\n`);
    const { records } = await readAll([file]);
    expect((records[0] as Run).actor).toBe(message);
    expect(records).toHaveLength(2);
  });

  test('without a header the coverage is from the first to just past the last moment', async () => {
    const file = put('bare.jsonl', [run('a/2', '2024-03-01'), run('a/1', '2024-02-01')].join('\n'));
    const { coverage, name } = await readAll([file]);
    expect(name).toBeNull();
    expect(coverage).toEqual({ from: Date.UTC(2024, 1, 1, 10), to: Date.UTC(2024, 2, 1, 10, 5) + 1, gaps: [] });
  });

  test('pages hold at most 250 records', async () => {
    const file = put(
      'many.jsonl',
      Array.from({ length: 2_500 }, (_, index) => run(`a/${index}`, '2024-02-01')).join('\n'),
    );
    const pages = (await events([file])).filter((event) => event.type === 'page');
    expect(pages.map((page) => page.records.length)).toEqual([...Array.from({ length: 10 }, () => 250)]);
  });

  test('since is in, until is out, pipelines are chosen by name or wildcard', async () => {
    const file = put(
      'filter.jsonl',
      [
        run('deploy-a/1', '2024-02-01'),
        run('deploy-a/2', '2024-02-02'),
        run('build/1', '2024-02-02'),
        run('deploy-b/3', '2024-02-03'),
      ].join('\n'),
    );
    const request = { since: Date.UTC(2024, 1, 2, 10), until: Date.UTC(2024, 1, 3, 10) };
    expect(ids(await readAll([file], request))).toEqual(['deploy-a/2', 'build/1']);
    expect(ids(await readAll([file], { pipelines: ['deploy-*'] }))).toEqual(['deploy-a/1', 'deploy-a/2', 'deploy-b/3']);
    expect(ids(await readAll([file], { pipelines: ['build', 'deploy-b'] }))).toEqual(['build/1', 'deploy-b/3']);
  });

  test('a stopped import ends with a failure of its own kind', async () => {
    const file = put('stop.jsonl', run('a/1', '2024-02-01'));
    expect(await failure([file], AbortSignal.abort())).toMatchObject({ kind: 'cancelled' });
  });

  test('a newer version is refused', async () => {
    const file = put('newer.jsonl', `{"record":"history","version":7}\n${run('a/1', '2024-02-01')}`);
    expect(await failure([file])).toMatchObject({
      kind: 'unreadable',
      message: expect.stringMatching(/^newer\.jsonl: the history format is version 7/) as string,
    });
  });
});

test('a JSON array and formatted JSON hold records, too, and name the line of a bad one', async () => {
  const records = [
    run('a/1', '2024-02-01', { actor: 'says "}]" \\ and {' }),
    '{"record":"run","id":7}',
    run('a/2', '2024-02-02'),
  ].map((text) => JSON.parse(text) as unknown);
  const array = put('array.json', JSON.stringify(records, null, 2));
  const formatted = put('formatted.json', records.map((record) => JSON.stringify(record, null, 2)).join('\n'));
  for (const file of [array, formatted]) {
    const read = await readAll([file]);
    expect(ids(read)).toEqual(['a/1', 'a/2']);
    expect((read.records[0] as Run).actor).toBe('says "}]" \\ and {');
    expect(read.rejected).toMatchObject([{ id: '7', reason: 'pipeline is missing' }]);
    expect(read.rejected[0]?.where).toMatch(file === array ? /:11$/ : /:10$/);
  }
  const cut = put('cut.json', JSON.stringify(records, null, 2).slice(0, -30));
  expect((await readAll([cut])).rejected).toHaveLength(2);
});

describe('several files', () => {
  test('are one import; what cannot be used is a part failure', async () => {
    const header = (from: string, to: string) =>
      JSON.stringify({
        record: 'history',
        source: 's',
        coverage: { from: `${from}T00:00:00Z`, to: `${to}T00:00:00Z` },
      });
    const one = put('one.jsonl', `${header('2024-01-01', '2024-02-01')}\n${run('a/1', '2024-01-05')}`);
    const two = put('two.jsonl', `${header('2024-03-01', '2024-04-01')}\n${run('a/2', '2024-03-05')}`);
    const read = await readAll([two, put('page.html', '<!DOCTYPE html><html>'), one]);
    expect(ids(read)).toEqual(['a/2', 'a/1']);
    expect(read.coverage).toEqual({
      from: Date.UTC(2024, 0, 1),
      to: Date.UTC(2024, 3, 1),
      gaps: [{ from: Date.UTC(2024, 1, 1), to: Date.UTC(2024, 2, 1), reason: 'not in the files' }],
    });
    expect(read.partFailures).toMatchObject([{ kind: 'wrong_kind' }]);
  });

  test.each<[string, string | Buffer, string, RegExp]>([
    ['empty.jsonl', '', 'wrong_kind', /is empty/],
    ['blank.jsonl', ' \n\n', 'wrong_kind', /is empty/],
    ['login.html', '<!doctype html><html><body>sign in', 'wrong_kind', /web page/],
    ['picture.png', Buffer.from([0x89, 0x50, 0x4e, 0x47, 0, 1, 2]), 'unreadable', /binary/],
    ['wide.csv', Buffer.from('id,pipeline', 'utf16le'), 'unreadable', /UTF-16/],
    ['zipped.jsonl.gz', Buffer.from([0x1f, 0x8b, 8, 0, 0]), 'unreadable', /compressed/],
    ['reply.json', '{"pipelines":[{"name":"a"}]}', 'wrong_kind', /not history records/],
    ['list.json', '[{"name":"a"}]', 'wrong_kind', /not history records/],
    ['weeks.jsonl', '{"EndDate":"2019-05-06T00:00:00Z","DataDays":7,"Data":{}}\n', 'wrong_kind', /weekly measurements/],
    ['other.csv', 'name,size\na,1', 'wrong_kind', /not history/],
    ['other.xml', '<project/>', 'wrong_kind', /XML/],
    ['text.txt', 'hello', 'wrong_kind', /not history/],
    [
      'cctray.xml',
      '<Projects><Project name="a" lastBuildStatus="Success"/></Projects>',
      'wrong_kind',
      /only how the last/,
    ],
    ['octopus.json', '[{"Id":"Deployments-2","DeploymentProcessId":"d"}]', 'wrong_kind', /reply of Octopus Deploy/],
  ])('%s alone is refused in a sentence', async (name, content, kind, sentence) => {
    const file = put(name, content);
    expect(await failure([file])).toMatchObject({ kind, message: expect.stringMatching(sentence) as string });
    expect(
      runs.recognise({
        path: file,
        isFolder: false,
        head: content.toString(),
        size: content.length,
        isGitFolder: false,
      }),
    ).toBeNull();
  });

  test('a file that is not there, and a folder', async () => {
    expect(await failure([path.join(folder, 'none')])).toMatchObject({ kind: 'not_found' });
    expect(await failure([folder])).toMatchObject({
      kind: 'wrong_kind',
      message: expect.stringMatching(/is a folder/) as string,
    });
  });
});

function put(name: string, content: string | Buffer): string {
  const file = path.join(folder, name);
  writeFileSync(file, content);
  return file;
}
