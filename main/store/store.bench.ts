import { Low } from 'lowdb';
import { JSONFile } from 'lowdb/node';
import { mkdtemp, open, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { printRecord } from '../domain/history/printRecord';
import type { Run } from '../domain/history/records';
import { openStore } from './store';
import { sampleRetro, sampleRuns } from './testing/samples';

/**
 * Adding 1,000 runs durably, beside the least it can cost (the same records printed, written and synced) and beside plain lowdb.
 * Run with: npx tsx main/store/store.bench.ts. Ratios count; times are of this machine, now.
 */
const added = 1_000;
const repeats = 7;

for (const size of [1_000, 100_000]) {
  const folder = await mkdtemp(path.join(os.tmpdir(), 'shiplapse-bench-'));
  const ours = await benchStore(path.join(folder, 'store'), size);
  const least = await benchBytes(folder);
  const plain = await benchLowdb(path.join(folder, 'plain.json'), size);
  const ratio = (ms: number): string => `${(ms / least).toFixed(1)}×`;
  console.log(`add ${String(added)} to ${String(size)}: print + write + fsync ${least.toFixed(1)} ms = 1×`);
  console.log(
    `  store ${ours.addMs.toFixed(1)} ms = ${ratio(ours.addMs)}, plain lowdb (no fsync) ${plain.toFixed(1)} ms = ${ratio(plain)}`,
  );
  console.log(
    `  first import ${ours.importMs.toFixed(0)} ms, read all ${ours.readMs.toFixed(0)} ms, the same again ${ours.againMs.toFixed(0)} ms, open ${ours.openMs.toFixed(0)} ms`,
  );
  await rm(folder, { recursive: true });
}

async function benchStore(folder: string, size: number) {
  const store = await openStore(folder);
  await store.createRetro(sampleRetro('bench'));
  const history = store.history('bench');
  const put = async (runs: Run[]): Promise<void> => {
    const transaction = history.begin('gocd');
    for (let i = 0; i < runs.length; i += 20_000) {
      transaction.add(runs.slice(i, i + 20_000));
      await transaction.checkpoint();
    }
    await transaction.commit();
  };
  const all = sampleRuns(size);
  const importMs = await timed(() => put(all));
  const readMs = await timed(() => history.read());
  const againMs = await timed(() => put(all));
  const addMs = await median((i) => put(sampleRuns(added, size + i * added)));
  await store.close();
  const openMs = await timed(async () => (await openStore(folder)).close());
  return { importMs, readMs, againMs, addMs, openMs };
}

async function benchBytes(folder: string): Promise<number> {
  return median(async (i) => {
    const text = sampleRuns(added)
      .map((run) => `${printRecord(run)}\n`)
      .join('');
    const handle = await open(path.join(folder, `bytes-${String(i)}`), 'wx');
    await handle.writeFile(text);
    await handle.sync();
    await handle.close();
  });
}

async function benchLowdb(file: string, size: number): Promise<number> {
  const low = new Low<{ runs: Run[] }>(new JSONFile(file), { runs: sampleRuns(size) });
  await low.write();
  return median((i) => low.update(({ runs }) => void runs.push(...sampleRuns(added, size + i * added))));
}

async function timed(step: () => Promise<unknown>): Promise<number> {
  const begun = performance.now();
  await step();
  return performance.now() - begun;
}

async function median(step: (i: number) => Promise<void>): Promise<number> {
  const times: number[] = [];
  for (let i = 0; i < repeats; i += 1) times.push(await timed(() => step(i)));
  return times.sort((a, b) => a - b)[Math.floor(repeats / 2)] ?? NaN;
}
