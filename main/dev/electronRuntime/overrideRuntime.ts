import fs from 'node:fs';
import path from 'node:path';
import type { ElectronRuntime } from './runtime';

/**
 * The runtime ELECTRON_OVERRIDE_DIST_PATH names, or null when it is not set. Throws when the folder holds no Electron:
 * going on with another one would hide a typing mistake.
 */
export function overrideRuntime(env: NodeJS.ProcessEnv = process.env): ElectronRuntime | null {
  const folder = env['ELECTRON_OVERRIDE_DIST_PATH'];
  if (!folder) return null;
  const executable = path.join(folder, executablePath());
  if (!fs.existsSync(executable)) {
    throw new Error(`ELECTRON_OVERRIDE_DIST_PATH names ${folder}, but there is no ${executable}. Correct or unset it.`);
  }
  return {
    kind: 'override',
    folder,
    executable,
    version: readVersion(folder) ?? 'unknown',
    reason: 'ELECTRON_OVERRIDE_DIST_PATH',
  };
}

/** The executable of an unpacked Electron, relative to its folder. */
export function executablePath(platform: NodeJS.Platform = process.platform): string {
  if (platform === 'win32') return 'electron.exe';
  return platform === 'darwin' ? 'Electron.app/Contents/MacOS/Electron' : 'electron';
}

/** The version an unpacked Electron says it is, or null. */
export function readVersion(folder: string): string | null {
  try {
    return fs.readFileSync(path.join(folder, 'version'), 'utf8').trim().replace(/^v/, '');
  } catch {
    return null;
  }
}
