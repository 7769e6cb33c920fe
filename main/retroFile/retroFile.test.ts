import JSZip from 'jszip';
import { readFile, readdir, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { runs } from '../commands/runs';
import { makeWrite } from '../domain/notes/noteWrite';
import { mergeIntoRetro, notesOf, withoutNotes } from '../domain/notes/retroNotes';
import { conflicts } from '../domain/notes/shownNotes';
import { Engine } from '../engine/engine';
import { createExample, exampleName } from '../example/createExample';
import { openStore, type Store } from '../store/store';
import {
  picture,
  removeTemporaryFolders,
  sampleCommit,
  sampleRetro,
  sampleRun,
  temporaryFolder,
} from '../store/testing/samples';
import { importRetroFile } from './importRetroFile';
import { openRetroFile } from './openRetroFile';
import { readRetroFile } from './readRetroFile';
import { peopled, secrets } from './testing/peopled';
import { writeRetroFile } from './writeRetroFile';

const withPeople = { withoutPeople: false, app: '0.1.0' };
const hidden = { withoutPeople: true, app: '0.1.0' };
const opened: Store[] = [];
let example: Store;
let exampleFolder: string;

beforeAll(async () => {
  exampleFolder = temporaryFolder();
  example = await openStore(exampleFolder, { lock: 'write' });
  opened.push(example);
  await createExample(new Engine(example), new AbortController().signal);
}, 120_000);

afterAll(async () => {
  for (const store of opened) await store.close();
  removeTemporaryFolders();
});

async function emptyStore(): Promise<Store> {
  const store = await openStore(temporaryFolder(), { lock: 'write' });
  opened.push(store);
  return store;
}

async function printRuns(store: Store, name: string): Promise<string> {
  let text = '';
  const terminal = {
    out: (more: string) => Promise.resolve(void (text += more)),
    note: () => undefined,
    progress: () => undefined,
  };
  const engine = () => Promise.resolve(new Engine(store));
  await runs.run({
    words: [name],
    json: false,
    terminal,
    engine,
    open: async (name: string) => ({ engine: await engine(), name }),
    signal: new AbortController().signal,
    env: {},
    inElectron: null,
  });
  return text;
}

async function partsOf(file: string): Promise<Map<string, string>> {
  const zip = await JSZip.loadAsync(await readFile(file));
  const parts = Object.values(zip.files).map(async (entry) => [entry.name, await entry.async('string')] as const);
  return new Map(await Promise.all(parts));
}

test('the example comes out of a retro file as it went in: the same runs, the same work', async () => {
  const file = path.join(temporaryFolder(), 'example.shiplapse');
  const bytes = await writeRetroFile(new Engine(example), exampleName, file, withPeople);
  expect((await readFile(file)).length).toBe(bytes);
  const other = await emptyStore();
  const name = await importRetroFile(other, file);
  expect(name).toBe(exampleName);
  expect(await printRuns(other, name)).toBe(await printRuns(example, exampleName));
  const [before, after] = [await example.retro(exampleName), await other.retro(name)];
  expect(before && after && withoutNotes(after)).toEqual(before && withoutNotes(before));
  expect(after && notesOf(after)).toEqual(before && notesOf(before));
  const again = path.join(temporaryFolder(), 'again.shiplapse');
  await writeRetroFile(new Engine(other), name, again, withPeople);
  expect((await readFile(again)).equals(await readFile(file))).toBe(true);
  expect(await importRetroFile(other, file)).toBe(`${exampleName}-2`);
});

test('several sources, gaps, main branches, bindings and conflicting notes come along', async () => {
  const store = await emptyStore();
  const base = sampleRetro('pasty');
  const write = (value: string, at: number) =>
    makeWrite({ kind: 'slide', of: 's', field: 'headline', value, author: 'Anna', at, replaces: [] });
  await store.createRetro(mergeIntoRetro(base, { writes: [write('ours', 2), write('theirs', 1)] }));
  const history = store.history('pasty');
  const gaps = [{ from: 2_000, to: 3_000, reason: 'purged by the server' }];
  for (const source of ['github', 'github@ci.example/a/b']) {
    const transaction = history.begin(source);
    transaction.add([sampleRun('run-1', 5_000), sampleCommit('c1', 1_500)]);
    await transaction.commit({ coverage: { from: 1_000, to: 9_000, gaps }, mainBranches: { 'git:mingle': 'saas' } });
  }
  await history.bindSource('github', { kind: 'github', origin: 'https://ci.example', project: 'a/c' });
  const empty = history.begin('git');
  await empty.commit({ coverage: { from: 1, to: 2, gaps: [] } });
  const file = path.join(temporaryFolder(), 'pasty.shiplapse');
  await writeRetroFile(new Engine(store), 'pasty', file, withPeople);
  const other = await emptyStore();
  await importRetroFile(other, file);
  expect(other.history('pasty').coverage()).toEqual(history.coverage());
  expect(other.history('pasty').sources()).toEqual(history.sources());
  expect(await printRuns(other, 'pasty')).toBe(await printRuns(store, 'pasty'));
  const retro = await other.retro('pasty');
  expect(retro && conflicts(notesOf(retro)).map(({ alternatives }) => alternatives.map(({ value }) => value))).toEqual([
    ['ours', 'theirs'],
  ]);
});

test('a retro file is written while the store may not be', async () => {
  const reader = await openStore(exampleFolder, { lock: 'read' });
  opened.push(reader);
  const before = await picture(path.join(exampleFolder, 'retros'));
  const file = path.join(temporaryFolder(), 'copy.shiplapse');
  await writeRetroFile(new Engine(reader), exampleName, file, withPeople);
  expect((await readRetroFileAndClose(file)).retro.name).toBe(exampleName);
  expect(await picture(path.join(exampleFolder, 'retros'))).toEqual(before);
});

test('a retro file opened by itself leaves nothing behind', async () => {
  const file = path.join(temporaryFolder(), 'example.shiplapse');
  await writeRetroFile(new Engine(example), exampleName, file, withPeople);
  const folders = async (): Promise<string[]> =>
    (await readdir(os.tmpdir())).filter((name) => /^shiplapse-[0-9a-f-]{36}$/.test(name));
  const before = await folders();
  const alone = await openRetroFile(file);
  expect(await printRuns(alone.store, alone.name)).toBe(await printRuns(example, exampleName));
  await alone.close();
  await writeFile(file, 'no zip');
  await expect(openRetroFile(file)).rejects.toThrow(/is not a zip/);
  expect((await folders()).filter((name) => !before.includes(name))).toEqual([]);
});

describe('without people', () => {
  test('no name, address, message or unknown field is left in any part', async () => {
    const store = await peopled(await emptyStore());
    const plain = path.join(temporaryFolder(), 'plain.shiplapse');
    await writeRetroFile(new Engine(store), 'pasty', plain, withPeople);
    const before = [...(await partsOf(plain)).values()].join('\n').toLowerCase();
    for (const secret of secrets) expect(before).toContain(secret.toLowerCase());
    const file = path.join(temporaryFolder(), 'masked.shiplapse');
    await writeRetroFile(new Engine(store), 'pasty', file, hidden);
    for (const [name, text] of await partsOf(file)) {
      for (const secret of secrets)
        expect([name, text.toLowerCase().includes(secret.toLowerCase())]).toEqual([name, false]);
    }
    expect((await readFile(file)).includes('octocat42')).toBe(false);
  });

  test('the same person is the same word everywhere, and references still fit', async () => {
    const store = await peopled(await emptyStore());
    const file = path.join(temporaryFolder(), 'masked.shiplapse');
    await writeRetroFile(new Engine(store), 'pasty', file, hidden);
    const other = await emptyStore();
    const name = await importRetroFile(other, file);
    const {
      runs: [first, second],
      commits,
      coverage,
    } = await other.history(name).read();
    const retro = await other.retro(name);
    expect(first?.id).toBe(`${first?.actor ?? ''}/1`);
    expect(second?.upstream).toEqual([first?.id]);
    expect(first?.revisions[0]).toMatchObject({ branch: `${first?.actor ?? ''}/fix`, message: null });
    expect(retro?.milestones[0]?.anchors[0]).toEqual({ to: 'run', run: first?.id });
    expect(retro?.environments.environments[0]?.match).toEqual([{ branch: `${first?.actor ?? ''}/*` }]);
    expect(retro?.milestones[0]).toMatchObject({
      title: `${first?.revisions[0]?.author ?? ''}’s idea`,
      gained: `${commits[0]?.author ?? ''} slept`,
    });
    expect(coverage[0]?.mainBranches).toEqual({ 'git:mingle': 'main' });
    expect(commits[0]?.branches[0]).toBe('main');
  });

  test('the bundled example keeps its numbers and loses its people', async () => {
    const history = await example.history(exampleName).read();
    const names = new Set([...history.commits.map(({ author }) => author), ...history.runs.map(({ actor }) => actor)]);
    const file = path.join(temporaryFolder(), 'masked.shiplapse');
    await writeRetroFile(new Engine(example), exampleName, file, hidden);
    const text = [...(await partsOf(file)).values()].join('\n');
    const left = [...names].filter(
      (name) => name !== null && name.length > 3 && !/^(changes|timer)$/.test(name) && text.includes(name),
    );
    expect(left).toEqual([]);
    const other = await emptyStore();
    const masked = await other.history(await importRetroFile(other, file)).read();
    expect(masked.runs.map(({ outcome, finishedAt }) => [outcome, finishedAt])).toEqual(
      history.runs.map(({ outcome, finishedAt }) => [outcome, finishedAt]),
    );
  });
});

async function readRetroFileAndClose(file: string) {
  const read = await readRetroFile(file);
  read.close();
  return read;
}
