import type { SourceCoverage } from '../domain/history/records';
import { FailureError } from '../failure';
import type { ImportTransaction } from '../store/historyStore';
import type { Store } from '../store/store';
import { readRetroFile, type RetroFile } from './readRetroFile';

/** How many records come into the store in one step. */
const checkpointRecords = 50_000;

/**
 * Takes a retro file into the store as a new retro, beside what is there; a name that is taken gets a number. A file that
 * turns out damaged half-way leaves nothing behind but in the trash. Gives the name the retro has now.
 */
export async function importRetroFile(store: Store, file: string): Promise<string> {
  if (store.readOnly !== null) throw new FailureError('read_only', store.readOnly);
  const opened = await readRetroFile(file);
  try {
    return await takeRetroFile(store, opened);
  } finally {
    opened.close();
  }
}

/** The same with a file that was read already; it stays open. */
export async function takeRetroFile(store: Store, opened: RetroFile): Promise<string> {
  const name = await freeName(store, opened.retro.name);
  await store.createRetro({ ...opened.retro, name });
  try {
    await takeHistory(store, name, opened);
  } catch (error) {
    await store.removeRetro(name);
    throw error;
  }
  return name;
}

async function takeHistory(store: Store, name: string, file: RetroFile): Promise<void> {
  const history = store.history(name);
  const transactions = new Map<string, { transaction: ImportTransaction; coverage: SourceCoverage }>();
  for await (const { coverage, records } of file.sources()) {
    const entry = transactions.get(coverage.source) ?? { transaction: history.begin(coverage.source), coverage };
    transactions.set(coverage.source, entry);
    let pending = 0;
    for await (const block of records) {
      entry.transaction.add(block);
      pending += block.length;
      if (pending < checkpointRecords) continue;
      await entry.transaction.checkpoint();
      pending = 0;
    }
  }
  for (const [source, { transaction, coverage }] of transactions) {
    const { mainBranches, from, to, gaps } = coverage;
    await transaction.commit({ coverage: { from, to, gaps }, ...(mainBranches && { mainBranches }) });
    const binding = file.manifest.sources[source];
    if (binding) await history.bindSource(source, binding);
  }
}

async function freeName(store: Store, wanted: string): Promise<string> {
  const taken = new Set((await store.retros()).map(({ name }) => name.toLowerCase()));
  const candidates = [
    wanted,
    ...Array.from({ length: taken.size + 1 }, (_, i) => `${wanted.slice(0, 95)}-${String(i + 2)}`),
  ];
  return candidates.find((name) => !taken.has(name.toLowerCase())) ?? wanted;
}
