import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { sources } from './registry';
import type { Recognition } from './source';

const fixtures = path.resolve(import.meta.dirname, '../../../shared/fixtures');
const isThere = existsSync(fixtures);
if (!isThere) console.warn(`SKIPPED: recorded replies are not at ${fixtures}`);

const kinds = ['argocd', 'bamboo', 'bitbucket', 'buildkite', 'teamcity', 'travis'];

function recognised(file: string): Recognition | null {
  const bytes = readFileSync(file).subarray(0, 64 * 1024);
  const sample = {
    path: file,
    isFolder: false,
    head: bytes.toString('utf8'),
    size: statSync(file).size,
    isGitFolder: false,
  };
  const all = sources.flatMap((source) => source.recognise(sample) ?? []);
  return all.sort((a, b) => b.confidence - a.confidence)[0] ?? null;
}

test.skipIf(!isThere).each(kinds)('every recorded reply of %s is recognised as its own', (kind) => {
  const folder = path.join(fixtures, kind);
  const names = readdirSync(folder);
  expect(names.length).toBeGreaterThan(0);
  const found = names.map((name) => [name, recognised(path.join(folder, name))?.kind ?? null]);
  expect(found).toEqual(names.map((name) => [name, kind]));
});

test.skipIf(!isThere)('no reply of another server is taken for one of these', () => {
  const others = readdirSync(fixtures, { withFileTypes: true }).filter(
    (each) => each.isDirectory() && !kinds.includes(each.name),
  );
  const files = others.flatMap(({ name }) =>
    readdirSync(path.join(fixtures, name), { recursive: true, withFileTypes: true }).filter((each) => each.isFile()),
  );
  expect(files.length).toBeGreaterThan(50);
  const taken = files
    .map(({ parentPath, name }) => [name, recognised(path.join(parentPath, name))?.kind ?? ''])
    .filter(([, kind]) => kinds.includes(kind ?? ''));
  expect(taken).toEqual([]);
});
