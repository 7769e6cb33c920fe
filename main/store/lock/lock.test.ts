import { mkdir, readdir, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { afterAll, expect, test } from 'vitest';
import { rounds, sayFigures } from '../../testing/soak';
import { nodeFileSystem } from '../files/fileSystem';
import { openStore } from '../store';
import { filesBelow, removeTemporaryFolders, sampleRetro, temporaryFolder } from '../testing/samples';
import { startWriter } from '../testing/startWriter';
import { thisProcess } from './lockOwner';
import { takeLock } from './storeLock';

afterAll(removeTemporaryFolders);

test('the second to open reads only, until the first closes', async () => {
  const folder = temporaryFolder();
  const first = await openStore(folder);
  const second = await openStore(folder);
  expect(second.readOnly).toContain(`process ${String(process.pid)}`);
  await expect(second.createRetro(sampleRetro('x'))).rejects.toMatchObject({ kind: 'read_only' });
  await second.close();
  await first.close();
  const third = await openStore(folder);
  expect(third.readOnly).toBeNull();
  await third.close();
  expect(await readdir(path.join(folder, 'lock'))).toEqual([]);
});

test('of many that come at once, one at most may write', async () => {
  const races = rounds(10, 300);
  let [won, nobody] = [0, 0];
  for (let round = 0; round < races; round += 1) {
    const folder = temporaryFolder();
    const taken = await Promise.all(Array.from({ length: 8 }, () => takeLock(nodeFileSystem, folder)));
    const locks = taken.flatMap((one) => ('lock' in one ? [one.lock] : []));
    expect(locks.length).toBeLessThanOrEqual(1);
    if (locks.length === 1) won += 1;
    else nobody += 1;
    await Promise.all(locks.map((lock) => lock.release()));
    const next = await takeLock(nodeFileSystem, folder);
    expect('lock' in next).toBe(true);
  }
  sayFigures('D6 eight that come at once', { races, 'won by one': won, 'nobody, all stepped back': nobody });
});

const me = thisProcess();
test.each([
  ['a process that is no more', { ...me, pid: 4_194_000 }, true],
  ['an earlier start of the machine', { ...me, boot: 'another' }, true],
  ['an earlier process of the same number', { ...me, started: '1' }, true],
  ['this very process', me, false],
  ['another machine', { ...me, host: `not-${os.hostname()}` }, false],
])('a lock of %s: free is %s', async (_, owner, isFree) => {
  const folder = temporaryFolder();
  await mkdir(path.join(folder, 'lock'));
  await writeFile(path.join(folder, 'lock', '1-a'), JSON.stringify(owner));
  const store = await openStore(folder);
  expect(store.readOnly === null).toBe(isFree);
  await store.close();
});

test('a lock that lost its content in a power cut is free', async () => {
  const folder = temporaryFolder();
  await mkdir(path.join(folder, 'lock'));
  await writeFile(path.join(folder, 'lock', '1-a'), '');
  const store = await openStore(folder);
  expect(store.readOnly).toBeNull();
  await store.close();
});

test('claims that a dead process never finished are removed', async () => {
  const folder = temporaryFolder();
  await mkdir(path.join(folder, 'lock'));
  await writeFile(path.join(folder, 'lock', '4194000-a.tmp'), '');
  const store = await openStore(folder);
  await store.close();
  expect(await readdir(path.join(folder, 'lock'))).toEqual([]);
});

test('a stopped owner keeps the lock, a killed one leaves it', async () => {
  const folder = temporaryFolder();
  const writer = await startWriter(folder);
  writer.child.kill('SIGSTOP');
  await wait(rounds(0, 60_000));
  const reader = await openStore(folder);
  expect(reader.readOnly).toContain(`process ${String(writer.child.pid)}`);
  const title = Number((await reader.retro('saas'))?.title);
  expect(title).toBeGreaterThanOrEqual(writer.acknowledged());
  expect(reader.damage).toEqual([]);
  await reader.close();
  writer.child.kill('SIGCONT');
  await writer.kill();
  const next = await openStore(folder);
  expect(next.readOnly).toBeNull();
  await next.close();
  expect((await filesBelow(folder)).filter((file) => file.endsWith('.tmp') || file.startsWith('lock'))).toEqual([]);
});
