import { spawn } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { executablePath, readVersion } from './overrideRuntime';
import { projectFolder } from './projectFolder';
import type { ElectronRuntime } from './runtime';

const packageFolder = path.join(projectFolder, 'node_modules/electron');
const probeTimeoutMs = 6_000;
const installTimeoutMs = 10 * 60_000;

/** Electron's own build, when it was downloaded before; null when not. */
export function installedOfficialRuntime(): ElectronRuntime | null {
  const folder = path.join(packageFolder, 'dist');
  const executable = path.join(folder, executablePath());
  const version = readVersion(folder);
  if (version === null || version !== wantedVersion() || !fs.existsSync(executable)) return null;
  return { kind: 'official', folder, executable, version, reason: "Electron's own build" };
}

/** The version package.json pins. */
export function wantedVersion(): string {
  const manifest: unknown = JSON.parse(fs.readFileSync(path.join(packageFolder, 'package.json'), 'utf8'));
  if (typeof manifest === 'object' && manifest !== null && 'version' in manifest) return String(manifest.version);
  throw new Error('node_modules/electron/package.json has no version. Run npm ci.');
}

/** Runs Electron's own installer once. Null with nothing lost when the download cannot be had. */
export async function installOfficialRuntime(): Promise<ElectronRuntime | null> {
  if (!(await isDownloadReachable())) return null;
  process.stderr.write("Fetching Electron's own build …\n");
  await runInstaller();
  return installedOfficialRuntime();
}

/** The installer itself waits long on a network that swallows packets, so ask for a small file first. */
async function isDownloadReachable(env: NodeJS.ProcessEnv = process.env): Promise<boolean> {
  const names = [
    'ELECTRON_MIRROR',
    'npm_config_electron_mirror',
    'https_proxy',
    'HTTPS_PROXY',
    'ELECTRON_GET_USE_PROXY',
  ];
  // A mirror or a proxy is known to the installer only.
  if (names.some((name) => env[name])) return true;
  const url = `https://github.com/electron/electron/releases/download/v${wantedVersion()}/SHASUMS256.txt`;
  try {
    const reply = await fetch(url, { method: 'HEAD', signal: AbortSignal.timeout(probeTimeoutMs) });
    return reply.ok;
  } catch {
    return false;
  }
}

function runInstaller(): Promise<void> {
  return new Promise((resolve) => {
    const installer = spawn(process.execPath, [path.join(packageFolder, 'install.js')], {
      stdio: 'ignore',
      timeout: installTimeoutMs,
    });
    installer.on('error', () => resolve());
    installer.on('close', () => resolve());
  });
}
