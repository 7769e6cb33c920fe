import { cp, readFile, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { FailureError } from '../failure';
import { rounds, sayFigures } from '../testing/soak';
import { openStore, type Store } from './store';
import { filesBelow, picture, removeTemporaryFolders, temporaryFolder } from './testing/samples';
import { sampleCommit, sampleRetro, sampleRuns, january, randomFrom } from './testing/samples';

let base = '';
/** Files that only the generation before names: looked at only when it is needed. */
let spares: string[] = [];

beforeAll(async () => {
  base = temporaryFolder();
  const store = await openStore(base);
  for (const name of ['saas', 'installer']) {
    await store.createRetro(sampleRetro(name, `${name} old`));
    const transaction = store.history(name).begin('gocd');
    transaction.add([...sampleRuns(800), sampleCommit('a', january)], 1);
    await transaction.commit({ coverage: { from: january, to: january + 1, gaps: [] } });
    transaction.add(sampleRuns(900), 2);
    await transaction.commit();
    await store.saveRetro(sampleRetro(name, `${name} new`));
  }
  await store.saveSettings({ theme: 'dark', author: 'Ada', motion: 'full', lastExportFormat: 'pdf', people: 'shown' });
  await store.close();
  const manifests = ['saas', 'installer'].map((name) =>
    readFile(path.join(base, `retros/${name}/history/manifest.json`)),
  );
  const named = (await Promise.all(manifests)).join('');
  const isSpare = (file: string) => file.includes('/segments/') && !named.includes(path.basename(file, '.keys'));
  spares = (await filesBelow(base)).filter((file) => file.endsWith('.previous') || isSpare(file));
  expect(spares.length).toBeGreaterThan(4);
});
afterAll(removeTemporaryFolders);

test('each missing file is named, the rest is usable, and nothing is rewritten', async () => {
  const files = (await filesBelow(base)).filter((file) => !spares.includes(file) || file.endsWith('.previous'));
  for (const file of files) {
    const folder = await copy();
    await rm(path.join(folder, file));
    const before = await picture(folder);
    const store = await openStore(folder);
    const seen = await readAll(store);
    expect(store.damage.join('\n'), file).toContain(file);
    expect(store.damage.length, file).toBe(1);
    const readable = Object.values(seen).filter((value) => value !== 'refused').length;
    expect(readable, file).toBeGreaterThanOrEqual(file.endsWith('/manifest.json') ? 4 : 5);
    await store.close();
    expect(await picture(folder), file).toEqual(before);
    await rm(folder, { recursive: true });
  }
  sayFigures('D5 missing files, each of a store in turn', { 'removed and named in the report': files.length });
  expect(files.length).toBeGreaterThan(15);
});

test('no damage goes unnoticed, and no damaged byte is thrown away', { timeout: 3_600_000 }, async () => {
  const files = await filesBelow(base);
  const whole = await readAll(await openStore(base, { lock: 'read' }));
  const seed = Date.now();
  const random = randomFrom(seed);
  const seen = { injected: 0, 'told to the user': 0, 'read-only, as if newer': 0, 'of spare files': 0, harmless: 0 };
  const broken = { 'silent defaults': 0, 'damaged bytes thrown away': 0 };
  const mutations = rounds(300, 10_000);
  for (let round = 0; round < mutations; round += 1) {
    const file = files[random(files.length)] ?? '';
    const folder = await copy();
    const original = await readFile(path.join(folder, file));
    const others = files.filter((name) => name !== `${file}.previous`);
    const other = await readFile(path.join(base, others[random(others.length)] ?? ''));
    let mutated = mutate(original, other, random);
    while (mutated.equals(original)) mutated = mutate(original, other, random);
    await writeFile(path.join(folder, file), mutated);
    const store = await openStore(folder);
    const found = await readAll(store);
    const context = `seed ${String(seed)}, round ${String(round)}: ${file} of ${String(mutated.length)} bytes`;
    expect(store.readOnly === null || store.readOnly.includes('newer'), context).toBe(true);
    seen.injected += 1;
    if (store.damage.length > 0) seen['told to the user'] += 1;
    else if (store.readOnly !== null) seen['read-only, as if newer'] += 1;
    else if (spares.includes(file)) seen['of spare files'] += 1;
    else {
      seen.harmless += 1;
      // Not noticed: then nothing may be different, as where white space or the unsealed end of a file changed.
      expect(found, context).toEqual(whole);
    }
    if (Object.values(found).includes('empty')) broken['silent defaults'] += 1;
    const left = await Promise.all((await filesBelow(folder)).map((name) => readFile(path.join(folder, name))));
    if (!left.some((bytes) => bytes.equals(mutated))) broken['damaged bytes thrown away'] += 1;
    expect(broken, context).toEqual({ 'silent defaults': 0, 'damaged bytes thrown away': 0 });
    await store.close();
    await rm(folder, { recursive: true });
  }
  sayFigures('D4 mutations', { ...seen, ...broken });
  expect(seen['told to the user']).toBeGreaterThan(mutations / 3);
  expect(seen.injected).toBe(mutations);
});

test('damage is set aside, the generation before is opened, and a save goes on from there', async () => {
  const folder = await copy();
  const file = path.join(folder, 'retros/saas/retro.json');
  await writeFile(file, 'broken');
  const store = await openStore(folder);
  expect(store.damage[0]).toMatch(
    /^retros\/saas\/retro\.json is not JSON; it was set aside unchanged as retro\.json\.damaged-\w+; the generation saved before it \(.*\) was opened; later changes are missing\.$/,
  );
  expect((await store.retro('saas'))?.title).toBe('saas old');
  await store.saveRetro(sampleRetro('saas', 'mended'));
  await store.close();
  const again = await openStore(folder);
  expect([(await again.retro('saas'))?.title, again.damage]).toEqual(['mended', []]);
  await again.close();
});

test('a lost segment is a gap, and the next import fills it', async () => {
  const folder = await copy();
  const [segment = ''] = (await filesBelow(folder)).filter((file) => /saas.*2024-01.*ndjson$/.test(file));
  await writeFile(path.join(folder, segment), 'x');
  const store = await openStore(folder);
  const history = store.history('saas');
  const { runs } = await history.read();
  expect(runs.length).toBeLessThan(900);
  expect(store.damage[0]).toContain('are missing; import gocd again');
  expect(history.known('gocd').cursor).toBeNull();
  expect(history.coverage()[0]?.gaps[0]?.reason).toContain('damage');
  const transaction = history.begin('gocd');
  transaction.add([...sampleRuns(900), sampleCommit('a', january)], 3);
  const { added, unchanged } = (await transaction.commit()).runs;
  expect([added > 0, added + unchanged]).toEqual([true, 900]);
  await store.close();
  const again = await openStore(folder);
  expect((await again.history('saas').read()).runs).toHaveLength(900);
  expect(again.damage).toEqual([]);
  await again.close();
});

async function copy(): Promise<string> {
  const folder = path.join(temporaryFolder(), 'store');
  await cp(base, folder, { recursive: true });
  return folder;
}

/** Everything there is to read; a part that says it cannot be read is `refused`, one that is silently gone `empty`. */
async function readAll(store: Store): Promise<Record<string, unknown>> {
  const seen: Record<string, unknown> = { settings: await store.settings() };
  for (const name of ['saas', 'installer']) {
    seen[`${name} retro`] = await attempt(async () => (await store.retro(name)) ?? 'empty');
    seen[`${name} history`] = await attempt(async () => {
      store.history(name).known('gocd').has('x');
      const { runs, commits } = await store.history(name).read();
      return runs.length === 0 && store.damage.length === 0 ? 'empty' : { runs: runs.length, commits: commits.length };
    });
  }
  return seen;
}

async function attempt(read: () => Promise<unknown>): Promise<unknown> {
  try {
    return await read();
  } catch (error) {
    expect(error).toBeInstanceOf(FailureError);
    return 'refused';
  }
}

function mutate(bytes: Buffer, other: Buffer, random: (below: number) => number): Buffer {
  const flipped = Buffer.from(bytes);
  switch (random(7)) {
    case 0:
    case 1: {
      const at = random(flipped.length);
      flipped[at] = (flipped[at] ?? 0) ^ (1 << random(8));
      return flipped;
    }
    case 2:
      return bytes.subarray(0, random(bytes.length));
    case 3:
      return flipped.fill(0, random(flipped.length));
    case 4:
      return Buffer.from(['', 'null', '[]', '{}', '0', '{"data":{}}', '\n'][random(7)] ?? '');
    case 5:
      return other;
    default:
      return Buffer.concat([bytes.subarray(0, random(bytes.length)), bytes]);
  }
}
