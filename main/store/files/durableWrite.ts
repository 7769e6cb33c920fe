import { randomUUID } from 'node:crypto';
import path from 'node:path';
import { errorCode, nullIfMissing, type FileSystem } from './fileSystem';
import { retryBusy } from './retryBusy';

export const tempEnding = '.tmp';

/** Where the generation before the current one is kept, beside it. */
export const previousOf = (file: string): string => `${file}.previous`;

/**
 * Replaces a file so that after a crash or a power cut either the old or the new one is there, whole. When the promise
 * resolves, the new one is on the disk. When it rejects, the old one stands (or, where only the last step failed, the
 * new one) and no temporary file keeps room.
 */
export async function writeDurably(
  fileSystem: FileSystem,
  file: string,
  data: Uint8Array,
  options: { keepPrevious?: boolean } = {},
): Promise<void> {
  await placeFile(fileSystem, file, data, options);
  await retryBusy(() => fileSystem.syncFolder(path.dirname(file)));
}

/** All but the last step of `writeDurably`, so that many files of one folder can share it. */
export async function placeFile(
  fileSystem: FileSystem,
  file: string,
  data: Uint8Array,
  options: { keepPrevious?: boolean } = {},
): Promise<void> {
  const temp = tempOf(file);
  try {
    await writeSynced(fileSystem, temp, data);
    if (options.keepPrevious) await keepPrevious(fileSystem, file);
    await retryBusy(() => fileSystem.rename(temp, file));
  } catch (error) {
    await removeIfThere(fileSystem, temp);
    throw error;
  }
}

async function writeSynced(fileSystem: FileSystem, file: string, data: Uint8Array): Promise<void> {
  const open = await retryBusy(() => fileSystem.create(file));
  try {
    await open.write(data);
    await open.sync();
  } finally {
    await open.close();
  }
}

/** The current file gets a second name, so that it is never missing while the new one takes its place. */
async function keepPrevious(fileSystem: FileSystem, file: string): Promise<void> {
  const temp = tempOf(previousOf(file));
  const isFirst = (await fileSystem.size(previousOf(file))) === null;
  try {
    await fileSystem.link(file, temp);
    await retryBusy(() => fileSystem.rename(temp, previousOf(file)));
    // Only then is a spare copy that is missing later a sign of damage, not of a power cut.
    if (isFirst) await retryBusy(() => fileSystem.syncFolder(path.dirname(file)));
  } catch (error) {
    if (errorCode(error) === 'ENOENT') return;
    if (!linkless.has(errorCode(error) ?? '')) throw error;
    await placeFile(fileSystem, previousOf(file), await fileSystem.read(file));
  } finally {
    // Renaming one name of a file to another name of the same file does nothing, by POSIX: then it is still there.
    await removeIfThere(fileSystem, temp);
  }
}

/** How file systems without second names (FAT, some network folders) say so. */
const linkless = new Set(['EPERM', 'ENOTSUP', 'EOPNOTSUPP', 'ENOSYS', 'EMLINK', 'EXDEV']);

function tempOf(file: string): string {
  return `${file}.${randomUUID().slice(0, 8)}${tempEnding}`;
}

/** Best effort: what cannot be removed now is removed when the store is next opened for writing. */
export async function removeIfThere(fileSystem: FileSystem, file: string): Promise<void> {
  await retryBusy(() => fileSystem.remove(file)).catch(() => undefined);
}

export async function readIfThere(fileSystem: FileSystem, file: string): Promise<Buffer | null> {
  return retryBusy(() => fileSystem.read(file)).catch(nullIfMissing);
}

/** Names in a folder; none where there is no such folder. */
export async function listIfThere(fileSystem: FileSystem, folder: string): Promise<string[]> {
  return (await fileSystem.list(folder).catch(nullIfMissing)) ?? [];
}
