import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach } from 'vitest';

/** Writes replies to files, for the time of one test: text as it is, anything else as JSON on many lines. */
export function savedFiles(): (...replies: unknown[]) => string[] {
  const folders: string[] = [];
  afterEach(() => folders.splice(0).forEach((folder) => rmSync(folder, { recursive: true })));
  return (...replies) => {
    const folder = mkdtempSync(path.join(tmpdir(), 'replies-'));
    folders.push(folder);
    return replies.map((reply, index) => {
      const file = path.join(folder, `${index}.json`);
      writeFileSync(file, typeof reply === 'string' ? reply : JSON.stringify(reply, null, 1));
      return file;
    });
  };
}
