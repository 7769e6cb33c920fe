import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { gunzipSync } from 'node:zlib';
import type { Engine } from '../engine/engine';
import type { ImportReport } from '../engine/importHistory';
import type { ImportProgress } from '../sources/source';
import { exampleFolder } from './exampleFolder';
import { exampleName, exampleRetro } from './story';

export { exampleName } from './story';

/** Takes the bundled example in through the very sources real history comes through. */
export async function createExample(
  engine: Engine,
  signal: AbortSignal,
  progress: (progress: ImportProgress) => void = () => undefined,
): Promise<ImportReport[]> {
  const folder = await mkdtemp(path.join(os.tmpdir(), 'shiplapse-example-'));
  try {
    const files = await unpack(folder);
    const common = {
      retro: exampleName,
      url: null,
      projects: [],
      pipelines: [],
      since: null,
      until: null,
      token: null,
    };
    const options = { dryRun: false, signal, progress };
    const replies = files.filter((file) => file.endsWith('.json'));
    // One import, so that the toggles belong to the checkouts whose commits the other file has.
    const checkouts = files.filter((file) => file.endsWith('.jsonl') || file.endsWith('.csv'));
    const reports = [
      await engine.import({ ...common, kind: 'gocd', files: replies }, options),
      await engine.import({ ...common, kind: 'runs', files: checkouts }, options),
    ];
    const now = await engine.retro(exampleName);
    // Once there, the example is the user's to change: only a retro nobody touched gets the story's words.
    if (now.milestones.length === 0 && !now.illustrative) await engine.store.saveRetro(exampleRetro);
    return reports;
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

async function unpack(folder: string): Promise<string[]> {
  const from = exampleFolder();
  const names = (await readdir(from)).filter((name) => name.endsWith('.gz')).sort();
  return Promise.all(
    names.map(async (name) => {
      const file = path.join(folder, name.slice(0, -'.gz'.length));
      await writeFile(file, gunzipSync(await readFile(path.join(from, name))));
      return file;
    }),
  );
}
