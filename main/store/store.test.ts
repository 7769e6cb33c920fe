import { mkdir, readFile, stat, symlink, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { rounds } from '../testing/soak';
import { openStore } from './store';
import {
  filesBelow,
  january,
  picture,
  removeTemporaryFolders,
  sampleRetro,
  sampleRuns,
  temporaryFolder,
} from './testing/samples';

afterAll(removeTemporaryFolders);

test('what was saved is there when the store is opened again', async () => {
  const folder = path.join(temporaryFolder(), 'deep', 'store');
  const store = await openStore(folder);
  expect([store.readOnly, store.damage, await store.retros()]).toEqual([null, [], []]);
  await store.createRetro(sampleRetro('saas'));
  const step = { edit: { type: 'rename', title: 'b' }, inverse: { type: 'rename', title: 'a' } } as const;
  await store.saveRetroWithJournal(sampleRetro('saas', 'b'), { done: [step], undone: [step] });
  await store.saveRetro(sampleRetro('saas', 'c'));
  await store.saveSettings({ theme: 'dark', author: 'Ada', motion: 'full', lastExportFormat: 'pdf', people: 'shown' });
  await store.close();

  const again = await openStore(folder);
  expect(await again.retro('saas')).toEqual(sampleRetro('saas', 'c'));
  expect(await again.journal('saas')).toEqual({ done: [step], undone: [step] });
  expect(await again.settings()).toMatchObject({ theme: 'dark', author: 'Ada' });
  expect(await again.retro('other')).toBeNull();
  expect(again.damage).toEqual([]);
  await again.close();
});

test('the library counts from the manifest', async () => {
  const store = await openStore(temporaryFolder());
  await store.createRetro(sampleRetro('saas'));
  const transaction = store.history('saas').begin('gocd');
  transaction.add(sampleRuns(10));
  await transaction.commit({ coverage: { from: january, to: january + 9, gaps: [] } });
  const coverage = { from: january, to: january + 9, gaps: [] };
  expect(await store.retros()).toMatchObject([{ name: 'saas', runs: 10, commits: 0, milestones: 0, coverage }]);
  await store.close();
});

test('unknown fields of a later version stay', async () => {
  const folder = temporaryFolder();
  const store = await openStore(folder);
  const retro = { ...sampleRetro('saas'), votes: [{ by: 3 }] };
  await store.createRetro(retro);
  await store.close();
  const again = await openStore(folder);
  expect(await again.retro('saas')).toEqual(retro);
  await again.close();
});

test('a removed retro can be put back, history and all', async () => {
  const store = await openStore(temporaryFolder());
  await store.createRetro(sampleRetro('saas'));
  const transaction = store.history('saas').begin('gocd');
  transaction.add(sampleRuns(3));
  await transaction.commit();
  await store.removeRetro('saas');
  expect(await store.retros()).toEqual([]);
  expect(await store.retro('saas')).toBeNull();
  await store.restoreRetro('saas');
  expect(await store.retros()).toMatchObject([{ name: 'saas', runs: 3 }]);
  await expect(store.restoreRetro('saas')).rejects.toThrow('There is no removed retro');
  expect(store.damage).toEqual([]);
  await store.close();
});

test.each([['saas'], ['SaaS']])('a second retro %s is refused', async (name) => {
  const store = await openStore(temporaryFolder());
  await store.createRetro(sampleRetro('saas'));
  await expect(store.createRetro(sampleRetro(name))).rejects.toMatchObject({ kind: 'wrong_input' });
  await store.close();
});

test.each(['..', '.', 'a/b', 'a b', '', 'nul', 'COM1.x', 'a.', 'ä', 'x'.repeat(101)])('no retro “%s”', async (name) => {
  const store = await openStore(temporaryFolder());
  await expect(store.createRetro(sampleRetro(name))).rejects.toMatchObject({ kind: 'wrong_usage' });
  await store.close();
});

test('a reader makes nothing and changes nothing', async () => {
  const missing = path.join(temporaryFolder(), 'none');
  const nowhere = await openStore(missing, { lock: 'read' });
  expect(await nowhere.retros()).toEqual([]);
  await expect(stat(missing)).rejects.toThrow('ENOENT');

  const folder = temporaryFolder();
  const writer = await openStore(folder);
  await writer.createRetro(sampleRetro('saas'));
  const before = await picture(folder);
  const reader = await openStore(folder, { lock: 'read' });
  expect(await reader.retro('saas')).toEqual(sampleRetro('saas'));
  await expect(reader.saveRetro(sampleRetro('saas', 'x'))).rejects.toMatchObject({ kind: 'read_only' });
  await expect(reader.history('saas').begin('a').commit()).rejects.toMatchObject({ kind: 'read_only' });
  await reader.close();
  expect(await picture(folder)).toEqual(before);
  await writer.close();
});

test('a reader sees what the writer saved since it opened', async () => {
  const folder = temporaryFolder();
  const writer = await openStore(folder);
  const reader = await openStore(folder, { lock: 'read' });
  await writer.createRetro(sampleRetro('saas'));
  for (const title of ['b', 'c', 'd']) {
    const transaction = writer.history('saas').begin('gocd');
    transaction.add(sampleRuns(50, title.charCodeAt(0) * 50));
    await transaction.commit();
    await writer.saveRetro(sampleRetro('saas', title));
    expect((await reader.retro('saas'))?.title).toBe(title);
  }
  expect((await reader.history('saas').read()).runs).toHaveLength(150);
  expect(reader.damage).toEqual([]);
  await writer.close();
});

test('a store of a newer version opens read-only with no byte changed', async () => {
  const folder = temporaryFolder();
  const store = await openStore(folder);
  await store.createRetro(sampleRetro('saas'));
  await store.close();
  const file = path.join(folder, 'store.json');
  await writeFile(file, (await readFile(file, 'utf8')).replace('"version": 1', '"version": 2'));
  const before = await picture(folder);
  const newer = await openStore(folder);
  expect(newer.readOnly).toContain('newer version');
  expect(await newer.retro('saas')).toEqual(sampleRetro('saas'));
  await newer.close();
  expect(await picture(folder)).toEqual(before);
});

test.each([0o022, 0o077, 0o000])('files are private under umask %o', async (mask) => {
  const before = process.umask(mask);
  try {
    const folder = path.join(temporaryFolder(), 'store');
    const store = await openStore(folder);
    await store.createRetro(sampleRetro('saas'));
    for (let i = 0; i < 100; i += 1) await store.saveRetro(sampleRetro('saas', String(i)));
    const transaction = store.history('saas').begin('gocd');
    transaction.add(sampleRuns(5));
    await transaction.commit();
    const modes = await Promise.all(
      (await filesBelow(folder)).map(async (file) => (await stat(path.join(folder, file))).mode & 0o777),
    );
    expect(new Set(modes)).toEqual(new Set([0o600]));
    for (const part of ['', 'retros', 'retros/saas', 'retros/saas/history/segments', 'lock']) {
      expect((await stat(path.join(folder, part))).mode & 0o777).toBe(0o700);
    }
    await store.close();
  } finally {
    process.umask(before);
  }
});

test('a symlinked store folder stays one', async () => {
  const base = temporaryFolder();
  await mkdir(path.join(base, 'real'));
  await symlink(path.join(base, 'real'), path.join(base, 'link'));
  const store = await openStore(path.join(base, 'link'));
  await store.createRetro(sampleRetro('saas'));
  await store.saveRetro(sampleRetro('saas', 'b'));
  await store.close();
  const again = await openStore(path.join(base, 'real'));
  expect((await again.retro('saas'))?.title).toBe('b');
  await again.close();
});

test('order comes from generations, whatever the clock says', async () => {
  const folder = temporaryFolder();
  let now = january;
  for (let i = 0; i < rounds(60, 200); i += 1) {
    now += (((i * 7919) % 49) - 24) * 3_600_000;
    const store = await openStore(folder, { now: () => now });
    if (i === 0) await store.createRetro(sampleRetro('saas'));
    await store.saveRetro(sampleRetro('saas', String(i)));
    await store.close();
    const again = await openStore(folder, { now: () => now });
    expect((await again.retro('saas'))?.title).toBe(String(i));
    await again.close();
  }
});

test('each save settles for its own data, in time', async () => {
  const store = await openStore(temporaryFolder());
  await store.createRetro(sampleRetro('saas'));
  const begun = performance.now();
  let firstMs = Infinity;
  const saves = Array.from({ length: 300 }, (_, i) => store.saveRetro(sampleRetro('saas', String(i))));
  await saves[0]?.then(() => (firstMs = performance.now() - begun));
  expect(firstMs).toBeLessThan(100);
  await Promise.all(saves);
  expect((await store.retro('saas'))?.title).toBe('299');
  await store.close();
});
