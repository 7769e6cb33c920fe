import fs from 'node:fs';
import path from 'node:path';

/** Takes away what belongs to a development runtime and electron-builder copies along with a folder of ours. */
export default async function afterPack({ appOutDir, electronPlatformName }) {
  if (electronPlatformName !== 'linux') return;
  for (const name of ['resources/default_app.asar', '.ready', 'version']) {
    fs.rmSync(path.join(appOutDir, name), { force: true });
  }
}
