import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { joinTest } from './mainJoins';
import { readAll } from './testing/gatherEvents';
import { repositoryIn } from './testing/makeRepository';

const folder = mkdtempSync(path.join(tmpdir(), 'shiplapse-joins-'));
afterAll(() => rmSync(folder, { recursive: true }));

test.each([
  ["Merge branch 'main' of https://github.com/team/shop", true],
  ["Merge branch 'master' of github.com:team/shop.git", true],
  ["Merge remote-tracking branch 'origin/main'", true],
  ["Merge remote-tracking branch 'upstream/master' into main", true],
  ['Merge pull request #1 from team/master', true],
  ["Merge branch 'main' of https://github.com/stranger/shop", false],
  ["Merge branch 'main' of https://github.com/team/shop into feature", false],
  ['Merge pull request #3950 from stranger/master', false],
  ["Merge remote-tracking branch 'origin/main' into feature", false],
  ["Merge branch 'saas'", false],
  ['merge master', false],
])('%s: %s', (subject, isJoin) => {
  expect(joinTest('main', 'git@github.com:team/shop.git')?.(subject)).toBe(isJoin);
});

test('without an address of its own only what names the remote counts; without a main branch nothing', () => {
  const isJoin = joinTest('main', null);
  expect(isJoin?.("Merge remote-tracking branch 'origin/main'")).toBe(true);
  expect(isJoin?.("Merge branch 'main' of https://github.com/team/shop")).toBe(false);
  expect(joinTest(null, null)).toBeNull();
});

/** Ada worked on an old copy, pulled, and pushed: the first parent of what is main now is her own line. */
test('after a pull the main line goes on with what was pulled: branches and dates of definitions are those it had', async () => {
  const shop = repositoryIn(folder, 'shop');
  const workflow = '.github/workflows/ci.yml';
  shop.run('remote', 'add', 'origin', 'https://example.org/team/shop.git');
  shop.commit('one', '2024-01-01T10:00:00Z');
  shop.run('checkout', '-q', '-b', 'pulled');
  shop.write(workflow, 'name: CI\non: push\njobs: {a: {}}\n');
  shop.commit('brings CI', '2024-01-02T10:00:00Z');
  shop.commit('released', '2024-01-03T10:00:00Z');
  shop.run('branch', 'stale');
  shop.write(workflow, 'name: CI\non: push\njobs: {a: {}, b: {}}\n');
  shop.commit('more CI', '2024-01-04T10:00:00Z');
  shop.run('checkout', '-q', 'main');
  shop.commit('of Ada', '2024-01-05T10:00:00Z');
  const message = "Merge branch 'main' of https://example.org/team/shop";
  shop.at('2024-01-20T10:00:00Z', 'merge', '-q', '--no-ff', '-m', message, 'pulled');
  shop.run('branch', '-D', 'pulled');
  shop.commit('two', '2024-01-21T10:00:00Z');

  const { records } = await readAll([shop.folder]);
  const commits = records.filter((record) => record.record === 'commit');
  expect(commits.flatMap(({ branches }) => branches)).toEqual(new Array(7).fill('main'));
  const definitions = records.filter((record) => record.record === 'definition');
  expect(definitions.map(({ validFrom, stages }) => [validFrom, stages.length])).toEqual([
    [Date.UTC(2024, 0, 2, 10), 1],
    [Date.UTC(2024, 0, 4, 10), 2],
  ]);
});
