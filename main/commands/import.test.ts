import { createHash } from 'node:crypto';
import { readdir, readFile, stat } from 'node:fs/promises';
import path from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { CommandLine } from '../testing/commandLine';

let line: CommandLine;

beforeAll(async () => {
  line = await CommandLine.open();
});
afterAll(() => line.close());

const header = {
  record: 'history',
  version: 1,
  source: 'ci',
  coverage: { from: '2024-01-01T00:00:00Z', to: '2024-03-01T00:00:00Z' },
  zone: 'Europe/Berlin',
};

function run(id: string, finishedAt: string | null, more: object = {}) {
  return { record: 'run', id, pipeline: 'deploy', outcome: 'passed', finishedAt, ...more };
}

const first = run('d/1', '2024-01-03T10:00:00Z', { environment: 'production' });
const second = run('d/2', '2024-02-03T10:00:00+02:00', { queuedAt: '0001-01-01T00:00:00Z', startedAt: '' });

test('says what came in, row by row what did not, and ends with 3', async () => {
  const file = await line.file('part.jsonl', [
    header,
    first,
    '{"record":"run","id":"cut',
    run('d/9', null),
    { record: 'incident', id: 'i1' },
    second,
    { record: 'commit', material: 'git:m', revision: 'c1', committedAt: '2024-01-02T00:00:00Z' },
  ]);
  const { status, out, err } = await line.call(['import', 'part', '--source', 'runs', file, '--json']);
  expect(status).toBe(3);
  expect(JSON.parse(out)).toEqual({
    retro: 'part',
    source: 'ci',
    runs: { added: 2, updated: 0, unchanged: 0, rejected: 3 },
    commits: { added: 1 },
    deployments: { added: 1 },
    rejected: [
      { where: `${file}:3`, id: null, reason: 'is not JSON' },
      {
        where: `${file}:4`,
        id: 'd/9',
        reason: 'queuedAt, startedAt, finishedAt are all missing: the run has no moment',
      },
      { where: `${file}:5`, id: 'i1', reason: 'openedAt is missing' },
    ],
    coverage: { from: '2024-01-01T00:00:00Z', to: '2024-03-01T00:00:00Z', gaps: [] },
    requests: 0,
    pages: 1,
  });
  expect(err).toContain(`${file}:4: d/9: `);
});

test('where nothing could be taken in it ends with 1, still tells the rows, and makes no retro', async () => {
  const file = await line.file('bad.jsonl', ['{"record":"run","id":"a"}', '{"record":"run"}']);
  const { status, out, err } = await line.call(['import', 'bad', '--source', 'runs', file, '--json']);
  expect(status).toBe(1);
  expect(JSON.parse(out)).toMatchObject({
    retro: 'bad',
    runs: { added: 0, updated: 0, unchanged: 0, rejected: 2 },
    rejected: [
      { where: `${file}:1`, id: 'a', reason: 'pipeline is missing' },
      { where: `${file}:2`, id: null, reason: 'id is missing' },
    ],
    coverage: { from: null, to: null, gaps: [] },
  });
  expect(err).toBe(`No row could be taken in: ${file}:1: pipeline is missing (and 1 more)\n`);
  expect((await line.call(['runs', 'bad'])).status).toBe(1);
});

test('the same again adds nothing and leaves the files but for the note of the look; a read changes none but the places on the map', async () => {
  const lines = [header, first, second];
  await line.import('twice', lines);
  const before = await fingerprints(line.store);
  for (const words of [['runs'], ['metrics'], ['environments'], ['milestones']]) {
    await line.call([...words, 'twice']);
  }
  const file = await line.file('more.jsonl', [run('d/3', '2024-02-05T00:00:00Z')]);
  await line.call(['import', 'twice', '--source', 'runs', file, '--dry-run']);
  expect(await fingerprints(line.store)).toEqual(before);
  // What stood on the map keeps its place: that alone is written down, beside the history.
  await line.call(['map', 'twice', '--at', '2024-02-01']);
  const placed = [...(await fingerprints(line.store))].filter(([name, print]) => before.get(name) !== print);
  expect(placed.map(([name]) => path.basename(name))).toEqual(['map.json']);
  const known = await fingerprints(line.store);

  expect(await line.import('twice', lines)).toMatchObject({
    runs: { added: 0, updated: 0, unchanged: 2, rejected: 0 },
    commits: { added: 0 },
    deployments: { added: 0 },
  });
  const after = await fingerprints(line.store);
  const changed = [...after].filter(([name, print]) => known.get(name) !== print).map(([name]) => path.basename(name));
  expect([...after.keys()]).toEqual([...known.keys()]);
  expect(changed.every((name) => name.startsWith('sources.json'))).toBe(true);
});

test('a dry run says what would come in and leaves no trace, not even a store', async () => {
  const elsewhere = await CommandLine.open();
  const file = await elsewhere.file('h.jsonl', [first, second]);
  const { status, out } = await elsewhere.call(['import', 'R', '--source', 'runs', file, '--dry-run', '--json']);
  expect(status).toBe(0);
  expect(JSON.parse(out)).toMatchObject({ runs: { added: 2, updated: 0, unchanged: 0, rejected: 0 } });
  expect(await readdir(elsewhere.folder)).toEqual(['h.jsonl']);
  await elsewhere.close();
});

test('the same id again is an edit, within a file and later', async () => {
  const failed = { ...first, outcome: 'failed' };
  expect(await line.import('edits', [first, second, failed])).toMatchObject({ runs: { added: 2, updated: 0 } });
  expect(await line.import('edits', [{ ...second, attempt: 2 }])).toMatchObject({
    runs: { added: 0, updated: 1, unchanged: 0 },
  });
  const printed = await records('edits');
  expect(printed.map(({ id, outcome, attempt }) => [id, outcome, attempt])).toEqual([
    ['d/1', 'failed', 1],
    ['d/2', 'passed', 2],
  ]);
});

test('a new retro takes the zone of the header, one that is there keeps its own', async () => {
  await line.import('zone', [header, first]);
  expect(await line.json('environments', 'zone')).toMatchObject({ zone: 'Europe/Berlin' });
  await line.import('zone', [{ ...header, zone: 'Asia/Tokyo' }, first]);
  expect(await line.json('environments', 'zone')).toMatchObject({ zone: 'Europe/Berlin' });
  await line.import('oddZone', [{ ...header, zone: 'Mars/Base' }, first]);
  expect(await line.json('environments', 'oddZone')).toMatchObject({ zone: 'UTC' });
});

test('a header alone says that nothing happened, which is worth keeping', async () => {
  expect(await line.import('quiet', [header])).toMatchObject({ runs: { added: 0 }, coverage: header.coverage });
  expect(await line.json('metrics', 'quiet')).toMatchObject({ from: '2024-01-01T00:00:00Z', deployments: [] });
});

/** A reply of GoCD with one run that was scheduled at `scheduled`. */
function gocdReply(counter: number, scheduled: string) {
  const job = { name: 'j', state: 'Completed', result: 'Passed', scheduled_date: Date.parse(scheduled) };
  const stages = [{ name: 's', counter: '1', result: 'Passed', scheduled: true, jobs: [job] }];
  return { pipelines: [{ name: 'p', counter, label: String(counter), build_cause: {}, stages }] };
}

test('history that came in as text can go on from the server, and saved replies leave no gap between them', async () => {
  const replies = [
    await line.file('p1.json', [gocdReply(1, '2024-01-03T10:00:00Z')]),
    await line.file('p2.json', [gocdReply(2, '2024-01-20T10:00:00Z')]),
  ];
  const whole = await line.json('import', 'server', '--source', 'gocd', ...replies);
  for (const reply of replies) await line.json('import', 'pieces', '--source', 'gocd', reply);
  const { out } = await line.call(['runs', 'server']);
  expect((await line.call(['runs', 'pieces'])).out).toBe(out);
  expect(whole).toMatchObject({ coverage: { from: '2024-01-03T10:00:00Z', gaps: [] } });

  await line.import('moved', out.trimEnd().split('\n'));
  expect(await line.json('import', 'moved', '--source', 'gocd', ...replies)).toMatchObject({
    source: 'gocd',
    runs: { added: 0, updated: 0, unchanged: 2 },
  });
});

test('a version newer than ours is refused whole', async () => {
  const file = await line.file('newer.jsonl', [{ record: 'history', version: 2 }, first]);
  const { status, err } = await line.call(['import', 'newer', '--source', 'runs', file]);
  expect(status).toBe(1);
  expect(err).toMatch(/history format is version 2, this program reads up to version 1/);
});

test('an import that is stopped keeps what came in, ends with 3, and the next call goes on', async () => {
  const lines = Array.from({ length: 3_500 }, (_, i) =>
    run(`d/${String(i)}`, new Date(Date.UTC(2024, 0, 1) + i * 60_000).toISOString()),
  );
  const file = await line.file('long.jsonl', lines);
  const stopped = await line.call(['import', 'long', '--source', 'runs', file, '--json'], { signal: abortedAfter(4) });
  expect(stopped.status).toBe(3);
  const kept = (JSON.parse(stopped.out) as { runs: { added: number } }).runs.added;
  expect(kept).toBeGreaterThan(0);
  expect(kept).toBeLessThan(3_500);
  expect(await line.json('import', 'long', '--source', 'runs', file)).toMatchObject({
    runs: { added: 3_500 - kept, unchanged: kept },
  });
});

test('a run that two sources tell of counts once, and says so; both stay in the history', async () => {
  const told = (source: string, id: string, more: object = {}) => [
    { ...header, source },
    run(id, '2024-01-03T10:05:00Z', {
      startedAt: '2024-01-03T10:00:00Z',
      number: 7,
      environment: 'production',
      ...more,
    }),
  ];
  const stages = [{ name: 'deploy', attempt: 1, outcome: 'passed', environment: 'production' }];
  await line.call(['import', 'both', '--source', 'runs', await line.file('x.jsonl', told('x', 'deploy/7'))]);
  const file = await line.file('y.jsonl', told('y', 'abc', { stages }));
  const { out, err, status } = await line.call(['import', 'both', '--source', 'runs', file, '--json']);
  expect([status, err]).toEqual([0, 'One run of x is told by y too; it counts once.\n']);
  expect(JSON.parse(out)).toMatchObject({ runs: { added: 1 } });
  expect((await records('both')).map(({ id, source }) => `${String(source)} ${String(id)}`)).toEqual([
    'y abc',
    'x deploy/7',
  ]);
  const metrics = JSON.parse((await line.call(['metrics', 'both', '--json'])).out) as {
    deployments: { run: string }[];
  };
  expect(metrics.deployments.map((one) => one.run)).toEqual(['abc']);
});

/** Says that it was aborted from the n-th time on that it is asked. */
function abortedAfter(times: number): AbortSignal {
  const { signal } = new AbortController();
  let asked = 0;
  Object.defineProperty(signal, 'aborted', { get: () => (asked += 1) > times });
  return signal;
}

async function records(retro: string): Promise<Record<string, unknown>[]> {
  const { out } = await line.call(['runs', retro]);
  const lines = out.trimEnd().split('\n').slice(1);
  return lines.map((text) => JSON.parse(text) as Record<string, unknown>);
}

async function fingerprints(folder: string): Promise<Map<string, string>> {
  const prints = new Map<string, string>();
  for (const entry of (await readdir(folder, { recursive: true })).sort()) {
    const file = path.join(folder, entry);
    const info = await stat(file);
    if (info.isFile()) {
      const hash = createHash('sha256')
        .update(await readFile(file))
        .digest('hex');
      prints.set(entry, `${hash} ${String(info.mtimeMs)}`);
    }
  }
  return prints;
}
