import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';

/** Recorded replies of one kind of server, kept beside the repository. */
export function recordedFiles(kind: string) {
  const folder = path.resolve(import.meta.dirname, '../../../../shared/fixtures', kind);
  const isThere = existsSync(folder);
  if (!isThere) console.warn(`SKIPPED: recorded replies of ${kind} are not at ${folder}`);
  return {
    folder,
    isThere,
    at: (...names: string[]) => names.map((name) => path.join(folder, name)),
    text: (name: string) => readFileSync(path.join(folder, name), 'utf8'),
    json: (name: string) => JSON.parse(readFileSync(path.join(folder, name), 'utf8')) as unknown,
  };
}
