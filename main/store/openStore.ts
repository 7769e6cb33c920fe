import path from 'node:path';
import type { Instant } from '../domain/history/records';
import { DamageLog } from './damageLog';
import { currentVersion } from './documents/migrations';
import { listIfThere, readIfThere, removeIfThere, tempEnding } from './files/durableWrite';
import { errorCode, nodeFileSystem, type FileSystem } from './files/fileSystem';
import { storageFailure } from './files/storageFailure';
import { takeLock, type StoreLock } from './lock/storeLock';
import type { StoreAccess } from './storeAccess';

export interface OpenOptions {
  fileSystem?: FileSystem;
  /** `write` takes the lock, and opens read-only where another process has it. */
  lock?: 'write' | 'read';
  now?: () => Instant;
}

/** The way into a store: by lock, or by reading only, with the reason as a sentence. */
export async function enterStore(
  folder: string,
  options: OpenOptions,
): Promise<{ access: StoreAccess; lock: StoreLock | null }> {
  const fileSystem = options.fileSystem ?? nodeFileSystem;
  const root = path.resolve(folder);
  const entered = await enter(fileSystem, root, options.lock ?? 'write');
  const { readOnly, lock } =
    typeof entered === 'string' ? { readOnly: entered, lock: null } : { readOnly: null, lock: entered };
  const access = { fileSystem, root, damage: new DamageLog(), readOnly, now: options.now ?? Date.now };
  return { access, lock };
}

async function enter(fileSystem: FileSystem, root: string, wanted: 'write' | 'read'): Promise<StoreLock | string> {
  if (await isNewer(fileSystem, root)) {
    return `The store in ${root} belongs to a newer version of Shiplapse, so it is opened read-only; update Shiplapse to change it.`;
  }
  if (wanted === 'read') return 'The store was opened for reading only.';
  try {
    const isNew = (await fileSystem.size(root)) === null;
    const taken = await takeLock(fileSystem, path.join(root, 'lock'));
    if (isNew) await fileSystem.syncFolder(path.dirname(root));
    if ('lock' in taken) return taken.lock;
    const { pid, host } = taken.heldBy;
    return `Another Shiplapse (process ${String(pid)} on ${host}) is using the store in ${root}, so it is opened read-only; close that one to make changes here.`;
  } catch (error) {
    const isThere = (await fileSystem.size(root).catch(() => null)) !== null;
    if (isThere && notWritable.has(errorCode(error) ?? '')) {
      return `The folder ${root} cannot be written (${errorCode(error) ?? ''}), so the store is opened read-only.`;
    }
    throw storageFailure(error, `The store in ${root}`, root, null);
  }
}

const notWritable = new Set(['EACCES', 'EPERM', 'EROFS', 'ENOSPC', 'EDQUOT']);

/** Looked at before the lock: in a newer store not even a lock is put down. */
async function isNewer(fileSystem: FileSystem, root: string): Promise<boolean> {
  const bytes = await readIfThere(fileSystem, path.join(root, 'store.json')).catch(() => null);
  try {
    const value = JSON.parse(bytes?.toString('utf8') ?? 'null') as { version?: unknown } | null;
    return typeof value?.version === 'number' && value.version > currentVersion('store');
  } catch {
    return false;
  }
}

/** Removes what interrupted writes left behind: nothing names it. */
export async function removeLeftovers({ fileSystem, root }: StoreAccess, retros: readonly string[]): Promise<void> {
  await fileSystem.removeFolder(path.join(root, 'making'));
  const inside = retros.flatMap((name) =>
    ['', 'history', 'history/segments'].map((part) => path.join('retros', name, part)),
  );
  for (const folder of ['', ...inside].map((part) => path.join(root, part))) {
    for (const name of await listIfThere(fileSystem, folder)) {
      if (name.endsWith(tempEnding)) await removeIfThere(fileSystem, path.join(folder, name));
    }
  }
}
