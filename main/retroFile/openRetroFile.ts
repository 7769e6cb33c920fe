import { randomUUID } from 'node:crypto';
import os from 'node:os';
import path from 'node:path';
import { nodeFileSystem } from '../store/files/fileSystem';
import { openStore, type Store } from '../store/store';
import { importRetroFile } from './importRetroFile';

/** A retro file opened by itself, in a store of its own that goes when it is closed. Nobody's other work is touched. */
export interface OpenedRetroFile {
  store: Store;
  /** Name of the retro in that store. */
  name: string;
  close(): Promise<void>;
}

/** For commands that are given the path of a retro file where others are given a name. */
export async function openRetroFile(file: string): Promise<OpenedRetroFile> {
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
    return { store, name: await importRetroFile(store, file), close };
  } catch (error) {
    await close();
    throw error;
  }
}

/** Whether a command's word is the path of a retro file, not the name of a retro. */
export function isRetroFile(word: string): boolean {
  return word.toLowerCase().endsWith('.shiplapse');
}
