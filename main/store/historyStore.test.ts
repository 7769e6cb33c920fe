import fc from 'fast-check';
import { afterAll, expect, test } from 'vitest';
import { printRecord } from '../domain/history/printRecord';
import type { HistoryRecord } from '../domain/history/records';
import { recordKey, recordTime } from '../domain/history/recordTime';
import { nodeFileSystem } from './files/fileSystem';
import { openStore, type Store } from './store';
import { collect, hourMs, january, picture, removeTemporaryFolders } from './testing/samples';
import { sampleCommit, sampleRetro, sampleRun, sampleRuns, temporaryFolder } from './testing/samples';
import { wrapFileSystem } from './testing/wrapFileSystem';

afterAll(removeTemporaryFolders);

test('adds, updates and leaves alone', async () => {
  const store = await emptyStore();
  const first = await put(store, 'gocd', [...sampleRuns(10), sampleCommit('a', january)]);
  const others = { toggles: counts(0, 0, 0), definitions: counts(0, 0, 0) };
  expect(first).toEqual({ runs: counts(10, 0, 0), commits: counts(1, 0, 0), deployments: counts(0, 0, 0), ...others });
  const edited = sampleRun('run-3', january + 3 * hourMs, { outcome: 'failed', environment: 'dumpling' });
  const second = await put(store, 'gocd', [...sampleRuns(5), edited, sampleRun('new', january)]);
  expect(second).toEqual({ runs: counts(1, 1, 4), commits: counts(0, 0, 0), deployments: counts(0, 1, 0), ...others });
  const { runs, commits } = await store.history('saas').read();
  expect([runs.length, commits.length]).toEqual([11, 1]);
  expect(runs.find(({ id }) => id === 'run-3')).toEqual({ ...edited, source: 'gocd' });
  expect(store.history('saas').counts()).toEqual({ run: 11, commit: 1, incident: 0, definition: 0, toggle: 0 });
  await store.close();
});

test('planning counts the same and writes nothing', async () => {
  const folder = temporaryFolder();
  const store = await emptyStore(folder);
  await put(store, 'gocd', sampleRuns(5));
  const before = await picture(folder);
  const transaction = store.history('saas').begin('gocd');
  transaction.add(sampleRuns(8));
  expect((await transaction.plan()).runs).toEqual(counts(3, 0, 5));
  expect(await picture(folder)).toEqual(before);
  const unmade = store.history('not-there-yet').begin('gocd');
  unmade.add(sampleRuns(8));
  expect((await unmade.plan()).runs).toEqual(counts(8, 0, 0));
  await expect(unmade.commit()).rejects.toMatchObject({ kind: 'not_found' });
  await store.close();
});

test('the same again leaves every file as it is, but for the note that it was looked at', async () => {
  const folder = temporaryFolder();
  const store = await emptyStore(folder);
  const end = { coverage: { from: january, to: january + hourMs, gaps: [] } };
  await put(store, 'gocd', sampleRuns(3000), 'cursor', end);
  const before = await picture(folder);
  expect((await put(store, 'gocd', sampleRuns(3000), 'cursor 2', end)).runs).toEqual(counts(0, 0, 3000));
  const after = await picture(folder);
  const changed = [...after].filter(([file, bytes]) => before.get(file) !== bytes).map(([file]) => file);
  expect(changed.map((file) => file.replace('.previous', ''))).toEqual(
    changed.map(() => 'retros/saas/history/sources.json'),
  );
  expect(changed).toContain('retros/saas/history/sources.json');
  expect(store.history('saas').known('gocd').cursor).toBe('cursor 2');
  await store.close();
  const again = await openStore(folder);
  expect(again.history('saas').known('gocd').cursor).toBe('cursor 2');
  await again.close();
});

test('a record counts once, however many pages and checkpoints held it', async () => {
  const store = await emptyStore();
  const transaction = store.history('saas').begin('gocd');
  for (const start of [0, 5, 10, 15]) {
    transaction.add(sampleRuns(10, start), start);
    await transaction.checkpoint();
    expect(store.history('saas').known('gocd').cursor).toBe(start);
  }
  expect((await transaction.commit()).runs).toEqual(counts(25, 0, 0));
  await store.close();
});

test('what was not committed has never been', async () => {
  const folder = temporaryFolder();
  const store = await emptyStore(folder);
  const transaction = store.history('saas').begin('gocd');
  transaction.add(sampleRuns(10), 'first');
  await transaction.checkpoint();
  transaction.add(sampleRuns(10, 10), 'second');
  await store.close();
  const again = await openStore(folder);
  expect(again.history('saas').known('gocd').cursor).toBe('first');
  expect((await again.history('saas').read()).runs).toHaveLength(10);
  await again.close();
});

test('a run whose moment changes moves to its new month', async () => {
  const store = await emptyStore();
  await put(store, 'gocd', [sampleRun('a', january), sampleRun('b', january)]);
  const march = january + 60 * 24 * hourMs;
  expect((await put(store, 'gocd', [sampleRun('a', march)])).runs).toEqual(counts(0, 1, 0));
  expect((await store.history('saas').read()).runs.map(({ id, queuedAt }) => [id, queuedAt])).toEqual([
    ['b', january],
    ['a', march],
  ]);
  await put(store, 'gocd', [sampleRun('b', march)]);
  expect((await store.history('saas').read()).runs.map(({ id }) => id)).toEqual(['a', 'b']);
  await store.close();
});

test('knows the cursor, what had not finished, and what is there', async () => {
  const store = await emptyStore();
  const running = sampleRun('r', january, { outcome: 'running', finishedAt: null });
  await put(store, 'gocd', [sampleRun('a', january), running], { page: 7 });
  const history = store.history('saas');
  const known = history.known('gocd');
  expect([known.cursor, known.unfinished]).toEqual([{ page: 7 }, ['r']]);
  expect(['a', 'r', 'x'].map((id) => known.has(id))).toEqual([true, true, false]);
  expect(history.known('other').has('a')).toBe(false);
  await put(store, 'gocd', [sampleRun('r', january)]);
  expect(history.known('gocd').unfinished).toEqual([]);
  await store.close();
});

test('coverage only grows, and fills its gaps', async () => {
  const store = await emptyStore();
  const cover = (from: number | null, to: number | null, ...gaps: [number, number][]) =>
    put(store, 'gocd', [], undefined, {
      coverage: { from, to, gaps: gaps.map(([a, b]) => ({ from: a, to: b, reason: 'purged' })) },
    });
  await cover(100, 200, [120, 130]);
  await cover(125, 150);
  await cover(null, null);
  expect(store.history('saas').coverage()).toEqual([
    { source: 'gocd', from: 100, to: 200, gaps: [{ from: 120, to: 125, reason: 'purged' }] },
  ]);
  await cover(110, 300);
  expect(store.history('saas').coverage()).toEqual([{ source: 'gocd', from: 100, to: 300, gaps: [] }]);
  await store.close();
});

test('a source stays with its server', async () => {
  const folder = temporaryFolder();
  const store = await emptyStore(folder);
  const history = store.history('saas');
  const server = { kind: 'github', origin: 'https://git.example', project: 'a/b' };
  await history.bindSource('github', { kind: 'github', origin: null, project: null });
  await history.bindSource('github', server);
  await history.bindSource('github', { kind: 'github', origin: null, project: null });
  await expect(history.bindSource('github', { ...server, project: 'a/c' })).rejects.toMatchObject({
    kind: 'wrong_input',
  });
  await store.close();
  const again = await openStore(folder);
  expect(again.history('saas').sources()).toEqual({ github: server });
  await again.close();
});

test('sources with odd names and the same ids stay apart', async () => {
  const store = await emptyStore();
  const names = ['gocd', 'github@host/a/b', 'github@host/a_b', '../..', 'ü', '__proto__'];
  for (const name of names) await put(store, name, sampleRuns(2));
  const { runs } = await store.history('saas').read();
  expect(runs.map(({ source, id }) => `${id} ${source}`).sort()).toEqual(
    names.flatMap((name) => [`run-0 ${name}`, `run-1 ${name}`]).sort(),
  );
  expect(
    store
      .history('saas')
      .coverage()
      .map(({ source }) => source),
  ).toEqual([...names].sort());
  await store.close();
});

test('records come by time, then id, whatever way they came in', async () => {
  const record = fc.oneof(
    fc.record({ id: fc.stringMatching(/^[a-e]{1,2}$/), at: anInstant() }).map(({ id, at }) => sampleRun(id, at)),
    fc
      .record({ id: fc.stringMatching(/^[a-e]{1,2}$/), at: fc.option(anInstant()) })
      .map(({ id, at }) => sampleCommit(id, at)),
  );
  const pages = fc.array(fc.tuple(fc.constantFrom('one', 'two'), fc.array(record, { maxLength: 12 })), {
    maxLength: 6,
  });
  await fc.assert(
    fc.asyncProperty(pages, async (imports) => {
      const store = await emptyStore();
      const model = new Map<string, string>();
      for (const [source, records] of imports) {
        await put(store, source, records);
        for (const one of records)
          model.set(modelKey({ ...one, source }), printRecord({ ...one, source }, { withSource: true }));
      }
      const read = await collect(store.history('saas').records());
      expect(read.map(order)).toEqual(read.map(order).sort(byOrder));
      expect(read.map((one) => printRecord(one, { withSource: true })).sort()).toEqual([...model.values()].sort());
      await store.close();
      removeTemporaryFolders();
    }),
    { numRuns: 60 },
  );
});

test('filters by kind, source and time', async () => {
  const store = await emptyStore();
  await put(store, 'one', [...sampleRuns(4), sampleCommit('a', january)]);
  await put(store, 'two', [sampleRun('x', january + hourMs)]);
  const history = store.history('saas');
  const ids = async (filter: Parameters<typeof history.records>[0]) =>
    (await collect(history.records(filter))).map((record) => recordKey(record));
  expect(await ids({ kinds: ['commit'] })).toEqual(['git:mingle@a']);
  expect(await ids({ source: 'two' })).toEqual(['x']);
  expect(await ids({ kinds: ['run'], since: january + hourMs, until: january + 3 * hourMs })).toEqual([
    'run-1',
    'x',
    'run-2',
  ]);
  await store.close();
});

test('importing costs what is new', async () => {
  const folder = temporaryFolder();
  const made: string[] = [];
  const fileSystem = wrapFileSystem({
    after: (change, file) => {
      if (change === 'create') made.push(file);
    },
  });
  const store = await openStore(folder, { fileSystem });
  await store.createRetro(sampleRetro('saas'));
  await put(store, 'gocd', sampleRuns(50_000));
  made.length = 0;
  const begun = performance.now();
  expect((await put(store, 'gocd', sampleRuns(1_000, 50_000))).runs).toEqual(counts(1_000, 0, 0));
  expect(performance.now() - begun).toBeLessThan(1_000);
  const written = made.map((file) => file.replace(/.*history\/(segments\/)?/, '').replace(/\.[0-9a-f]{8}\.tmp$/, ''));
  const segments = written.filter((file) => file.endsWith('.ndjson'));
  expect(segments.length).toBeLessThanOrEqual(2 + 1);
  expect(written.filter((file) => !segments.includes(file.replace('.keys', '')))).toEqual(['manifest.json']);
  const sizes = await Promise.all(
    [...(await picture(folder)).keys()].map((file) => nodeFileSystem.size(`${folder}/${file}`)),
  );
  expect(Math.max(...sizes.map((size) => size ?? 0))).toBeLessThan(16_000_000);
  await store.close();
});

test('two imports at once both come in', async () => {
  const store = await emptyStore();
  await Promise.all([
    put(store, 'one', sampleRuns(500)),
    put(store, 'two', sampleRuns(500)),
    put(store, 'one', sampleRuns(500, 400)),
  ]);
  expect((await store.history('saas').read()).runs).toHaveLength(1400);
  await store.close();
});

test('reading goes on while another process replaces what is read', async () => {
  const folder = temporaryFolder();
  const store = await emptyStore(folder);
  await put(store, 'gocd', sampleRuns(2_000));
  const reader = await openStore(folder, { lock: 'read' });
  let count = 0;
  for await (const record of reader.history('saas').records()) {
    if (record.record === 'run') count += 1;
    if (count % 900 !== 1) continue;
    for (const outcome of ['failed', 'passed', 'cancelled'] as const) {
      await put(
        store,
        'gocd',
        sampleRuns(2_000).map((run) => ({ ...run, outcome, sourceOutcome: String(count) })),
      );
    }
  }
  expect(count).toBe(2_000);
  expect(reader.damage).toEqual([]);
  await store.close();
});

async function emptyStore(folder = temporaryFolder()): Promise<Store> {
  const store = await openStore(folder);
  await store.createRetro(sampleRetro('saas'));
  return store;
}

async function put(store: Store, source: string, records: HistoryRecord[], cursor?: unknown, end = {}) {
  const transaction = store.history('saas').begin(source);
  transaction.add(records, cursor);
  return structuredClone(await transaction.commit(end));
}

const counts = (added: number, updated: number, unchanged: number) => ({ added, updated, unchanged });
const anInstant = () => fc.integer({ min: 0, max: 40 }).map((step) => Date.UTC(2023, 11, 20) + step * 24 * hourMs);
const modelKey = (record: HistoryRecord) => `${record.source} ${record.record} ${recordKey(record)}`;
const order = (record: HistoryRecord) => [recordTime(record), recordKey(record), record.record, record.source] as const;

function byOrder(a: ReturnType<typeof order>, b: ReturnType<typeof order>): number {
  for (const [i, value] of a.entries()) {
    const other = b[i] ?? '';
    if (value !== other) return value < other ? -1 : 1;
  }
  return 0;
}
