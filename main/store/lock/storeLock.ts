import { randomUUID } from 'node:crypto';
import path from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { listIfThere, readIfThere, removeIfThere, tempEnding } from '../files/durableWrite';
import type { FileSystem } from '../files/fileSystem';
import { isAlive, isRunning, parseOwner, thisProcess, type LockOwner } from './lockOwner';

/** Held until `release`, or until the process ends in whatever way. */
export interface StoreLock {
  release(): Promise<void>;
}

const attempts = 4;

/**
 * The lock is a folder of claims, one small file each. Whoever wants it puts down a claim and then looks whether
 * anybody else living has one; then it takes its own back. As everybody claims before looking, two can never both
 * find themselves alone, and a dead owner's claim is removed without a race for it. The living owner, where there is one.
 */
export async function takeLock(
  fileSystem: FileSystem,
  folder: string,
): Promise<{ lock: StoreLock } | { heldBy: LockOwner }> {
  await fileSystem.makeFolder(folder);
  for (let attempt = 1; ; attempt += 1) {
    const claim = await putClaim(fileSystem, folder);
    const others = await otherClaims(fileSystem, folder, claim);
    const living = others.find(({ owner }) => owner !== null && isAlive(owner))?.owner ?? null;
    if (living === null) {
      for (const { file } of others) await removeIfThere(fileSystem, file);
      await removeDeadTemps(fileSystem, folder);
      return { lock: { release: () => removeIfThere(fileSystem, claim) } };
    }
    await removeIfThere(fileSystem, claim);
    if (attempt === attempts) return { heldBy: living };
    // Two that came in the same instant have both stepped back; chance lets one of them go first.
    await wait(10 + Math.random() * 60);
  }
}

/** Renamed into place, so that a claim is never seen half written. */
async function putClaim(fileSystem: FileSystem, folder: string): Promise<string> {
  const claim = path.join(folder, `${String(process.pid)}-${randomUUID().slice(0, 8)}`);
  const temp = `${claim}${tempEnding}`;
  try {
    const open = await fileSystem.create(temp);
    try {
      await open.write(Buffer.from(JSON.stringify(thisProcess())));
    } finally {
      await open.close();
    }
    await fileSystem.rename(temp, claim);
  } catch (error) {
    await removeIfThere(fileSystem, temp);
    throw error;
  }
  return claim;
}

async function otherClaims(fileSystem: FileSystem, folder: string, own: string) {
  const names = (await listIfThere(fileSystem, folder)).filter((name) => !name.endsWith(tempEnding));
  const files = names.map((name) => path.join(folder, name)).filter((file) => file !== own);
  const claims = [];
  for (const file of files) {
    const bytes = await readIfThere(fileSystem, file);
    // Gone meanwhile: its owner stepped back. Unreadable: the machine lost power while it was written.
    if (bytes !== null) claims.push({ file, owner: parseOwner(bytes.toString('utf8')) });
  }
  return claims;
}

/** A claim that was never finished, of a process that is no more; one of a living process may still be finished. */
async function removeDeadTemps(fileSystem: FileSystem, folder: string): Promise<void> {
  for (const name of await listIfThere(fileSystem, folder)) {
    const dead = name.endsWith(tempEnding) && !isRunning(Number.parseInt(name, 10));
    if (dead) await removeIfThere(fileSystem, path.join(folder, name));
  }
}
