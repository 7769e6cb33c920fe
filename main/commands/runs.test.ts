import { afterAll, beforeAll, expect, test } from 'vitest';
import { CommandLine } from '../testing/commandLine';

let line: CommandLine;

beforeAll(async () => {
  line = await CommandLine.open();
});
afterAll(() => line.close());

function run(id: string, finishedAt: string, more: object = {}) {
  return { record: 'run', id, pipeline: 'p', outcome: 'passed', finishedAt, ...more };
}

const printed = (retro: string) => line.call(['runs', retro]).then(({ out }) => out);
const idsIn = (text: string) =>
  text
    .trimEnd()
    .split('\n')
    .slice(1)
    .map((one) => (JSON.parse(one) as { id: string }).id);

test('a record line has every field, unknown ones after the known, instants in UTC', async () => {
  await line.import('fields', [
    run('x', '2024-01-03T10:00:00.5+02:00', { team: 'blue', stages: [{ name: 's', outcome: 'Passed', weight: 3 }] }),
  ]);
  expect(await printed('fields')).toBe(
    [
      '{"record":"history","version":1,"source":"runs","coverage":{"from":"2024-01-03T08:00:00.500Z","to":"2024-01-03T08:00:00.501Z"},"zone":"UTC"}',
      '{"record":"run","id":"x","pipeline":"p","number":null,"attempt":1,"url":null,"trigger":"unknown","actor":null,"outcome":"passed","sourceOutcome":null,"queuedAt":null,"startedAt":null,"finishedAt":"2024-01-03T08:00:00.500Z","revisions":[],"changes":[],"upstream":[],"environment":null,"marks":[],"stages":[{"name":"s","attempt":1,"outcome":"passed","sourceOutcome":"Passed","scheduledAt":null,"startedAt":null,"finishedAt":null,"approval":null,"environment":null,"image":null,"agent":null,"jobs":[],"weight":3}],"team":"blue"}',
      '',
    ].join('\n'),
  );
});

test('records come by time, then by id, whatever the order of rows and files', async () => {
  const at = '2024-01-03T10:00:00Z';
  const rows = [
    run('b', at),
    run('a', at),
    run('c', '2024-01-02T10:00:00Z'),
    { record: 'incident', id: 'i', openedAt: '2024-01-02T23:00:00Z' },
    { record: 'commit', material: 'git:m', revision: 'r', committedAt: '2023-12-31T00:00:00Z' },
  ];
  const [one, two] = [await line.file('one.jsonl', rows.slice(0, 2)), await line.file('two.jsonl', rows.slice(2))];
  await line.json('import', 'forth', '--source', 'runs', one, two);
  await line.json('import', 'back', '--source', 'runs', two, one);
  await line.import('whole', [...rows].reverse());
  expect(idsIn(await printed('whole'))).toEqual([undefined, 'c', 'i', 'a', 'b']);
  expect(await printed('forth')).toBe(await printed('whole'));
  expect(await printed('back')).toBe(await printed('whole'));
  await line.json('import', 'pieces', '--source', 'runs', two);
  await line.json('import', 'pieces', '--source', 'runs', one);
  expect(await printed('pieces')).toBe(await printed('whole'));
});

test('what is printed makes the same retro again', async () => {
  await line.import('origin', [
    {
      record: 'history',
      version: 1,
      source: 'ci',
      coverage: {
        from: '2024-01-01T00:00:00Z',
        to: '2024-02-01T00:00:00Z',
        gaps: [{ from: '2024-01-05T00:00:00Z', to: '2024-01-06T00:00:00Z', reason: 'purged' }],
      },
      zone: 'Europe/Berlin',
    },
    run('1', '2024-01-03T10:00:00Z', { marks: ['failed', 'hotfix'], upstream: ['0'] }),
    { record: 'incident', id: 'i', openedAt: '2024-01-03T12:00:00Z', run: '1' },
    { record: 'definition', pipeline: 'p', validFrom: '2024-01-01T00:00:00Z', stages: ['s'], origin: 'f@1' },
  ]);
  const text = await printed('origin');
  await line.import('copy', text.trimEnd().split('\n'));
  expect(await printed('copy')).toBe(text);
});

test('sources that use the same id stay apart, are told apart, and stay so when printed and read again', async () => {
  const a = await line.file('a.jsonl', [
    { record: 'history', version: 1, source: 'a' },
    run('1', '2024-01-03T10:00:00Z', { environment: 'production' }),
    run('2', '2024-01-04T10:00:00Z', { upstream: ['1'] }),
  ]);
  const b = await line.file('b.jsonl', [
    { record: 'history', version: 1, source: 'b' },
    run('1', '2024-01-05T10:00:00Z', { environment: 'production' }),
    run('3', '2024-01-06T10:00:00Z', { upstream: ['a:1'] }),
  ]);
  expect(await line.json('import', 'both', '--source', 'runs', a, b)).toMatchObject({
    source: 'a, b',
    runs: { added: 4, updated: 0 },
  });
  await line.json('import', 'later', '--source', 'runs', b);
  await line.json('import', 'later', '--source', 'runs', a);
  const text = await printed('both');
  expect(await printed('later')).toBe(text);
  expect(idsIn(text)).toEqual(['a:1', '2', 'b:1', '3']);
  expect(await line.json('metrics', 'both')).toMatchObject({ deployments: [{ run: 'a:1' }, { run: 'b:1' }] });
  await line.import('again', text.trimEnd().split('\n'));
  expect(await printed('again')).toBe(text);
  expect(await line.json('metrics', 'again')).toEqual(await line.json('metrics', 'both'));
});

test('CSV holds dotted paths, JSON cells, unknown columns; a bad row is told by its line', async () => {
  const file = await line.file('runs.csv', [
    'id,pipeline,outcome,queuedAt,finishedAt,environment,revisions,upstream,marks,owner.team',
    '1,p,passed,,2024-01-01T00:00:00Z,production,"[{""material"":""git:m"",""revision"":""r""}]","[""0""]",hotfix,blue',
    '2,p,odd,0001-01-01T00:00:00Z,2024-01-02T00:00:00Z,,,,,',
    '3,p,passed,,,,,,,',
  ]);
  const { status, out } = await line.call(['import', 'csv', '--source', 'runs', file, '--json']);
  expect(status).toBe(3);
  expect(JSON.parse(out)).toMatchObject({
    runs: { added: 2, rejected: 1 },
    rejected: [{ where: `${file}:4`, id: '3' }],
  });
  const rows = (await printed('csv')).trimEnd().split('\n').slice(1);
  expect(rows.map((row) => JSON.parse(row) as unknown)).toMatchObject([
    {
      id: '1',
      environment: 'production',
      revisions: [{ material: 'git:m', revision: 'r' }],
      upstream: ['0'],
      marks: ['hotfix'],
      owner: { team: 'blue' },
    },
    { id: '2', outcome: 'unknown', sourceOutcome: 'odd', queuedAt: null },
  ]);
});

test('since is in and until is out, and a pipeline is chosen by name', async () => {
  const file = await line.file('choose.jsonl', [
    run('1', '2024-01-01T00:00:00Z'),
    run('2', '2024-01-02T00:00:00Z'),
    run('3', '2024-01-02T12:00:00Z', { pipeline: 'q' }),
    run('4', '2024-01-03T00:00:00Z'),
  ]);
  const range = ['--since', '2024-01-02', '--until', '2024-01-03T00:00:00Z', '--pipeline', 'p'];
  await line.json('import', 'chosen', '--source', 'runs', file, ...range);
  expect(idsIn(await printed('chosen'))).toEqual(['2']);
});
