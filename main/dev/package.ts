import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { chooseRuntime } from './electronRuntime/chooseRuntime';
import { projectFolder } from './electronRuntime/projectFolder';
import { describeRuntime } from './electronRuntime/runtime';
import type { ElectronRuntime } from './electronRuntime/runtime';
import { findWrongFuses } from './packaging/fuses';

/**
 * `npm run package -- [electron-builder's arguments]`: builds and packages; without arguments an unpacked folder for this system
 * (`--dir`), with its fuses read back. What can be shipped is made with Electron's own build only.
 */
try {
  const runtime = await chooseRuntime();
  process.stdout.write(`Using ${describeRuntime(runtime)}\n`);
  const asked = process.argv.slice(2);
  const args = asked.length > 0 ? asked : ['--dir'];
  if (runtime.kind !== 'official') refuseToShip(runtime, args);
  run(['node_modules/tsx/dist/cli.mjs', 'main/dev/build.ts']);
  writeBillOfMaterials();
  run([
    'node_modules/electron-builder/cli.js',
    '--config',
    'electron-builder.yml',
    '--publish',
    'never',
    ...withRuntime(runtime, args),
  ]);
  await checkUnpackedFuses();
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 1;
}

/** An Electron of another origin, and out of support, is good enough to look at the packaging; nobody may be given it. */
function refuseToShip(runtime: ElectronRuntime, args: string[]): void {
  if (args.length === 1 && args[0] === '--dir') {
    process.stdout.write(`FOR LOCAL CHECKS ONLY: this package holds ${describeRuntime(runtime)}. Never ship it.\n`);
    return;
  }
  throw new Error(
    "Installers are made with Electron's own build only. Run `npx install-electron` where it can be downloaded, or package with --dir to look.",
  );
}

function withRuntime(runtime: ElectronRuntime, args: string[]): string[] {
  if (runtime.kind === 'official') return args;
  return [...args, `-c.electronDist=${runtime.folder}`, `-c.electronVersion=${runtime.version}`];
}

/** Which packages went into the bundle, for those who must know (CycloneDX). */
function writeBillOfMaterials(): void {
  const npm = process.platform === 'win32' ? 'npm.cmd' : 'npm';
  const sbom = spawnSync(npm, ['sbom', '--sbom-format=cyclonedx', '--loglevel=error'], {
    cwd: projectFolder,
    encoding: 'utf8',
    maxBuffer: 64 * 1024 * 1024,
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  if (sbom.status !== 0) throw new Error('npm could not write the list of packages (npm sbom).');
  fs.writeFileSync(path.join(projectFolder, 'out/sbom.json'), sbom.stdout);
}

async function checkUnpackedFuses(): Promise<void> {
  const executable = path.join(projectFolder, 'dist/linux-unpacked/shiplapse');
  if (!fs.existsSync(executable)) return;
  const wrong = await findWrongFuses(executable);
  if (wrong.length > 0) throw new Error(`The package's fuses are wrong: ${wrong.join(', ')}.`);
  process.stdout.write('The fuses of the package are as they must be.\n');
}

function run(args: string[]): void {
  const program = spawnSync(process.execPath, args, { cwd: projectFolder, stdio: 'inherit' });
  if (program.status !== 0) throw new Error(`${path.basename(args[0] ?? '')} failed (exit ${program.status}).`);
}
