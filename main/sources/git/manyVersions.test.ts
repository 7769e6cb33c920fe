import { execFileSync } from 'node:child_process';
import { chmodSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { readAll } from './testing/gatherEvents';

let folder: string;
const wayBefore = process.env['PATH'];

beforeEach(() => (folder = mkdtempSync(path.join(tmpdir(), 'versions-'))));
afterEach(() => {
  process.env['PATH'] = wayBefore;
  rmSync(folder, { recursive: true });
});

const versions = 1_000;
const files: ((version: number) => [string, string])[] = [
  (version) => [
    '.github/workflows/ci.yml',
    `name: CI\non: push\njobs:\n  b${version}: {runs-on: linux, steps: [{run: make}]}\n`,
  ],
  (version) => ['Jenkinsfile', `pipeline { stages { stage('v${version}') { steps { sh 'make' } } } }\n`],
  (version) => ['.gitlab-ci.yml', `v${version}: {script: make}\n`],
  (version) => [
    'cruise-config.xml',
    `<cruise><pipelines><pipeline name="p"><stage name="v${version}"/></pipeline></pipelines></cruise>`,
  ],
];

/** What version so and so of the files is; every hundredth cannot be read. */
function versionOf(version: number): [string, string] {
  const [file, text] = files[version % files.length]?.(version) ?? ['', ''];
  return [file, version % 100 === 99 ? '[ {{{ <' : text];
}

test('a thousand versions of configuration files are read in seconds by a handful of git processes', async () => {
  const place = path.join(folder, 'app');
  mkdirSync(place);
  const git = (args: string[], input = '') =>
    execFileSync('git', ['-C', place, ...args], { encoding: 'utf8', input }).trim();
  git(['init', '-q', '-b', 'main']);
  const commits = Array.from({ length: versions }, (_, version) => {
    const [file, text] = versionOf(version);
    const who = `committer Ada <ada@example.org> ${1_600_000_000 + version * 60} +0000\ndata 1\nx`;
    return `commit refs/heads/main\n${who}\nM 100644 inline ${file}\ndata ${Buffer.byteLength(text)}\n${text}\n`;
  });
  git(['fast-import', '--quiet'], commits.join(''));

  const log = path.join(folder, 'calls');
  const real = execFileSync('which', ['git'], { encoding: 'utf8' }).trim();
  const counting = path.join(folder, 'bin/git');
  mkdirSync(path.dirname(counting));
  writeFileSync(counting, `#!/bin/sh\necho "$*" >> '${log}'\nexec '${real}' "$@"\n`);
  chmodSync(counting, 0o755);
  process.env['PATH'] = `${path.dirname(counting)}:${wayBefore ?? ''}`;

  const started = performance.now();
  const { records, rejected } = await readAll([place]);
  const seconds = (performance.now() - started) / 1_000;
  const definitions = records.filter((record) => record.record === 'definition' && record.present);
  const calls = readFileSync(log, 'utf8').trim().split('\n').length;
  console.log(`${versions} versions: ${seconds.toFixed(2)} s, ${calls} git processes`);

  expect(definitions).toHaveLength(versions - versions / 100);
  expect(rejected).toHaveLength(versions / 100);
  expect(rejected[0]?.where).toMatch(/^cruise-config\.xml@[0-9a-f]{12}$/);
  expect(calls).toBeLessThan(15);
  expect(seconds).toBeLessThan(10);
});
