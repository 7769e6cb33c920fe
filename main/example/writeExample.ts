import { mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { gzipSync } from 'node:zlib';
import { makeExample } from './makeExample';

/** `npx tsx main/example/writeExample.ts`: writes the bundled example anew. A test holds the files against the generator. */
const folder = path.resolve(import.meta.dirname, '../../assets/example');
mkdirSync(folder, { recursive: true });
for (const name of readdirSync(folder)) if (name.endsWith('.gz')) rmSync(path.join(folder, name));
for (const [name, text] of makeExample()) {
  writeFileSync(path.join(folder, `${name}.gz`), gzipSync(text, { level: 9 }));
}
