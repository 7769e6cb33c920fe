import fs from 'node:fs';
import path from 'node:path';
import { cacheFolder } from './cacheFolder';
import { installedOfficialRuntime, installOfficialRuntime, wantedVersion } from './officialRuntime';
import { overrideRuntime } from './overrideRuntime';
import { isRegistryRuntimePossible, preparedRegistryRuntime, prepareRegistryRuntime } from './registryRuntime';
import type { ElectronRuntime } from './runtime';

/** A failed try of the official download is not repeated on every start, but now and then. */
const retryOfficialAfterMs = 7 * 24 * 3600_000;

/**
 * The Electron to use here, in this order: the one ELECTRON_OVERRIDE_DIST_PATH names, Electron's own build if present or
 * to be had from its installer, and on linux-x64 the one inside a pinned npm package. Throws with what to do when none can be had.
 */
export async function chooseRuntime(): Promise<ElectronRuntime> {
  const present = overrideRuntime() ?? installedOfficialRuntime();
  if (present) return present;
  const prepared = isRegistryRuntimePossible() ? preparedRegistryRuntime() : null;
  if (prepared && wasOfficialTriedLately()) return prepared;
  const official = await installOfficialRuntime();
  if (official) return official;
  rememberOfficialTry();
  if (prepared) return prepared;
  if (isRegistryRuntimePossible()) return prepareRegistryRuntime();
  throw new Error(
    "Electron's own build cannot be downloaded. Run `npx install-electron` where github.com can be reached, or set " +
      'ELECTRON_OVERRIDE_DIST_PATH to the folder of an unpacked Electron.',
  );
}

function memoryFile(): string {
  return path.join(cacheFolder(), `no-official-electron-${wantedVersion()}`);
}

function wasOfficialTriedLately(): boolean {
  const triedAt = fs.statSync(memoryFile(), { throwIfNoEntry: false })?.mtimeMs ?? 0;
  return Math.abs(Date.now() - triedAt) < retryOfficialAfterMs;
}

function rememberOfficialTry(): void {
  fs.mkdirSync(cacheFolder(), { recursive: true, mode: 0o700 });
  fs.writeFileSync(memoryFile(), '');
}
