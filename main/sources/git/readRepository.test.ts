import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import type { Commit, HistoryRecord } from '../../domain/history/records';
import type { FailureError } from '../../failure';
import { readAll } from './testing/gatherEvents';
import { repositoryIn } from './testing/makeRepository';
import { git } from './source';

const folder = mkdtempSync(path.join(tmpdir(), 'shiplapse-git-'));
afterAll(() => rmSync(folder, { recursive: true }));

describe('a repository with branches, merges and tags', () => {
  const shop = repository('shop');
  shop.commit('one', '2024-01-01T10:00:00Z');
  shop.run('checkout', '-q', '-b', 'saas');
  shop.commit('on saas', '2024-01-02T10:00:00Z');
  shop.run('checkout', '-q', '-b', 'half-baked');
  shop.commit('half baked', '2024-01-03T10:00:00Z');
  shop.run('checkout', '-q', 'saas');
  shop.commit('more on saas', '2024-01-04T10:00:00Z');
  shop.run('checkout', '-q', 'main');
  shop.commit('two', '2024-01-05T10:00:00Z', 'with a body\nof two lines');
  shop.at('2024-01-06T10:00:00Z', 'merge', '-q', '--no-ff', '-m', 'Merge saas', 'saas');
  shop.run('tag', 'light');
  shop.at('2024-01-07T12:00:00+02:00', 'tag', '-a', '-m', 'heavy', 'heavy');
  shop.at('2024-01-08T12:00:00Z', '-c', 'advice.nestedTag=false', 'tag', '-a', '-m', 'of a tag', 'tag-of-tag', 'heavy');
  shop.run('tag', 'of-a-tree', 'HEAD^{tree}');

  test('commits with their parents, moments and the branch they were made on', async () => {
    const { records, coverage, mainBranches } = await readAll([shop.folder]);
    const commits = records.filter((record) => record.record === 'commit');
    const table = Object.fromEntries(
      commits.map(({ message, branches }) => [message?.split('\n')[0] ?? '', branches.join()]),
    );
    expect(table).toEqual({
      one: 'main',
      'on saas': 'saas',
      'half baked': 'half-baked',
      'more on saas': 'saas',
      two: 'main',
      'Merge saas': 'main',
    });
    expect(commits.find(({ message }) => message === 'Merge saas')?.parents).toHaveLength(2);
    expect(commits.find(({ message }) => message?.startsWith('two'))).toMatchObject({
      material: 'git:shop',
      message: 'two\n\nwith a body\nof two lines',
      author: 'Ada Lövelace',
      committedAt: Date.UTC(2024, 0, 5, 10),
      authoredAt: Date.UTC(2024, 0, 5, 10),
      revision: shop.run('rev-parse', 'main^1'),
    });
    expect(coverage).toEqual({ from: Date.UTC(2024, 0, 1, 10), to: Date.UTC(2024, 0, 6, 10), gaps: [] });
    expect(mainBranches).toEqual({ 'git:shop': 'main' });
  });

  test('tags are releases; one that is not of a commit is set aside', async () => {
    const { records, rejected } = await readAll([shop.folder]);
    const releases = records
      .filter((record) => record.record === 'run')
      .map((run) => [run.id, run.pipeline, run.finishedAt, run.revisions[0]?.revision]);
    const head = shop.run('rev-parse', 'main');
    expect(releases).toEqual([
      ['tag:heavy', 'release', Date.UTC(2024, 0, 7, 10), head],
      ['tag:light', 'release', Date.UTC(2024, 0, 6, 10), head],
      ['tag:tag-of-tag', 'release', Date.UTC(2024, 0, 8, 12), head],
    ]);
    expect(rejected).toEqual([
      { where: 'refs/tags/of-a-tree', id: 'tag:of-a-tree', reason: 'the tag is not of a commit' },
    ]);
  });

  test('a clone takes the name and the main branch of its origin', async () => {
    execFileSync('git', ['clone', '-q', shop.folder, path.join(folder, 'elsewhere')]);
    execFileSync('git', ['-C', path.join(folder, 'elsewhere'), 'checkout', '-q', 'saas']);
    const { records, mainBranches } = await readAll([path.join(folder, 'elsewhere')]);
    expect(mainBranches).toEqual({ 'git:shop': 'main' });
    expect(records.filter((record) => record.record === 'commit' && record.branches[0] === 'saas')).toHaveLength(2);
  });

  test('a bare repository, and a worktree', async () => {
    execFileSync('git', ['clone', '-q', '--bare', shop.folder, path.join(folder, 'bare.git')]);
    shop.run('worktree', 'add', '-q', path.join(folder, 'tree'), 'half-baked');
    for (const place of ['bare.git', 'tree']) {
      const { records } = await readAll([path.join(folder, place)]);
      expect(records.filter((record) => record.record === 'commit')).toHaveLength(6);
    }
  });

  test('time and pipelines can be chosen, and then the cursor stays', async () => {
    const some = await readAll([shop.folder], {
      since: Date.UTC(2024, 0, 4, 10),
      until: Date.UTC(2024, 0, 6, 10),
      pipelines: ['x'],
    });
    expect(some.records.map((record) => (record as Commit).message?.split('\n')[0])).toEqual(['more on saas', 'two']);
    expect(some.cursor).toBeUndefined();
  });
});

test('a second import asks only for what is new, also after history was rewritten', async () => {
  const repo = repository('second');
  repo.commit('one', '2024-01-01T10:00:00Z');
  const first = await readAll([repo.folder]);
  const messages = (records: HistoryRecord[]) =>
    records.flatMap((record) => (record.record === 'commit' ? record.message : []));
  expect((await readAll([repo.folder], {}, first.cursor)).records).toEqual([]);
  repo.commit('two', '2024-01-02T10:00:00Z');
  const second = await readAll([repo.folder], {}, first.cursor);
  expect(messages(second.records)).toEqual(['two']);
  const gone = { heads: { 'git:second': ['0'.repeat(40), '--output=/tmp/x'] } };
  expect(messages((await readAll([repo.folder], {}, gone)).records)).toEqual(['two', 'one']);
  repo.at('2024-01-03T10:00:00Z', 'commit', '-q', '--amend', '--allow-empty', '-m', 'two again');
  expect(messages((await readAll([repo.folder], {}, second.cursor)).records)).toEqual(['two again']);
});

describe('configuration through time', () => {
  const repo = repository('config');
  const workflow = (name: string, jobs: string) => `name: ${name}\non: push\njobs:\n${jobs}`;
  const build = '  build:\n    runs-on: ubuntu-20.04\n    steps: []\n';
  repo.commit('nothing yet', '2024-01-01T10:00:00Z');
  repo.write('.github/workflows/ci.yml', workflow('CI', build));
  repo.commit('add', '2024-01-02T10:00:00Z');
  repo.write(
    '.github/workflows/ci.yml',
    workflow(
      'CI',
      `  deploy:\n    needs: build\n    environment: {name: dumpling}\n    container: node:20\n    runs-on: [self-hosted, big]\n    steps: []\n${build}`,
    ),
  );
  repo.commit('deploy', '2024-01-03T10:00:00Z');
  repo.write('.github/workflows/ci.yml', 'name: CI\njobs: [unclosed\n');
  repo.commit('break', '2024-01-04T10:00:00Z');
  repo.run('mv', '.github/workflows/ci.yml', '.github/workflows/main.yml');
  repo.write('.github/workflows/main.yml', workflow('CI', build));
  repo.commit('rename the file', '2024-01-05T10:00:00Z');
  repo.write('.github/workflows/main.yml', workflow('Build', build));
  repo.commit('rename the pipeline', '2024-01-06T10:00:00Z');
  repo.run('rm', '-q', '.github/workflows/main.yml');
  repo.commit('remove', '2024-01-07T10:00:00Z');

  test('every version is a definition; renames of files go on, renames of pipelines and removals end', async () => {
    const { records } = await readAll([repo.folder]);
    const definitions = records.filter((record) => record.record === 'definition');
    expect(
      definitions.map(({ pipeline, validFrom, present, stages }) => [
        pipeline,
        new Date(validFrom).getUTCDate(),
        present,
        stages.map(({ name }) => name).join(),
      ]),
    ).toEqual([
      ['CI', 2, true, 'build'],
      ['CI', 3, true, 'build,deploy'],
      ['CI', 5, true, 'build'],
      ['Build', 6, true, 'build'],
      ['CI', 6, false, ''],
      ['Build', 7, false, ''],
    ]);
    expect(definitions[1]).toMatchObject({
      environments: ['dumpling'],
      materials: [{ kind: 'material', name: 'git:config' }],
      stages: [{ agent: 'ubuntu-20.04' }, { environment: 'dumpling', image: 'node:20', agent: 'self-hosted, big' }],
      origin: `.github/workflows/ci.yml@${repo.run('rev-parse', 'main~4').slice(0, 12)}`,
    });
  });

  test('a version that cannot be understood is reported', async () => {
    const { rejected } = await readAll([repo.folder]);
    expect(rejected).toEqual([
      {
        where: `.github/workflows/ci.yml@${repo.run('rev-parse', 'main~3').slice(0, 12)}`,
        id: null,
        reason: expect.stringMatching(/^not YAML: /) as string,
      },
    ]);
  });
});

describe('what cannot be read is refused in a sentence', () => {
  test.each([
    ['no repository', () => mkdirSync(path.join(folder, 'plain')), 'plain', 'wrong_kind', /neither the top folder/],
    [
      'a folder within one',
      () => mkdirSync(path.join(repository('outer').folder, 'inner')),
      'outer/inner',
      'wrong_kind',
      /neither the top folder/,
    ],
    ['no folder', () => undefined, 'none', 'not_found', /no folder/],
    ['no commits', () => repository('fresh'), 'fresh', 'wrong_kind', /no commits yet/],
  ])('%s', async (_, make, name, kind, sentence) => {
    make();
    const error = await readAll([path.join(folder, name)]).then(
      () => null,
      (failure: unknown) => failure as FailureError,
    );
    expect(error).toMatchObject({ kind, message: expect.stringMatching(sentence) as string });
  });

  test('beside one that can, it is a part failure', async () => {
    const repo = repository('beside');
    repo.commit('one', '2024-01-01T10:00:00Z');
    const read = await readAll([path.join(folder, 'none'), repo.folder]);
    expect(read.records).toHaveLength(1);
    expect(read.partFailures).toMatchObject([{ kind: 'not_found' }]);
  });
});

test('nothing of the repository is run, nothing around it is believed', async () => {
  const repo = repository('hostile');
  repo.commit('one', '2024-01-01T10:00:00Z');
  const trap = path.join(folder, 'trap.sh');
  const sprung = path.join(folder, 'sprung');
  writeFileSync(trap, `#!/bin/sh\ntouch ${sprung}\n`, { mode: 0o755 });
  for (const setting of [
    'core.fsmonitor',
    'core.pager',
    'gpg.program',
    'diff.external',
    'core.sshCommand',
    'credential.helper',
  ])
    repo.run('config', setting, trap);
  repo.run('config', 'log.showSignature', 'true');
  process.env['GIT_DIR'] = '/nowhere';
  try {
    expect((await readAll([repo.folder])).records).toHaveLength(1);
  } finally {
    delete process.env['GIT_DIR'];
  }
  expect(() => execFileSync('test', ['-e', sprung])).toThrow();
});

test('thousands of commits and versions', async () => {
  const repo = repository('large');
  const count = 5_000;
  execFileSync('git', ['-C', repo.folder, 'fast-import', '--quiet'], { input: fastImport(count) });
  const started = performance.now();
  const { records, rejected, pages } = await readAll([repo.folder]);
  console.info(`${count} commits, ${count / 5} versions of a workflow: ${Math.round(performance.now() - started)} ms`);
  expect(records.filter((record) => record.record === 'commit')).toHaveLength(count);
  expect(records.filter((record) => record.record === 'definition')).toHaveLength(count / 5);
  expect(rejected).toEqual([]);
  expect(pages).toBeGreaterThan(5);
});

test('a stopped import ends with a failure of its own kind', async () => {
  const repo = repository('stopped');
  repo.commit('one', '2024-01-01T10:00:00Z');
  await expect(readAll([repo.folder], {}, null, AbortSignal.abort())).rejects.toMatchObject({ kind: 'cancelled' });
});

test('a folder is recognised by what it is', () => {
  const sample = { path: '/x/shop', isFolder: true, head: '', size: 0, isGitFolder: true };
  expect(git.recognise(sample)).toEqual({ kind: 'git', what: 'Git repository shop', confidence: 1 });
  expect(git.recognise({ ...sample, isGitFolder: false })).toBeNull();
});

function repository(name: string) {
  return repositoryIn(folder, name);
}

function fastImport(count: number): string {
  let text = '';
  for (let index = 1; index <= count; index++) {
    const message = `change ${index}`;
    const workflow = `name: CI\non: push\njobs:\n  build:\n    runs-on: ubuntu-${index}\n    steps:\n      - run: make\n`;
    text += `commit refs/heads/main\nmark :${index}\ncommitter A <a@b> ${1_700_000_000 + index * 60} +0000\ndata ${message.length}\n${message}\n`;
    if (index > 1) text += `from :${index - 1}\n`;
    text +=
      index % 5 === 0
        ? `M 644 inline .github/workflows/ci.yml\ndata ${workflow.length}\n${workflow}\n`
        : `M 644 inline a.txt\ndata ${message.length}\n${message}\n`;
  }
  return text;
}
