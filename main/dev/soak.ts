import { spawnSync } from 'node:child_process';
import { projectFolder } from './electronRuntime/projectFolder';

/**
 * `npm run soak [-- FILES]`: the long runs of the tests (more kills, power cuts, faults, damage and interruptions), before a
 * release. One file at a time, so that none waits for the disk because of another; each says in a line what it really did.
 */
const soaked = ['main/store', 'main/sources', 'main/engine', 'main/retroFile', 'main/domain/notes'];
const wanted = process.argv.length > 2 ? process.argv.slice(2) : soaked;
const vitest = ['node_modules/vitest/vitest.mjs', 'run', '--config', 'main/dev/vitest.config.ts'];
const limits = ['--testTimeout', String(60 * 60_000)];
const manner = ['--file-parallelism=false', '--disable-console-intercept=true'];
const soak = spawnSync(process.execPath, [...vitest, ...limits, ...manner, ...wanted], {
  cwd: projectFolder,
  stdio: 'inherit',
  env: { ...process.env, SHIPLAPSE_SOAK: '1' },
});
process.exitCode = soak.status ?? 1;
