import { createHash } from 'node:crypto';
import fs from 'node:fs';
import path from 'node:path';

export function storeFolder(userData: string): string {
  return path.join(userData, 'store');
}

/** Every file of the store with the hash of its content; locks come and go with processes and are left out. */
export function storeState(userData: string): Record<string, string> {
  return Object.fromEntries(
    filesIn(storeFolder(userData))
      .filter((file) => !/(^|\/)(lock|locks)(\/|$)/.test(file))
      .map((file) => [file, hashOf(path.join(storeFolder(userData), file))]),
  );
}

/** Files below a folder, by relative name, in order; none where it is not there. */
export function filesIn(folder: string): string[] {
  if (!fs.existsSync(folder)) return [];
  return fs
    .readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => path.relative(folder, path.join(entry.parentPath, entry.name)))
    .sort();
}

export function hashOf(file: string): string {
  return createHash('sha256').update(fs.readFileSync(file)).digest('hex');
}
