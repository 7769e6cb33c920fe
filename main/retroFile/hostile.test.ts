import { readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { FailureError } from '../failure';
import { openStore } from '../store/store';
import {
  filesBelow,
  picture,
  randomFrom,
  removeTemporaryFolders,
  sampleRetro,
  temporaryFolder,
} from '../store/testing/samples';
import { rounds, sayFigures } from '../testing/soak';
import { importRetroFile } from './importRetroFile';
import { limits } from './limits';
import { readRetroFile } from './readRetroFile';
import { manifestEntry, soundEntries, withPart } from './testing/madeFiles';
import { rawZip, type RawEntry } from './testing/rawZip';

afterAll(removeTemporaryFolders);

const sound = soundEntries();
const parts = sound.slice(1);
const and = (extra: Partial<RawEntry> & { name: string }): Buffer => rawZip([...sound, { content: 'x', ...extra }]);
const spoiled = (name: string, change: Partial<RawEntry>): Buffer =>
  rawZip(sound.map((entry) => (entry.name === name ? { ...entry, ...change } : entry)));
const manifest = (change: Record<string, unknown>): Buffer => rawZip([manifestEntry(parts, change), ...parts]);
const retro = (change: (text: string) => string): Buffer =>
  rawZip(withPart('retro.json', change(String(parts[0]?.content))));
const history = (content: string): Buffer => rawZip(withPart('history/1-1.ndjson', content));
const header = '{"record":"history","version":1,"source":"runs"}\n';

const names: [string, string][] = [
  ['../evil', 'leads up'],
  ['a/../../evil', 'leads up from within'],
  ['/etc/evil', 'absolute'],
  ['C:/evil', 'a drive'],
  ['C:evil', 'a drive without a slash'],
  ['a\\b', 'backslash'],
  ['\\\\server\\share', 'network share'],
  ['a//b', 'an empty step'],
  ['./a', 'a step to itself'],
  ['con', 'reserved'],
  ['history/NUL.txt', 'reserved with an ending'],
  ['com1', 'reserved port'],
  ['a.', 'ends in a dot'],
  ['a ', 'ends in a space'],
  ['a\u0000b', 'NUL'],
  ['a\nb', 'new line'],
  ['a\u001b[31m', 'escape'],
  ['a\u202egpj.exe', 'bidi override'],
  ['a\u2066b', 'bidi isolate'],
  ['\ufeffa', 'byte order mark'],
  ['folder/', 'a folder'],
  ['', 'no name'],
  ['x'.repeat(300), 'long'],
  ['retro.json', 'a twin'],
  ['RETRO.json', 'a twin in capitals'],
  ['History/1-1.NDJSON', 'a twin in another case'],
  ['stray.txt', 'not listed'],
  ['inner.zip', 'a zip, not listed'],
];

const files: [string, Buffer][] = [
  ['empty', Buffer.alloc(0)],
  ['text', Buffer.from('hello')],
  ['only the end of a zip', Buffer.from('PK\x05\x06' + '\0'.repeat(18), 'latin1')],
  ['cut in the middle', rawZip(sound).subarray(0, 400)],
  ['cut at the end', rawZip(sound).subarray(0, -5)],
  ['bytes before it', Buffer.concat([Buffer.alloc(1000), rawZip(sound)])],
  ['no manifest', rawZip(parts)],
  ['no retro', rawZip(sound.filter(({ name }) => name !== 'retro.json'))],
  [
    'no notes, none listed',
    rawZip([
      manifestEntry(parts.filter(({ name }) => name !== 'notes.jsonl')),
      ...parts.filter(({ name }) => name !== 'notes.jsonl'),
    ]),
  ],
  ['a link', and({ name: 'link', mode: 0o120777 })],
  ['a device', and({ name: 'device', mode: 0o020666 })],
  ['encrypted', spoiled('retro.json', { flags: 1 })],
  ['unknown packing', spoiled('retro.json', { method: 12 })],
  ['claims too little', spoiled('history/1-1.ndjson', { claimedSize: 10 })],
  ['claims too much', spoiled('history/1-1.ndjson', { claimedSize: 4_000_000 })],
  ['claims a bomb', spoiled('history/1-1.ndjson', { claimedSize: 4_000_000_000 })],
  ['a bomb', rawZip(withPart('history/1-1.ndjson', `${header}${' '.repeat(30_000_000)}`))],
  [
    'a bomb that lies',
    rawZip(
      withPart('history/1-1.ndjson', `${header}${' '.repeat(30_000_000)}`).map((entry) =>
        entry.name.startsWith('history') ? { ...entry, claimedSize: 1_000 } : entry,
      ),
    ),
  ],
  ['parts over one another', rawZip([...sound, { name: 'x', content: 'x', offset: 0 }])],
  [
    'too many parts',
    rawZip([...sound, ...Array.from({ length: 2_001 }, (_, i) => ({ name: `x${String(i)}`, content: '' }))]),
  ],
  ['manifest no JSON', spoiled('manifest.json', { content: '{' })],
  ['manifest of something else', manifest({ format: 'other' })],
  ['manifest of a newer version', manifest({ version: 2 })],
  ['manifest of version 0', manifest({ version: 0 })],
  ['manifest without parts', manifest({ parts: null })],
  [
    'manifest lists twice',
    manifest({
      parts: [
        ...(JSON.parse(String(manifestEntry(parts).content)) as { parts: object[] }).parts,
        { path: 'retro.json', bytes: 1, sha256: '0'.repeat(64) },
      ],
    }),
  ],
  [
    'a zip inside, listed',
    rawZip([
      manifestEntry([...parts, { name: 'inner.zip', content: rawZip(sound) }]),
      ...parts,
      { name: 'inner.zip', content: rawZip(sound) },
    ]),
  ],
  ['wrong checksum', spoiled('retro.json', { content: String(parts[0]?.content).replace('A year', 'B year') })],
  ['retro no JSON', retro(() => '{"name":')],
  ['retro a list', retro(() => '[]')],
  ['retro without a title', retro((text) => text.replace(/"title".*\n/, ''))],
  ['retro with a moment that is none', retro((text) => text.replace(/"createdAt": "[^"]*"/, '"createdAt": "soon"'))],
  ['retro that reaches into prototypes', retro((text) => text.replace('{', '{"__proto__":{"polluted":1},'))],
  [
    'retro that does deep inside',
    retro((text) => text.replace('"slides": {}', '"slides": {"a":{"constructor":{"prototype":1}}}')),
  ],
  ['retro nested deep', retro((text) => text.replace('{', `{"x":${'['.repeat(5_000)}${']'.repeat(5_000)},`))],
  [
    'retro with a long text',
    retro((text) => text.replace('"slides": {}', `"slides": {"a":{"notes":${JSON.stringify('ab'.repeat(100_000))}}}`)),
  ],
  ['notes of a newer version', rawZip(withPart('notes.jsonl', '{"record":"notes","version":2}\n'))],
  ['notes of something else', rawZip(withPart('notes.jsonl', '{}\n'))],
  ['history without its first line', history('{"record":"run"}\n')],
  ['history of nobody', history('{"record":"history","version":1}\n')],
  ['history of a newer version', history('{"record":"history","version":2,"source":"runs"}\n')],
  ['history with a bad line', history(`${header}{"record":"run"}\n`)],
  ['history with half a line', history(`${header}{"record":`)],
  ['history with a deep line', history(`${header}${'['.repeat(200_000)}\n`)],
  [
    'history that reaches into prototypes',
    history(
      `${header}{"record":"run","id":"1","pipeline":"p","outcome":"passed","queuedAt":"2024-01-01T00:00:00Z","__proto__":{"a":1}}\n`,
    ),
  ],
  ...names.map(([name, what]): [string, Buffer] => [`a name: ${what}`, and({ name })]),
];

test(`every one of ${String(files.length)} hostile files is refused with a sentence, and the user's own work stays as it was`, async () => {
  expect(files.length).toBeGreaterThanOrEqual(60);
  const folder = temporaryFolder();
  const store = await openStore(folder, { lock: 'write' });
  await store.createRetro(sampleRetro('own'));
  const before = await picture(path.join(folder, 'retros', 'own'));
  const place = temporaryFolder();
  const file = path.join(place, 'given.shiplapse');
  for (const [what, bytes] of files) {
    await writeFile(file, bytes);
    const started = performance.now();
    const error: unknown = await importRetroFile(store, file).catch((reason: unknown) => reason);
    expect([what, error instanceof FailureError && error.kind]).toEqual([what, 'unreadable']);
    expect([what, (error as FailureError).message]).toEqual([what, expect.stringMatching(/^[^\n]{20,500}$/)]);
    expect([what, performance.now() - started < 20_000]).toEqual([what, true]);
    expect((await store.retros()).map(({ name }) => name)).toEqual(['own']);
  }
  expect(await picture(path.join(folder, 'retros', 'own'))).toEqual(before);
  expect(await filesBelow(place)).toEqual(['given.shiplapse']);
  expect(({} as Record<string, unknown>)['polluted']).toBeUndefined();
  await store.close();
}, 300_000);

test('the sound file they were all made from opens', async () => {
  const file = path.join(temporaryFolder(), 'sound.shiplapse');
  await writeFile(file, rawZip(sound));
  const read = await readRetroFile(file);
  expect(read.retro.name).toBe('guest');
  expect(read.noteProblems).toEqual([]);
  read.close();
});

test('a file of a newer version is refused with a sentence that says so', async () => {
  const file = path.join(temporaryFolder(), 'newer.shiplapse');
  await writeFile(file, manifest({ version: 7 }));
  await expect(readRetroFile(file)).rejects.toThrow(
    /newer version .* version 7, this one reads up to 1\); update the program/,
  );
});

test('limits hold for what is really unpacked', async () => {
  const file = path.join(temporaryFolder(), 'sound.shiplapse');
  await writeFile(file, rawZip(sound));
  await expect(readRetroFile(file, { ...limits, fileBytes: 100 })).rejects.toThrow(/larger than a retro file may be/);
  await expect(readRetroFile(file, { ...limits, unpackedBytes: 1_500 })).rejects.toThrow(
    /more than a retro file may|too large/,
  );
  await expect(readRetroFile(file, { ...limits, entries: 3 })).rejects.toThrow(/more parts/);
  await expect(readRetroFile(file, { ...limits, documentBytes: 10 })).rejects.toThrow(/too large/);
  await expect(readRetroFile(file, { ...limits, entryMs: -1 })).rejects.toThrow(/too long to unpack/);
  await expect(readRetroFile(path.join(temporaryFolder(), 'none'))).rejects.toThrow(/there is no such file/);
  await expect(readRetroFile(temporaryFolder())).rejects.toThrow(/is not a file/);
});

test('a file with bytes changed, cut or doubled is refused or reads as it was', async () => {
  const random = randomFrom(42);
  const file = path.join(temporaryFolder(), 'mutated.shiplapse');
  const original = rawZip(sound);
  await writeFile(file, original);
  const first = await readRetroFile(file);
  first.close();
  const seen = { injected: 0, refused: 0, 'read as it was': 0 };
  for (let round = 0; round < rounds(300, 5_000); round += 1) {
    const bytes = mutated(original, random);
    if (!bytes.equals(original)) seen.injected += 1;
    await writeFile(file, bytes);
    try {
      const read = await readRetroFile(file);
      for await (const { records } of read.sources())
        for await (const block of records) expect(block.length).toBeLessThanOrEqual(3);
      expect(read.retro).toEqual(first.retro);
      read.close();
      seen['read as it was'] += 1;
    } catch (error) {
      expect(error).toBeInstanceOf(FailureError);
      seen.refused += 1;
    }
  }
  sayFigures('U1 mutated retro files', seen);
  expect((await readFile(file)).length).toBeGreaterThan(0);
}, 600_000);

function mutated(original: Buffer, random: (below: number) => number): Buffer {
  const copy = Buffer.from(original);
  for (let i = 0; i <= random(4); i += 1) copy[random(copy.length)] = random(256);
  if (random(5) === 0) return copy.subarray(0, 1 + random(copy.length));
  if (random(5) === 0) return Buffer.concat([copy, copy.subarray(random(copy.length))]);
  return copy;
}
