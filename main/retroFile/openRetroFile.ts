import { randomUUID } from 'node:crypto';
import { realpath, stat } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import { version } from '../../package.json';
import { writeExport } from '../exports/writeExport';
import { FailureError } from '../failure';
import { nodeFileSystem } from '../store/files/fileSystem';
import { openStore, type Store } from '../store/store';
import { takeRetroFile } from './importRetroFile';
import type { Manifest } from './manifest';
import { readRetroFile, type RetroFile } from './readRetroFile';
import { gatherRetroFile, packRetroFile } from './writeRetroFile';

/** A retro file opened by itself, in a store of its own that goes when it is closed. Nobody's other work is touched. */
export interface OpenedRetroFile {
  store: Store;
  /** Name of the retro in that store. */
  name: string;
  /** Lines of its notes that could not be read, as sentences. */
  problems: string[];
  /**
   * Writes what the store holds now back to the file, whole or not at all; where nothing changed the file is left as it
   * is. Throws where somebody else changed the file meanwhile, and where writing would lose notes that cannot be read.
   */
  save(): Promise<void>;
  close(): Promise<void>;
}

/** For commands that are given the path of a retro file where others are given a name. */
export async function openRetroFile(file: string): Promise<OpenedRetroFile> {
  const seen = await stampOf(file);
  return openAlone(file, seen, async (store) => {
    const opened = await readRetroFile(file);
    try {
      return { name: await takeRetroFile(store, opened), read: opened };
    } finally {
      opened.close();
    }
  });
}

/** For an import that makes the file: the retro is called like the file and appears with the first page of its history. */
export async function newRetroFile(file: string): Promise<OpenedRetroFile> {
  return openAlone(file, null, () => Promise.resolve({ name: nameFrom(file), read: null }));
}

export async function isThere(file: string): Promise<boolean> {
  return (await stampOf(file)) !== null;
}

async function openAlone(
  file: string,
  seen: string | null,
  fill: (store: Store) => Promise<{ name: string; read: RetroFile | null }>,
): Promise<OpenedRetroFile> {
  const folder = path.join(os.tmpdir(), `shiplapse-${randomUUID()}`);
  await nodeFileSystem.makeFolder(folder);
  const store = await openStore(folder, { lock: 'write' }).catch(async (error: unknown) => {
    await nodeFileSystem.removeFolder(folder);
    throw error;
  });
  const close = async (): Promise<void> => {
    await store.close();
    await nodeFileSystem.removeFolder(folder);
  };
  try {
    const { name, read } = await fill(store);
    const problems = (read?.noteProblems ?? []).map(
      ({ line, reason }) => `${file}: line ${String(line)} of its notes ${reason}; it was left out.`,
    );
    const save = (): Promise<void> => writeBack(file, seen, store, name, read);
    return { store, name, problems, save, close };
  } catch (error) {
    await close();
    throw error;
  }
}

async function writeBack(
  file: string,
  seen: string | null,
  store: Store,
  name: string,
  read: RetroFile | null,
): Promise<void> {
  // An import that brought nothing makes no file.
  const retro = await store.retro(name);
  if (!retro) return;
  // Names may have come in since they were taken out, so the file no longer claims that there are none.
  const gathered = await gatherRetroFile({ retro: () => Promise.resolve(retro), store }, name, {
    withoutPeople: false,
    app: version,
  });
  if (read && holdTheSame(read.manifest, gathered.manifest)) return;
  if (read && read.noteProblems.length > 0) {
    const sentence = `${file} holds notes that cannot be read and would be lost; import it, and export it again.`;
    throw new FailureError('unreadable', sentence);
  }
  if ((await stampOf(file)) !== seen) {
    const sentence = `${file} was changed by another program meanwhile, so nothing was written to it; run the same again.`;
    throw new FailureError('storage', sentence);
  }
  const target = seen === null ? file : await realpath(file);
  await writeExport(target, await packRetroFile(gathered, name)).catch((error: unknown) => {
    const reason = (error as NodeJS.ErrnoException).code ?? 'unknown reason';
    throw new FailureError('storage', `${file} cannot be written (${reason}); it was left as it was.`, {
      cause: error,
    });
  });
}

function holdTheSame(before: Manifest, after: Manifest): boolean {
  return isDeepStrictEqual([before.parts, before.sources], [after.parts, after.sources]);
}

/** Tells whether a file is still the one that was read; null where there is none. */
async function stampOf(file: string): Promise<string | null> {
  const found = await stat(file).catch(() => null);
  return found && [found.ino, found.size, found.mtimeMs].map(String).join(' ');
}

/** What a retro made for this file is called: its name, with what a name may not hold left out. */
function nameFrom(file: string): string {
  const name = path
    .basename(file)
    .slice(0, -'.shiplapse'.length)
    .replace(/[^A-Za-z0-9._-]+/g, '-')
    .replace(/^[.-]+|-+$/g, '')
    .slice(0, 100);
  return name === '' ? 'retro' : name;
}
