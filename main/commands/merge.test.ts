import { readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { afterEach, expect, test } from 'vitest';
import { makeWrite } from '../domain/notes/noteWrite';
import { printNotesFile } from '../domain/notes/notesFile';
import { withRecordedEdit } from '../domain/notes/retroNotes';
import { milestone } from '../domain/notes/testing/teams';
import { applyEdit, type RetroEdit } from '../domain/retro/edits';
import type { Retro } from '../domain/retro/retro';
import { editRetro, undoEdit } from '../engine/editing';
import { Engine } from '../engine/engine';
import { exchangeFolder, writeToFolder } from '../engine/exchange';
import { exportNotes } from '../exports/notes';
import { exportRetro } from '../exports/retro';
import { openStore, type Store } from '../store/store';
import { picture, removeTemporaryFolders, sampleRetro, temporaryFolder } from '../store/testing/samples';
import { merge } from './merge';

const opened: Store[] = [];

afterEach(async () => {
  for (const store of opened.splice(0)) await store.close();
  removeTemporaryFolders();
});

async function storeWith(retro: Retro): Promise<Store> {
  const store = await openStore(temporaryFolder(), { lock: 'write' });
  opened.push(store);
  await store.createRetro(retro);
  return store;
}

async function run(store: Store, words: string[]): Promise<{ status: number; out: string; notes: string[] }> {
  let out = '';
  const notes: string[] = [];
  const terminal = {
    out: (more: string) => Promise.resolve(void (out += more)),
    note: (line: string) => void notes.push(line),
    progress: () => undefined,
  };
  const json = words.includes('--json');
  const engine = () => Promise.resolve(new Engine(store));
  const rest = words.filter((word) => word !== '--json');
  const status = await merge.run({
    words: rest,
    json,
    terminal,
    engine,
    open: async (name: string) => ({ engine: await engine(), name }),
    signal: new AbortController().signal,
    env: {},
    inElectron: null,
  });
  return { status, out, notes };
}

function edited(retro: Retro, author: string, at: number, edits: RetroEdit[]): Retro {
  return edits.reduce(
    (before, edit) => withRecordedEdit(before, applyEdit(before, edit)?.retro ?? before, { author, at }),
    retro,
  );
}

const base: Retro = { ...sampleRetro('pasty'), milestones: [milestone('m1', 'Toggles', 'Marco')] };
const titled = (title: string): RetroEdit => ({ type: 'changeMilestone', id: 'm1', change: { title } });
const added: RetroEdit = { type: 'addMilestone', milestone: milestone('m2', 'Machine images', 'Ben') };

test('notes of a teammate come in from a notes file or a retro file, and the same in any order', async () => {
  const folder = temporaryFolder();
  const [notes, whole] = [path.join(folder, 'ben.notes.jsonl'), path.join(folder, 'carla.shiplapse')];
  await exportNotes(
    new Engine(await storeWith(edited(base, 'Ben', 10, [titled('Feature toggles'), added]))),
    'pasty',
    notes,
  );
  await exportRetro(new Engine(await storeWith(edited(base, 'Carla', 20, [titled('Flags')]))), 'pasty', whole);
  const anna = edited(base, 'Anna', 5, [
    { type: 'addAction', action: { id: 'a1', text: 'Ask Ben', owner: 'Anna', due: null } },
  ]);
  const [one, other] = [await storeWith(anna), await storeWith(anna)];

  const first = await run(one, ['pasty', notes, whole, '--json']);
  expect(first.status).toBe(0);
  const report = JSON.parse(first.out) as Record<string, unknown>;
  expect(report).toMatchObject({
    retro: 'pasty',
    files: [
      { file: notes, problems: [], failure: null },
      { file: whole, problems: [], failure: null },
    ],
    added: [{ kind: 'milestone', id: 'm2', title: 'Machine images' }],
    changed: [{ kind: 'milestone', id: 'm1', title: 'Flags', fields: ['title'] }],
    removed: [],
    conflicts: [
      {
        kind: 'milestone',
        id: 'm1',
        title: 'Flags',
        field: 'title',
        alternatives: [
          { value: 'Flags', author: 'Carla', at: '1970-01-01T00:00:00.020Z', shown: true },
          { value: 'Feature toggles', author: 'Ben', at: '1970-01-01T00:00:00.010Z', shown: false },
        ],
      },
    ],
  });
  for (const file of [whole, notes, whole]) expect((await run(other, ['pasty', file])).status).toBe(0);
  expect(await other.retro('pasty')).toEqual(await one.retro('pasty'));

  const again = await run(one, ['pasty', whole, notes]);
  expect(again.out).toContain('Nothing new.');
  expect(again.out).toContain('  * Carla: "Flags"');
  expect(again.out).toContain('    Ben: "Feature toggles"');
});

test('taking in what is there already writes nothing', async () => {
  const file = path.join(temporaryFolder(), 'own.notes.jsonl');
  const folder = temporaryFolder();
  const store = await openStore(folder, { lock: 'write' });
  opened.push(store);
  await store.createRetro(edited(base, 'Anna', 5, [added]));
  await exportNotes(new Engine(store), 'pasty', file);
  const before = await picture(path.join(folder, 'retros'));
  expect((await run(store, ['pasty', file])).out).toBe('Nothing new.\n');
  expect(await picture(path.join(folder, 'retros'))).toEqual(before);
});

test('what can be read comes in, what cannot is named, and the status says so', async () => {
  const folder = temporaryFolder();
  const store = await storeWith(base);
  const [good, damaged, broken] = [
    path.join(folder, 'good'),
    path.join(folder, 'damaged'),
    path.join(folder, 'broken.shiplapse'),
  ];
  await exportNotes(new Engine(await storeWith(edited(base, 'Ben', 10, [added]))), 'pasty', good);
  await writeFile(damaged, (await readFile(good, 'utf8')).replace(/\n.*"title".*\n/, '\nhalf a line\n'));
  await writeFile(broken, 'PK and no zip');
  const partly = await run(store, ['pasty', damaged, broken, path.join(folder, 'missing')]);
  expect(partly.status).toBe(3);
  expect(partly.notes).toEqual([
    expect.stringContaining('is not a zip that can be read'),
    expect.stringContaining('there is no such file'),
    expect.stringMatching(/damaged:\d+: is not JSON; this line was left out\./),
  ]);
  expect((await run(store, ['pasty', broken, '--json'])).status).toBe(1);
  expect((await run(store, ['pasty', good])).status).toBe(0);
  expect((await store.retro('pasty'))?.milestones.map(({ id }) => id).sort()).toEqual(['m1', 'm2']);
});

test('a note that is not what its field may hold is left out', async () => {
  const store = await storeWith(base);
  const file = path.join(temporaryFolder(), 'forged');
  const forged = makeWrite({
    kind: 'milestone',
    of: 'm1',
    field: 'detected',
    value: 5,
    author: '',
    at: 0,
    replaces: [],
  });
  await writeFile(file, printNotesFile({ writes: [forged] }, 'pasty'));
  const { status, notes } = await run(store, ['pasty', file]);
  expect(status).toBe(3);
  expect(notes).toEqual([expect.stringMatching(/forged:2: value of detected .*left out/)]);
  expect((await store.retro('pasty'))?.milestones).toEqual(base.milestones);
});

test.each([[[]], [['pasty']]])('%j is wrong usage', async (words) => {
  await expect(run(await storeWith(base), words)).rejects.toThrow(/Name/);
});

test('what two people wrote differently is settled by naming the edit to keep', async () => {
  const folder = temporaryFolder();
  const notes = path.join(folder, 'ben.notes.jsonl');
  await exportNotes(new Engine(await storeWith(edited(base, 'Ben', 10, [titled('Feature toggles')]))), 'pasty', notes);
  const store = await storeWith(edited(base, 'Anna', 20, [titled('Flags')]));
  const { out } = await run(store, ['pasty', folder, '--json']);
  const { conflicts } = JSON.parse(out) as { conflicts: { alternatives: { write: string; author: string }[] }[] };
  const bens = conflicts[0]?.alternatives.find(({ author }) => author === 'Ben')?.write ?? '';
  const settled = await run(store, ['pasty', '--choose', bens, '--json']);
  expect(settled.status).toBe(0);
  expect(JSON.parse(settled.out)).toMatchObject({ changed: [{ id: 'm1', fields: ['title'] }], conflicts: [] });
  expect((await store.retro('pasty'))?.milestones[0]?.title).toBe('Feature toggles');
  await expect(run(store, ['pasty', '--choose', 'nobody'])).rejects.toThrow(/There is no edit “nobody”/);

  // The window takes both steps back.
  await undoEdit(store, 'pasty');
  await undoEdit(store, 'pasty');
  expect((await store.retro('pasty'))?.milestones[0]?.title).toBe('Flags');
  expect((await run(store, ['pasty', notes])).out).toContain('to choose milestone “Flags”: title');
});

test('a folder is shared: everybody lays a file down and takes the others’, and a broken one is named', async () => {
  const folder = path.join(temporaryFolder(), 'shared');
  const ben = await storeWith(edited(base, 'Ben', 10, [added]));
  const anna = await storeWith(edited(base, 'Anna', 20, [titled('Flags')]));
  await ben.saveSettings({ ...(await ben.settings()), author: 'Ben' });
  await anna.saveSettings({ ...(await anna.settings()), author: 'Anna' });
  const first = await exchangeFolder(anna, await retroOf(anna), folder).catch((error: unknown) => error);
  expect(first).toMatchObject({ kind: 'wrong_input' });
  await writeToFolder(await retroOf(ben), folder, 'Ben');
  await writeFile(path.join(folder, 'history.jsonl'), '{"record":"history","version":1}\n');
  const { changes, wrote } = await exchangeFolder(anna, await retroOf(anna), folder);
  expect(changes).toMatchObject([{ what: 'added', id: 'm2' }]);
  expect(wrote.map((file) => path.basename(file))).toEqual(['anna.notes.jsonl']);
  expect((await run(ben, ['pasty', folder])).status).toBe(0);
  expect((await retroOf(ben)).milestones).toEqual((await retroOf(anna)).milestones);

  const mine = path.join(folder, 'anna.notes.jsonl');
  await writeFile(mine, `${await readFile(mine, 'utf8')}<<<<<<< HEAD\n`);
  await editRetro(anna, 'pasty', titled('Flags again'));
  await expect(exchangeFolder(anna, await retroOf(anna), folder)).rejects.toThrow(/has lines that cannot be read/);
  expect(await readFile(mine, 'utf8')).toContain('<<<<<<< HEAD');
});

async function retroOf(store: Store): Promise<Retro> {
  return new Engine(store).retro('pasty');
}
