import { readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { afterEach, expect, test } from 'vitest';
import { milestone } from '../domain/notes/testing/teams';
import { exportShared } from '../exports/shared';
import { readRetroFile } from '../retroFile/readRetroFile';
import { openStore, type Store } from '../store/store';
import { removeTemporaryFolders, sampleRetro, temporaryFolder } from '../store/testing/samples';
import { editRetro } from './editing';
import { Engine } from './engine';
import { exchangeThrough } from './exchangeThrough';

const opened: Store[] = [];
afterEach(async () => {
  for (const store of opened.splice(0)) await store.close();
  removeTemporaryFolders();
});

async function storeOf(folder: string): Promise<Store> {
  const store = await openStore(folder, { lock: 'write' });
  opened.push(store);
  return store;
}

test('the folder is remembered beside the work, over edits and a restart, and is in no retro file', async () => {
  const place = temporaryFolder();
  const folder = temporaryFolder();
  const store = await storeOf(place);
  await store.createRetro(sampleRetro('saas'));
  await store.saveSettings({ ...(await store.settings()), author: 'Ana' });
  const retro = sampleRetro('saas');
  await expect(exchangeThrough(store, retro, null)).rejects.toThrow('through no folder yet; choose one.');
  const first = await exchangeThrough(store, retro, folder);
  expect(first).toEqual({ folder: path.basename(folder), changes: [], toSettle: 0, problems: [] });
  await editRetro(store, 'saas', { type: 'addMilestone', milestone: milestone('m1', 'Trunk only', 'Ana') });
  await store.close();

  const again = await storeOf(place);
  expect(await again.sharedFolder('saas')).toBe(folder);
  const engine = new Engine(again);
  await exchangeThrough(again, await engine.retro('saas'), null);
  expect(await readFile(path.join(folder, 'ana.notes.jsonl'), 'utf8')).toContain('m1');
  const file = path.join(temporaryFolder(), 'saas.shiplapse');
  await exportShared(engine, 'saas', 'retro', file, 'hidden');
  const read = await readRetroFile(file);
  expect(JSON.stringify(read.retro)).toContain('m1');
  expect(JSON.stringify(read.retro)).not.toContain(folder);
  read.close();
});

test('lines that cannot be read are told, and the rest comes in', async () => {
  const folder = temporaryFolder();
  const store = await storeOf(temporaryFolder());
  await store.createRetro(sampleRetro('saas'));
  await writeFile(path.join(folder, 'ben.notes.jsonl'), '{"record":"notes","version":1,"retro":"saas"}\n<<<<<<<\n');
  const { problems } = await exchangeThrough(store, sampleRetro('saas'), folder);
  expect(problems).toHaveLength(1);
  expect(problems[0]).toMatch(/^ben\.notes\.jsonl, line 2: .*; this line was left out\.$/);
});
