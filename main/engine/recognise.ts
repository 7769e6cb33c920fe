import { open, stat } from 'node:fs/promises';
import path from 'node:path';
import type { PickedFile } from '../ipc/messages/given';
import { sources } from '../sources/registry';
import type { FileSample } from '../sources/source';
import { exchangedBySign, exchangedWords, holdsMilestones } from './exchanged';

const headBytes = 64 * 1024;

/** What a dropped file or folder is taken for: the source that is surest of it. */
export async function recognise(file: string): Promise<Omit<PickedFile, 'handle'>> {
  const sample = await sampleOf(file);
  const what = { name: path.basename(file), isFolder: sample.isFolder };
  const signed = exchangedBySign(sample);
  if (signed) return { ...what, kind: null, holds: signed, what: exchangedWords[signed] };
  const found = sources
    .map((source) => source.recognise(sample))
    .filter((one) => one !== null)
    .sort((a, b) => b.confidence - a.confidence)[0];
  if (found) return { ...what, kind: found.kind, holds: null, what: found.what };
  if (await holdsMilestones(sample)) {
    return { ...what, kind: null, holds: 'milestones', what: exchangedWords.milestones };
  }
  return { ...what, kind: null, holds: null, what: 'Not known to any source; choose what it is.' };
}

async function sampleOf(file: string): Promise<FileSample> {
  const info = await stat(file);
  if (!info.isDirectory())
    return { path: file, isFolder: false, head: await head(file), size: info.size, isGitFolder: false };
  const isGitFolder = (await exists(path.join(file, '.git'))) || (await exists(path.join(file, 'objects')));
  return { path: file, isFolder: true, head: '', size: 0, isGitFolder };
}

async function head(file: string): Promise<string> {
  const handle = await open(file, 'r');
  try {
    const { buffer, bytesRead } = await handle.read(Buffer.alloc(headBytes), 0, headBytes, 0);
    return buffer.toString('utf8', 0, bytesRead);
  } finally {
    await handle.close();
  }
}

async function exists(file: string): Promise<boolean> {
  return stat(file).then(
    () => true,
    () => false,
  );
}
