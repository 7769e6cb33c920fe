import { existsSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import type { Commit, HistoryRecord, Run } from '../../domain/history/records';
import type { FailureError } from '../../failure';
import type { FileRequest, Rejection, SourceContext, SourceEvent } from '../source';
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

  test('without a header the coverage is from the first to the last moment', async () => {
    const file = put('bare.jsonl', [run('a/2', '2024-03-01'), run('a/1', '2024-02-01')].join('\n'));
    const { coverage, name } = await readAll([file]);
    expect(name).toBeNull();
    expect(coverage).toEqual({ from: Date.UTC(2024, 1, 1, 10), to: Date.UTC(2024, 2, 1, 10, 5), gaps: [] });
  });

  test('pages hold a thousand records', async () => {
    const file = put(
      'many.jsonl',
      Array.from({ length: 2_500 }, (_, index) => run(`a/${index}`, '2024-02-01')).join('\n'),
    );
    const pages = (await events([file])).filter((event) => event.type === 'page');
    expect(pages.map((page) => page.records.length)).toEqual([1_000, 1_000, 500]);
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
      kind: 'not_in_this_version',
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

describe('CSV', () => {
  test('fields as heading, JSON cells, dotted paths, unknown columns', async () => {
    const file = put(
      'runs.csv',
      [
        'id,pipeline,number,outcome,startedAt,finishedAt,environment,marks,upstream,stages,revisions.0.material,revisions.0.revision,revisions.1.material,revisions.1.revision,team',
        'a/1,a,1,passed,2024-02-01T10:00:00Z,2024-02-01T10:05:00Z,pasty,"[""hotfix""]","[""b/1""]","[{""name"":""deploy"",""outcome"":""passed""}]",git:a,ab12,,,blue',
        'a/2,a,2,failed,2024-02-02T10:00:00Z,,,failed,b/2,,,,git:b,cd34,"two',
        'lines"',
        'a/3,a,3,passed,2024-02-30T10:00:00Z',
        'a/4,a,4,passed,2024-02-03T10:00:00Z,,,,,"[{",,,,,',
        'a/5,a,5,passed,2024-02-04T10:00:00Z',
      ].join('\n'),
    );
    const read = await readAll([file]);
    expect(ids(read)).toEqual(['a/1', 'a/2', 'a/5']);
    expect(read.records[0]).toMatchObject({
      number: 1,
      environment: 'pasty',
      marks: ['hotfix'],
      upstream: ['b/1'],
      stages: [{ name: 'deploy', outcome: 'passed', attempt: 1 }],
      revisions: [{ material: 'git:a', revision: 'ab12' }],
      more: { team: 'blue' },
    });
    expect(read.records[1]).toMatchObject({
      marks: ['failed'],
      upstream: ['b/2'],
      revisions: [{ material: 'git:b' }],
      more: { team: 'two\nlines' },
    });
    expect(read.rejected).toEqual([
      { where: `${file}:5`, id: 'a/3', reason: expect.stringMatching(/^startedAt is not a real moment/) as string },
      { where: `${file}:6`, id: 'a/4', reason: 'stages is not JSON' },
    ]);
  });

  test.each([';', '\t'])(
    'with %j between the cells, a byte order mark, CRLF, and the header of the format first',
    async (delimiter) => {
      const row = (...cells: string[]) => cells.join(delimiter);
      const lines = [
        '\uFEFF{"record":"history","version":1,"source":"sheet"}',
        row('id', 'pipeline', 'outcome', 'queuedAt'),
        row('a/1', 'a', 'passed', 'x'),
        row('a/2', 'a', 'passed', '2024-02-01T10:00:00Z'),
      ];
      const file = put('sheet.csv', lines.join('\r\n'));
      const read = await readAll([file]);
      expect(read.name).toBe('sheet');
      expect(ids(read)).toEqual(['a/2']);
      expect(read.rejected).toMatchObject([{ where: `${file}:3`, id: 'a/1' }]);
    },
  );

  test.each([
    [
      'names that reach into prototypes',
      'id,pipeline,outcome,queuedAt,__proto__.polluted\na/1,a,passed,2024-02-01T10:00:00Z,1',
      /not allowed/,
    ],
    [
      'a place in a list beyond reason',
      'id,pipeline,outcome,queuedAt,stages.99999999.name\na/1,a,passed,2024-02-01T10:00:00Z,x',
      /not allowed/,
    ],
    ['more cells than the heading', 'id,pipeline,outcome,queuedAt\na/1,a,passed,2024-02-01T10:00:00Z,x', /more cells/],
    ['a quote that never closes', 'id,pipeline,outcome,queuedAt\na/1,a,passed,"2024', /never closed/],
  ])('a row is refused for %s', async (_, text, reason) => {
    const read = await readAll([put('bad.csv', text)]);
    expect(read.records).toEqual([]);
    expect(read.rejected).toMatchObject([
      { where: expect.stringMatching(/bad\.csv:2$/) as string, reason: expect.stringMatching(reason) as string },
    ]);
  });
});

test('a stray quote costs its own line, quotes within a cell are kept', async () => {
  const lines = [
    'id,pipeline,outcome,queuedAt,note',
    'a/1,a,passed,2024-02-01T10:00:00Z,"open',
    ...Array.from({ length: 300 }, (_, index) => `b/${index},a,passed,2024-02-01T10:00:00Z,say "hi"`),
  ];
  const read = await readAll([put('stray.csv', lines.join('\n'))]);
  expect(read.rejected).toMatchObject([{ reason: 'has a quoted cell that is never closed' }]);
  expect(read.records).toHaveLength(300);
  expect(read.records[299]).toMatchObject({ id: 'b/299', more: { note: 'say "hi"' } });
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

test('deployments recorded in git: a new image is a deployment, a switch is not', async () => {
  const commit = (id: string, content: string, more = {}) =>
    JSON.stringify({
      commit: id,
      author: 'bot',
      committer_date: `2024-02-0${id}T10:00:00+01:00`,
      path: 'tags/staging/shop',
      content,
      status: 'M',
      ...more,
    });
  const file = put(
    'shop.jsonl',
    [
      commit('1', ''),
      commit('2', 'image_tag: 1234e5\n'),
      commit('3', 'image_tag: "1234e5"\nautomatic: false\n'),
      commit('4', 'image_tag: v2 # new\n'),
      commit('5', 'image_tag: v2', { status: 'D' }),
    ].join('\n'),
  );
  const { records } = await readAll([file]);
  expect(records.map((record) => [(record as Run).outcome, (record as Run).revisions[0]?.revision])).toEqual([
    ['skipped', undefined],
    ['passed', '1234e5'],
    ['skipped', '1234e5'],
    ['passed', 'v2'],
    ['skipped', undefined],
  ]);
  expect(records[1]).toMatchObject({
    id: '2:tags/staging/shop',
    pipeline: 'shop',
    environment: 'staging',
    sourceOutcome: 'recorded',
    finishedAt: Date.UTC(2024, 1, 2, 9),
  });
});

const generic = path.resolve('..', 'shared', 'fixtures', 'generic');
const absent = !existsSync(generic);
if (absent) console.warn(`No recorded histories in ${generic}: their tests are skipped.`);

describe.skipIf(absent)('recorded histories come in without loss', () => {
  test('deployments recorded in git', async () => {
    const folderOfDeploys = path.join(generic, 'govuk-deploys');
    const read = await readAll(readdirSync(folderOfDeploys).map((name) => path.join(folderOfDeploys, name)));
    const outcomes = read.records.map((record) => (record as Run).outcome);
    expect(read.rejected).toEqual([]);
    expect(new Set(ids(read)).size).toBe(15_194);
    expect(outcomes.filter((outcome) => outcome === 'passed')).toHaveLength(15_162);
    expect(outcomes.filter((outcome) => outcome === 'skipped')).toHaveLength(32);
  });

  test.each([
    ['git-process/fedora-coreos-streams.jsonl', 665],
    ['git-process/mybinder-deploy-process.jsonl', 1272],
  ])('%s', async (name, count) => {
    const read = await readAll([path.join(generic, name)]);
    expect(read.rejected).toEqual([]);
    expect(new Set(read.records.map((record) => (record as Commit).revision)).size).toBe(count);
    expect(read.records.every((record) => Array.isArray(record.more?.['files']))).toBe(true);
  });

  test('builds of a metrics tool', async () => {
    const read = await readAll([path.join(generic, 'heartbeat-create-new-pipeline-data.csv')]);
    expect(read.rejected).toEqual([]);
    expect(ids(read)).toHaveLength(47);
    expect(read.records[0]).toMatchObject({
      id: 'Heartbeat/4210',
      number: 4210,
      outcome: 'passed',
      stages: [{ name: ':rocket: Deploy prod' }],
      more: { Branch: 'main' },
    });
  });

  test('an XL Deploy report', async () => {
    const read = await readAll([path.join(generic, 'hygieia-xldeploy-applicationHistory1.xml')]);
    expect(read.records).toMatchObject([
      {
        id: 'db0afc80-eedf-410e-bc43-4a0c3fdd47e2',
        pipeline: 'Helloworld',
        environment: 'QA01',
        outcome: 'passed',
        startedAt: Date.UTC(2016, 2, 14, 15, 4, 22, 982),
      },
      {
        environment: 'Production',
        revisions: [{ material: 'package:Helloworld', revision: 'helloworld-v1.0.0' }],
        more: { type: 'Initial' },
      },
    ]);
  });

  test.each([
    'kubevirt-ci-health/merged-prs.jsonl',
    'kubevirt-ci-health/time-to-merge.jsonl',
    'git-process/fedora-coreos-updates-next.json',
  ])('%s is refused, as it holds no runs', async (name) => {
    expect(await failure([path.join(generic, name)])).toMatchObject({ kind: 'wrong_kind' });
  });
});

interface Read {
  name: string | null;
  records: HistoryRecord[];
  rejected: Rejection[];
  coverage: unknown;
  partFailures: unknown[];
}

async function readAll(files: string[], request: Partial<FileRequest> = {}): Promise<Read> {
  const read: Read = { name: null, records: [], rejected: [], coverage: null, partFailures: [] };
  for (const event of await events(files, request)) {
    if (event.type === 'sourceName') read.name = event.name;
    else if (event.type === 'coverage') read.coverage = event.coverage;
    else if (event.type === 'partFailed') read.partFailures.push(event.failure);
    else if (event.type === 'page') {
      read.records.push(...event.records);
      read.rejected.push(...(event.rejected ?? []));
    }
  }
  return read;
}

async function events(
  files: string[],
  request: Partial<FileRequest> = {},
  signal = new AbortController().signal,
): Promise<SourceEvent[]> {
  const context: SourceContext = {
    known: { cursor: null, unfinished: [], has: () => false },
    signal,
    progress: () => undefined,
    now: () => 0,
  };
  const found: SourceEvent[] = [];
  for await (const event of runs.read({ files, pipelines: [], since: null, until: null, ...request }, context))
    found.push(event);
  return found;
}

async function failure(files: string[], signal?: AbortSignal): Promise<FailureError> {
  return events(files, {}, signal).then(
    () => {
      throw new Error('was read');
    },
    (error: unknown) => error as FailureError,
  );
}

function ids(read: Read): string[] {
  return read.records.map((record) => ('id' in record ? record.id : ''));
}

function put(name: string, content: string | Buffer): string {
  const file = path.join(folder, name);
  writeFileSync(file, content);
  return file;
}
