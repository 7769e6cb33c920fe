import { spawnSync } from 'node:child_process';
import path from 'node:path';
import { buildProgram, isBuildStale, linkCommand, stampBuild } from './buildProgram';
import { projectFolder } from './electronRuntime/projectFolder';

/** `npm run shiplapse -- …`: the command line of this checkout, built first when a source changed since the last build. */
try {
  if (isBuildStale()) {
    const startedAt = new Date();
    process.stderr.write('Building first, as sources changed …\n');
    await buildProgram('stderr');
    linkCommand();
    stampBuild(startedAt);
  }
  // The command takes care of a Ctrl-C itself.
  process.on('SIGINT', () => undefined);
  const command = spawnSync(process.execPath, [path.join(projectFolder, 'out/main/cli.js'), ...process.argv.slice(2)], {
    stdio: 'inherit',
    // npm runs scripts in the project's folder; file names were typed where the user was.
    cwd: process.env['INIT_CWD'] ?? process.cwd(),
  });
  process.exitCode = command.status ?? 1;
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 1;
}
