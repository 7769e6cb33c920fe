import path from 'node:path';
import type { Instant } from '../domain/history/records';
import { FailureError } from '../failure';
import type { DamageLog } from './damageLog';
import type { FileSystem } from './files/fileSystem';

/** What every part of an open store shares. */
export interface StoreAccess {
  readonly fileSystem: FileSystem;
  /** The folder of the store. */
  readonly root: string;
  readonly damage: DamageLog;
  /** Why nothing may be written; null where this process holds the lock. */
  readonly readOnly: string | null;
  /** For people to read; order never depends on it. */
  now(): Instant;
}

export function refuseIfReadOnly(access: StoreAccess): void {
  if (access.readOnly !== null) throw new FailureError('read_only', access.readOnly);
}

/** A path as sentences name it: from the folder of the store. */
export function nameIn(access: StoreAccess, file: string): string {
  return path.relative(access.root, file).split(path.sep).join('/');
}

/**
 * Moves a damaged file out of the way, unchanged, and returns the sentence part that says where it is. A reader
 * changes nothing.
 */
export async function setAside(access: StoreAccess, file: string): Promise<string> {
  if (access.readOnly !== null) return 'it was left as it is';
  const stamp = new Date(access.now()).toISOString().replace(/[-:]|\.\d+/g, '');
  for (let attempt = 1; attempt <= 100; attempt += 1) {
    const aside = `${file}.damaged-${stamp}${attempt === 1 ? '' : `-${String(attempt)}`}`;
    if ((await access.fileSystem.size(aside)) !== null) continue;
    try {
      await access.fileSystem.rename(file, aside);
      await access.fileSystem.syncFolder(path.dirname(file));
      return `it was set aside unchanged as ${path.basename(aside)}`;
    } catch {
      return 'it was left where it is, as it could not be moved';
    }
  }
  return 'it was left where it is';
}
