import fs from 'node:fs';
import path from 'node:path';

/** The root of the checkout. Looked for upwards, because this module also runs bundled in `out/main`. */
export const projectFolder = findProjectFolder(import.meta.dirname);

function findProjectFolder(start: string): string {
  let folder = start;
  while (!fs.existsSync(path.join(folder, 'main/dev/electronRuntime'))) {
    const above = path.dirname(folder);
    if (above === folder) throw new Error(`${start} is not inside a checkout of Shiplapse.`);
    folder = above;
  }
  return folder;
}
