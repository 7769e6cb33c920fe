import { spawnSync } from 'node:child_process';
import { projectFolder } from './electronRuntime/projectFolder';

/** `npm run soak`: the long runs of the store's and the sources' tests (more kills, faults and damage), before a release. */
const vitest = ['node_modules/vitest/vitest.mjs', 'run', '--config', 'main/dev/vitest.config.ts'];
const limits = ['--testTimeout', String(60 * 60_000)];
const soak = spawnSync(
  process.execPath,
  [...vitest, ...limits, 'main/store', 'main/sources', ...process.argv.slice(2)],
  {
    cwd: projectFolder,
    stdio: 'inherit',
    env: { ...process.env, SHIPLAPSE_SOAK: '1' },
  },
);
process.exitCode = soak.status ?? 1;
