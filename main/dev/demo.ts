import { spawnSync } from 'node:child_process';
import { isBuildStale } from './buildProgram';
import { projectFolder } from './electronRuntime/projectFolder';
import { runElectron } from './electronRuntime/runElectron';
import { hasDisplay } from './machine/display';

/** `npm run demo`: builds, lets the command tell the example's story and export it, then opens the window where there is a screen. */
try {
  if (isBuildStale()) runNode(['node_modules/tsx/dist/cli.mjs', 'main/dev/build.ts']);
  runNode(['out/main/cli.js', 'demo', ...process.argv.slice(2)]);
  if (hasDisplay()) process.exitCode = await runElectron([projectFolder, '--open', 'example']);
  else process.stderr.write('There is no screen here, so the window stays closed. With a screen: npm start\n');
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 1;
}

function runNode(args: string[]): void {
  const program = spawnSync(process.execPath, args, { cwd: projectFolder, stdio: 'inherit' });
  if (program.status !== 0) throw new Error(`${args.slice(0, 2).join(' ')} ended with exit ${program.status}.`);
}
