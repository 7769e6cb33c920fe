import { readFileSync } from 'node:fs';
import { link, lstat, mkdir, open, readFile, readdir, rename, rm, unlink } from 'node:fs/promises';

/** A file being written; it belongs to whoever created it until it is closed. */
export interface OpenFile {
  write(data: Uint8Array): Promise<void>;
  /** Returns when the bytes are on the disk, not only with the operating system. */
  sync(): Promise<void>;
  close(): Promise<void>;
}

/**
 * Everything the store does to the disk. Errors are Node's, with their `code`. It is this narrow so that tests can
 * count, fail and record every single operation.
 */
export interface FileSystem {
  read(path: string): Promise<Buffer>;
  /** For small indexes that are asked for in the middle of a synchronous question. */
  readNow(path: string): Buffer;
  list(folder: string): Promise<string[]>;
  /** Bytes; null where there is no such file. */
  size(path: string): Promise<number | null>;
  /** Private to the user, with its parents; fine where it is there already. */
  makeFolder(path: string): Promise<void>;
  /** A new file, private to the user; fails where there is one. */
  create(path: string): Promise<OpenFile>;
  /** Returns when the names in a folder are on the disk. */
  syncFolder(path: string): Promise<void>;
  rename(from: string, to: string): Promise<void>;
  /** A second name for the same file. */
  link(existing: string, path: string): Promise<void>;
  remove(path: string): Promise<void>;
  removeFolder(path: string): Promise<void>;
}

export const nodeFileSystem: FileSystem = {
  read: (path) => readFile(path),
  readNow: (path) => readFileSync(path),
  list: (folder) => readdir(folder),
  size: async (path) => (await lstat(path).catch(nullIfMissing))?.size ?? null,
  makeFolder: async (path) => {
    await mkdir(path, { recursive: true, mode: 0o700 });
  },
  create: async (path) => {
    const handle = await open(path, 'wx', 0o600);
    return { write: (data) => handle.writeFile(data), sync: () => handle.sync(), close: () => handle.close() };
  },
  syncFolder,
  rename,
  link,
  remove: unlink,
  removeFolder: (path) => rm(path, { recursive: true, force: true }),
};

async function syncFolder(path: string): Promise<void> {
  // Windows has no such call: there a rename is on the disk when it returns.
  if (process.platform === 'win32') return;
  const handle = await open(path, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}

export function errorCode(error: unknown): string | null {
  const code = (error as { code?: unknown } | null)?.code;
  return typeof code === 'string' ? code : null;
}

export function nullIfMissing(error: unknown): null {
  if (errorCode(error) === 'ENOENT' || errorCode(error) === 'ENOTDIR') return null;
  throw error;
}
