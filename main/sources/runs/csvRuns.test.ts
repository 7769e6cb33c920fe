import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { ids, readAll } from './testing/gatherEvents';

const folder = mkdtempSync(path.join(tmpdir(), 'shiplapse-runs-'));
afterAll(() => rmSync(folder, { recursive: true }));

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

function put(name: string, content: string | Buffer): string {
  const file = path.join(folder, name);
  writeFileSync(file, content);
  return file;
}
