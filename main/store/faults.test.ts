import { cp, rm } from 'node:fs/promises';
import path from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { FailureError } from '../failure';
import { openStore, type Store } from './store';
import {
  filesBelow,
  removeTemporaryFolders,
  rounds,
  sampleRetro,
  sampleRuns,
  temporaryFolder,
} from './testing/samples';
import { wrapFileSystem } from './testing/wrapFileSystem';

afterAll(removeTemporaryFolders);

const codes = ['ENOSPC', 'EIO', 'EACCES', 'EROFS', 'EBUSY', 'EMFILE'];
const deepest = rounds(60, 200);

/** From the nth change on the disk fails: once, or for good. */
test.each(codes.flatMap((code) => [[code, 'once'] as const, [code, 'for good'] as const]))(
  'a disk that fails with %s %s never damages what was saved',
  { timeout: 3_600_000 },
  async (code, lasting) => {
    const base = temporaryFolder();
    await prepare(base);
    // What comes by itself and lasts costs a third of a second each time; fewer of those tell as much.
    const step = lasting === 'for good' && (code === 'EBUSY' || code === 'EMFILE') ? rounds(12, 5) : 1;
    let injected = 0;
    let tidied = 0;
    for (let nth = 1; nth <= deepest; nth += step) {
      const folder = path.join(temporaryFolder(), 'store');
      await cp(base, folder, { recursive: true });
      let changes = 0;
      let failed = 0;
      const fileSystem = wrapFileSystem({
        before: () => {
          changes += 1;
          if (changes < nth || (lasting === 'once' && changes > nth)) return;
          failed += 1;
          throw Object.assign(new Error(code), { code });
        },
      });
      const store = await openStore(folder, { fileSystem }).catch(expectedFailure);
      const saved = store?.readOnly === null ? await change(store) : { retro: false, history: false };
      injected += Math.min(failed, 1);

      const again = await openStore(folder, { lock: 'read' });
      const title = (await again.retro('saas'))?.title;
      const { runs } = await again.history('saas').read();
      const { cursor } = again.history('saas').known('gocd');
      expect(saved.retro ? ['new'] : ['old', 'new']).toContain(title);
      expect(saved.history ? [150] : [100, 150]).toContain(runs.length);
      expect(cursor).toBe(runs.length);
      expect(again.damage).toEqual([]);

      await store?.close().catch(() => undefined);
      const next = await openStore(folder);
      // Where even letting go of the lock failed, it is this very process that still holds it.
      if (next.readOnly === null) expect(leftovers(await filesBelow(folder))).toEqual([]);
      tidied += next.readOnly === null ? 1 : 0;
      await next.close();
      await rm(folder, { recursive: true });
    }
    expect(injected).toBeGreaterThan(step === 1 ? 20 : 2);
    if (lasting === 'once') expect(tidied).toBeGreaterThanOrEqual(deepest - 3);
  },
);

test('a full disk is told with the room it wants, and the next save goes through', async () => {
  const folder = temporaryFolder();
  await prepare(folder);
  let isFull = false;
  const before = (change: string): void => {
    if (isFull && change === 'write') throw Object.assign(new Error('full'), { code: 'ENOSPC' });
  };
  const store = await openStore(folder, { fileSystem: wrapFileSystem({ before }) });
  const transaction = store.history('saas').begin('gocd');
  transaction.add(sampleRuns(10, 500), 510);
  isFull = true;
  await expect(store.saveRetro(sampleRetro('saas', 'new'))).rejects.toThrow(/is full; free at least \d+ kB/);
  await expect(transaction.checkpoint()).rejects.toMatchObject({ kind: 'storage' });
  expect(leftovers(await filesBelow(folder))).toEqual([]);
  expect((await store.retro('saas'))?.title).toBe('old');
  isFull = false;
  await store.saveRetro(sampleRetro('saas', 'new'));
  expect((await transaction.commit()).runs.added).toBe(10);
  expect(store.history('saas').known('gocd').cursor).toBe(510);
  await store.close();
});

test('a later save that fails leaves the earlier ones done', async () => {
  const folder = temporaryFolder();
  await prepare(folder);
  let creates = 0;
  const before = (change: string, file: string): void => {
    if (change !== 'create' || !file.includes('retro.json')) return;
    creates += 1;
    if (creates % 3 === 0) throw Object.assign(new Error('io'), { code: 'EIO' });
  };
  const store = await openStore(folder, { fileSystem: wrapFileSystem({ before }) });
  const saves = await Promise.allSettled(
    [1, 2, 3, 4, 5, 6].map((i) => store.saveRetro(sampleRetro('saas', String(i)))),
  );
  expect(saves.map(({ status }) => status === 'fulfilled')).toEqual([true, true, false, true, true, false]);
  expect((await store.retro('saas'))?.title).toBe('5');
  await store.close();
});

async function prepare(folder: string): Promise<void> {
  const store = await openStore(folder);
  await store.createRetro(sampleRetro('saas', 'older'));
  await store.saveRetro(sampleRetro('saas', 'old'));
  const transaction = store.history('saas').begin('gocd');
  transaction.add(sampleRuns(100), 100);
  await transaction.commit();
  await store.close();
}

/** Says what the store claims to have saved. */
async function change(store: Store): Promise<{ retro: boolean; history: boolean }> {
  const transaction = store.history('saas').begin('gocd');
  transaction.add(sampleRuns(60, 90), 150);
  const history = await transaction.commit().catch(expectedFailure);
  const retro = await store
    .saveRetro(sampleRetro('saas', 'new'))
    .then(() => true)
    .catch(expectedFailure);
  return { history: history !== null, retro: retro === true };
}

function expectedFailure(error: unknown): null {
  expect(error).toBeInstanceOf(FailureError);
  return null;
}

/** A claim to the lock that was never finished stays until the process that made it, here this one, has ended. */
const leftovers = (files: string[]): string[] =>
  files.filter((file) => file.includes('.tmp') && !file.startsWith(`lock/${String(process.pid)}-`));
