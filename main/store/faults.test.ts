import { cp, rm } from 'node:fs/promises';
import path from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { FailureError } from '../failure';
import { rounds, sayFigures } from '../testing/soak';
import { openStore, type Store } from './store';
import { filesBelow, removeTemporaryFolders, sampleRetro, sampleRuns, temporaryFolder } from './testing/samples';
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
    const step = lasting === 'for good' && (code === 'EBUSY' || code === 'EMFILE') ? rounds(12, 1) : 1;
    const seen = { injected: 0, 'saves refused': 0, lost: 0, doubled: 0, unreadable: 0, 'leaked temporary files': 0 };
    const failedIn: Record<string, number> = {};
    let notTidied = 0;
    for (let nth = 1; nth <= deepest; nth += step) {
      const folder = path.join(temporaryFolder(), 'store');
      await cp(base, folder, { recursive: true });
      let changes = 0;
      const fileSystem = wrapFileSystem({
        before: (change) => {
          changes += 1;
          if (changes < nth || (lasting === 'once' && changes > nth)) return;
          if (changes === nth) {
            seen.injected += 1;
            failedIn[change] = (failedIn[change] ?? 0) + 1;
          }
          throw Object.assign(new Error(code), { code });
        },
      });
      const store = await openStore(folder, { fileSystem }).catch(expectedFailure);
      const saved = store?.readOnly === null ? await change(store) : nothingSaved;
      seen['saves refused'] += saved.refused;

      const again = await openStore(folder, { lock: 'read' });
      const title = Number((await again.retro('saas'))?.title);
      const { runs } = await again.history('saas').read();
      const { cursor } = again.history('saas').known('gocd');
      const ids = new Set(runs.map(({ id }) => id));
      if (title < saved.title || ids.size < saved.runs) seen.lost += 1;
      seen.doubled += runs.length - ids.size;
      seen.unreadable += again.damage.length;
      const context = `${code} ${lasting} at change ${String(nth)}`;
      expect(saved.titles, context).toContain(title);
      expect(saved.counts, context).toContain(runs.length);
      expect(cursor, context).toBe(runs.length);
      expect(again.damage, context).toEqual([]);

      await store?.close().catch(() => undefined);
      const next = await openStore(folder);
      // Where even letting go of the lock failed, it is this very process that still holds it.
      if (next.readOnly === null) seen['leaked temporary files'] += leftovers(await filesBelow(folder)).length;
      else notTidied += 1;
      await next.close();
      await rm(folder, { recursive: true });
    }
    sayFigures(`D3 ${code} ${lasting}`, { ...seen, ...failedIn });
    expect(seen).toMatchObject({ lost: 0, doubled: 0, unreadable: 0, 'leaked temporary files': 0 });
    expect(seen.injected, 'every one of them came').toBe(Math.ceil(deepest / step));
    if (lasting === 'once') expect(notTidied).toBeLessThanOrEqual(3);
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
  expect((await store.retro('saas'))?.title).toBe('0');
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
  await store.createRetro(sampleRetro('saas', '-1'));
  await store.saveRetro(sampleRetro('saas', '0'));
  const transaction = store.history('saas').begin('gocd');
  transaction.add(sampleRuns(100), 100);
  await transaction.commit();
  await store.close();
}

/** What a store said to be saved, and what may be found: that, or a later change that was told to have failed. */
interface Saved {
  title: number;
  runs: number;
  titles: number[];
  counts: number[];
  refused: number;
}

const nothingSaved: Saved = { title: 0, runs: 100, titles: [0], counts: [100], refused: 0 };

/** Goes on saving, as people do, after a save that failed; a disk that fails twice in a row is left. */
async function change(store: Store): Promise<Saved> {
  const saved = structuredClone(nothingSaved);
  for (let n = 1, inARow = 0; n <= rounds(3, 10) && inARow < 2; n += 1) {
    const transaction = store.history('saas').begin('gocd');
    const count = 100 + 50 * n;
    transaction.add(sampleRuns(count - 90, 90), count);
    const history = await transaction.commit().catch(expectedFailure);
    Object.assign(saved, history ? { runs: count, counts: [count] } : { counts: [...saved.counts, count] });
    const retro = await store.saveRetro(sampleRetro('saas', String(n))).then(() => true, expectedFailure);
    Object.assign(saved, retro ? { title: n, titles: [n] } : { titles: [...saved.titles, n] });
    const failed = Number(history === null) + Number(retro === null);
    saved.refused += failed;
    inARow = failed === 0 ? 0 : inARow + failed;
  }
  return saved;
}

function expectedFailure(error: unknown): null {
  expect(error).toBeInstanceOf(FailureError);
  return null;
}

/** A claim to the lock that was never finished stays until the process that made it, here this one, has ended. */
const leftovers = (files: string[]): string[] =>
  files.filter((file) => file.includes('.tmp') && !file.startsWith(`lock/${String(process.pid)}-`));
