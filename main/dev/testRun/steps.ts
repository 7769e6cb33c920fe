import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { projectFolder } from '../electronRuntime/projectFolder';
import { parsePlaywrightReport, parseVitestReport } from './reports';
import { oneFailed, onePassed, withExitStatus } from './tally';
import type { Tally } from './tally';

/** One part of `npm test`. */
export interface Step {
  name: string;
  run: () => Tally;
}

const tsx = 'node_modules/tsx/dist/cli.mjs';
const tsc = 'node_modules/typescript/bin/tsc';
const prettier = ['node_modules/prettier/bin/prettier.cjs', '--config', 'main/dev/prettier.config.json'];
const ignore = ['--ignore-path', '.gitignore', '--ignore-path', 'main/dev/prettier.ignore'];

/** Each of these is one check: it passes or it does not. */
export const formatStep = check('format', [...prettier, ...ignore, '--check', '--log-level', 'warn', '.']);
export const lintStep = check('lint', [
  'node_modules/eslint/bin/eslint.js',
  '--config',
  'main/dev/eslint.config.mjs',
  '--max-warnings=0',
  '.',
]);
export const typeSteps = [
  ...['main/domain', 'main', 'main/tsconfig.electron-33.json', 'e2e'].map((project) =>
    check(`types of ${project}`, [tsc, '--project', project]),
  ),
  check('types of renderer', [
    'node_modules/svelte-check/bin/svelte-check',
    '--tsconfig',
    'renderer/tsconfig.json',
    '--output',
    'human',
    '--fail-on-warnings',
  ]),
];
export const buildStep = check('build', [tsx, 'main/dev/build.ts']);

export const unitStep: Step = {
  name: 'unit tests',
  run: () =>
    withReport(parseVitestReport, (reportFile) =>
      runNode([
        ...['node_modules/vitest/vitest.mjs', 'run', '--config', 'main/dev/vitest.config.ts'],
        ...['--reporter=dot', '--reporter=json', `--outputFile.json=${reportFile}`],
      ]),
    ),
};

export const windowStep: Step = {
  name: 'end-to-end tests',
  run: () =>
    withReport(parsePlaywrightReport, (reportFile) =>
      runNode(['node_modules/@playwright/test/cli.js', 'test', '--config', 'e2e/playwright.config.ts'], {
        PLAYWRIGHT_JSON_OUTPUT_FILE: reportFile,
      }),
    ),
};

function check(name: string, args: string[]): Step {
  return { name, run: () => (runNode(args) === 0 ? onePassed : oneFailed) };
}

function runNode(args: string[], env: Record<string, string> = {}): number | null {
  return spawnSync(process.execPath, args, {
    cwd: projectFolder,
    stdio: ['ignore', 'inherit', 'inherit'],
    // Colours are for people who watch; in a log they are noise.
    env: { ...process.env, ...(process.stdout.isTTY ? {} : { NO_COLOR: '1' }), ...env },
  }).status;
}

/** Runs a test tool that writes a JSON report, and counts it. No report is a failure, whatever the exit status says. */
function withReport(parse: (report: unknown) => Tally, run: (reportFile: string) => number | null): Tally {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'shiplapse-test-'));
  const reportFile = path.join(folder, 'report.json');
  try {
    const status = run(reportFile);
    if (!fs.existsSync(reportFile)) return oneFailed;
    return withExitStatus(parse(JSON.parse(fs.readFileSync(reportFile, 'utf8'))), status);
  } finally {
    fs.rmSync(folder, { recursive: true, force: true });
  }
}
