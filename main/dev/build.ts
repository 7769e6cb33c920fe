import { buildProgram, linkCommand, prepareRuntime, stampBuild } from './buildProgram';

/** `npm run build`: the three programs into `out/`, `npx shiplapse` for this checkout, and an Electron to start them with. */
try {
  const startedAt = new Date();
  await buildProgram('inherit');
  linkCommand();
  stampBuild(startedAt);
  await prepareRuntime();
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 1;
}
