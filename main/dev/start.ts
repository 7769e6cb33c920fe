import { isBuildStale } from './buildProgram';
import { projectFolder } from './electronRuntime/projectFolder';
import { runElectron } from './electronRuntime/runElectron';
import { spawnSync } from 'node:child_process';

/** `npm start`: opens the window, built first when a source changed since the last build. */
try {
  if (isBuildStale()) {
    const build = spawnSync(process.execPath, ['node_modules/tsx/dist/cli.mjs', 'main/dev/build.ts'], {
      cwd: projectFolder,
      stdio: 'inherit',
    });
    if (build.status !== 0) throw new Error('The build failed, see above.');
  }
  process.exitCode = await runElectron([projectFolder, ...process.argv.slice(2)]);
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 1;
}
