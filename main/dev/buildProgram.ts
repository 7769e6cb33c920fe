import { spawn } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { chooseRuntime } from './electronRuntime/chooseRuntime';
import { projectFolder } from './electronRuntime/projectFolder';
import { describeRuntime } from './electronRuntime/runtime';
import { hasDisplay } from './machine/display';
import { prepareMachine } from './machine/prepareMachine';

const stampFile = path.join(projectFolder, 'out/.built');
const commandFile = path.join(projectFolder, 'out/main/cli.js');
const shebang = '#!/usr/bin/env node\n';

/**
 * Builds main, preload and renderer with electron-vite, and the viewer of exported web pages with Vite. What they say goes to
 * stdout, or to stderr where stdout is an answer.
 */
export async function buildProgram(words: 'inherit' | 'stderr'): Promise<void> {
  const program = ['electron-vite/bin/electron-vite.js', 'build', '--config', 'main/dev/electron.vite.config.ts'];
  const viewer = ['vite/bin/vite.js', 'build', '--config', 'renderer/viewer/vite.config.ts'];
  for (const [tool = '', ...args] of [program, viewer]) {
    await runTool(path.join(projectFolder, 'node_modules', tool), [...args, '--logLevel', 'warn'], words);
  }
}

async function runTool(tool: string, args: string[], words: 'inherit' | 'stderr'): Promise<void> {
  const code = await new Promise<number | null>((resolve, reject) => {
    const build = spawn(process.execPath, [tool, ...args], {
      cwd: projectFolder,
      stdio: ['ignore', words === 'stderr' ? 2 : 'inherit', 'inherit'],
    });
    build.on('error', reject);
    build.on('close', resolve);
  });
  if (code !== 0) throw new Error(`The build failed (exit ${code}).`);
}

/** npm links the commands of dependencies only, so this makes `npx shiplapse` mean the checkout's own build. */
export function linkCommand(): void {
  const text = fs.readFileSync(commandFile, 'utf8');
  if (!text.startsWith('#!')) fs.writeFileSync(commandFile, shebang + text);
  fs.chmodSync(commandFile, 0o755);
  if (process.platform === 'win32') return linkCommandOnWindows();
  const link = path.join(projectFolder, 'node_modules/.bin/shiplapse');
  fs.rmSync(link, { force: true });
  fs.symlinkSync('../../out/main/cli.js', link);
}

/** The same for Windows, where npm's commands are small scripts. */
function linkCommandOnWindows(): void {
  const script = '@node "%~dp0\\..\\..\\out\\main\\cli.js" %*\r\n';
  fs.writeFileSync(path.join(projectFolder, 'node_modules/.bin/shiplapse.cmd'), script);
}

/** Remembers what state of the sources was built: that of the beginning, as somebody may have typed on meanwhile. */
export function stampBuild(startedAt: Date): void {
  fs.writeFileSync(stampFile, '');
  fs.utimesSync(stampFile, startedAt, startedAt);
}

/** Whether a source changed, came or went since the last build. */
export function isBuildStale(): boolean {
  const builtAtMs = fs.statSync(stampFile, { throwIfNoEntry: false })?.mtimeMs;
  if (builtAtMs === undefined || !fs.existsSync(commandFile)) return true;
  return ['main', 'renderer', 'assets', 'package.json', 'package-lock.json'].some((name) =>
    isNewer(path.join(projectFolder, name), builtAtMs),
  );
}

/** A folder's own time says that something in it came or went. Tests are no part of the build. */
function isNewer(file: string, thanMs: number): boolean {
  const stat = fs.statSync(file, { throwIfNoEntry: false });
  if (stat === undefined || file.endsWith('.test.ts')) return false;
  // The build itself puts a file beside its configuration for a moment.
  if (stat.mtimeMs > thanMs && file !== import.meta.dirname) return true;
  return stat.isDirectory() && fs.readdirSync(file).some((name) => isNewer(path.join(file, name), thanMs));
}

/**
 * Gets the Electron now, while one is building and probably online, so that a later export works with the network off. Not having
 * one stops no build: most commands do without.
 */
export async function prepareRuntime(): Promise<void> {
  if (process.env['SHIPLAPSE_SKIP_RUNTIME']) return;
  try {
    const runtime = await chooseRuntime();
    process.stderr.write(`Using ${describeRuntime(runtime)}\n`);
    prepareMachine(runtime.folder, !hasDisplay());
  } catch (error) {
    process.stderr.write(
      `Built, but the window and exports cannot start yet: ${error instanceof Error ? error.message : String(error)}\n`,
    );
  }
}
