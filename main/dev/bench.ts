import fs from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';

/** `npm run bench -- NAME`: each a file of `bench` with a function `run`, against the program as it was built last. */
const folder = path.join(import.meta.dirname, 'bench');
const names = fs
  .readdirSync(folder)
  .filter((file) => file.endsWith('.ts'))
  .map((file) => path.basename(file, '.ts'));
const name = process.argv[2] ?? '';
if (names.includes(name)) {
  const { run } = (await import(pathToFileURL(path.join(folder, `${name}.ts`)).href)) as { run: () => Promise<void> };
  await run();
} else {
  process.stderr.write(`Usage: npm run bench -- NAME, where NAME is a benchmark of main/dev/bench, such as film.\n`);
  process.exitCode = 2;
}
