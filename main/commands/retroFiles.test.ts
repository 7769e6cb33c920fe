import { mkdir, readFile, readdir, stat, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, beforeEach, expect, test, vi } from 'vitest';
import { readRetroFile } from '../retroFile/readRetroFile';
import { CommandLine } from '../testing/commandLine';

const run = (n: number): unknown => ({
  record: 'run',
  id: `d/${String(n)}`,
  pipeline: 'deploy',
  outcome: 'passed',
  finishedAt: `2024-01-0${String(n)}T10:00:00Z`,
  environment: 'production',
});

let line: CommandLine;
let file: string;
let count = 0;

beforeAll(async () => {
  line = await CommandLine.open();
});
beforeEach(async () => {
  count += 1;
  file = path.join(line.folder, `team ${String(count)}.shiplapse`);
  await line.json('import', file, '--source', 'runs', await line.file('two.jsonl', [run(1), run(2)]));
});
afterAll(() => line.close());

const bytes = (): Promise<Buffer> => readFile(file);
const milestone = { id: 'm1', at: '2024-01-02', kind: 'highlight', title: 'Two a day' };

test('an import makes the retro file, and a second one adds to it', async () => {
  expect(await line.json('import', file, '--source', 'runs', await line.file('three.jsonl', [run(3)]))).toMatchObject({
    retro: `team-${String(count)}`,
    runs: { added: 1 },
  });
  const { out } = await line.call(['runs', file]);
  expect(out.split('\n').filter((one) => one.includes('"run"'))).toHaveLength(3);
  // The store knows nothing of it.
  expect((await line.call(['runs', 'R'])).err).toContain('The store is empty');
});

test('every reading command takes a file, and leaves it and its folder as they are', async () => {
  await line.json('milestones', file, '--add', await line.file('one.json', [{ milestones: [milestone] }]));
  const [before, { mtimeMs }] = [await bytes(), await stat(file)];
  const around = await readdir(line.folder);
  for (const words of [
    ['runs', file],
    ['environments', file],
    ['metrics', file],
    ['map', file, '--at', '2024-01-03'],
    ['milestones', file, '--suggest'],
    ['evidence', file, 'm1'],
    ['import', file, '--source', 'runs', path.join(line.folder, 'three.jsonl'), '--dry-run'],
    // Nothing new comes in.
    ['import', file, '--source', 'runs', path.join(line.folder, 'two.jsonl')],
    ['merge', file, file],
  ]) {
    expect(await line.call(words), words.join(' ')).toMatchObject({ status: 0 });
  }
  expect((await bytes()).equals(before)).toBe(true);
  expect((await stat(file)).mtimeMs).toBe(mtimeMs);
  expect(await readdir(line.folder)).toEqual(around);
});

test('changing commands change the file and keep all else in it', async () => {
  await line.json('milestones', file, '--add', await line.file('one.json', [{ milestones: [milestone] }]));
  const map = {
    zone: 'Europe/Berlin',
    environments: [{ name: 'production', label: 'live', role: 'production', match: [] }],
  };
  await line.json('environments', file, '--set', await line.file('map.json', [map]));
  await line.json('milestones', file, '--dismiss', 'm1');
  const read = await readRetroFile(file);
  read.close();
  expect(read.retro.environments.zone).toBe('Europe/Berlin');
  expect(read.retro.milestones).toMatchObject([{ id: 'm1', status: 'dismissed' }]);
  // Who wrote what is kept: the second writing of the status names the first.
  expect(read.notes.writes.find(({ field }) => field === 'status')?.replaces).toHaveLength(1);
  expect(await line.json('metrics', file)).toMatchObject({ summary: { deployments: { count: 2 } } });
});

test('teammates merge file into file', async () => {
  await line.json('milestones', file, '--add', await line.file('one.json', [{ milestones: [milestone] }]));
  const mine = path.join(line.folder, `mine-${String(count)}.shiplapse`);
  await writeFile(mine, await bytes());
  await line.json(
    'milestones',
    mine,
    '--add',
    await line.file('more.json', [{ milestones: [{ ...milestone, id: 'm2' }] }]),
  );
  expect(await line.json('merge', file, mine)).toMatchObject({ added: [{ id: 'm2' }], conflicts: [] });
  expect(await line.json('milestones', file)).toMatchObject({ milestones: [{ id: 'm1' }, { id: 'm2' }] });
});

test('what cannot be opened or understood is one sentence, and nothing is written', async () => {
  const missing = path.join(line.folder, 'missing.shiplapse');
  expect((await line.call(['runs', missing])).err).toContain('there is no such file');
  expect(await line.call(['milestones', missing, '--dismiss', 'x'])).toMatchObject({ status: 1 });
  const failed = await line.call(['import', missing, '--source', 'runs', await line.file('bad.jsonl', ['no record'])]);
  expect(failed.status).toBe(1);
  await expect(stat(missing)).rejects.toThrow(/ENOENT/);
  const before = await bytes();
  expect(await line.call(['milestones', file, '--accept', 'nobody'])).toMatchObject({ status: 1 });
  expect((await bytes()).equals(before)).toBe(true);
  await writeFile(file, 'PK but no zip');
  expect((await line.call(['metrics', file])).err).toContain('is not a zip that can be read');
});

test('a command leaves no folder of its own behind', async () => {
  const temporary = path.join(line.folder, 'temporary');
  await mkdir(temporary);
  vi.stubEnv('TMPDIR', temporary);
  expect(os.tmpdir()).toBe(temporary);
  await line.call(['metrics', file]);
  await line.call(['milestones', file, '--accept', 'nobody']);
  expect(await readdir(temporary)).toEqual([]);
  vi.unstubAllEnvs();
});
