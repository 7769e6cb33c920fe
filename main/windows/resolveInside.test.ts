import { mkdir, mkdtemp, realpath, rm, symlink, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { resolveInside } from './resolveInside';

let folder = '';
let inside = '';

beforeAll(async () => {
  folder = await realpath(await mkdtemp(path.join(os.tmpdir(), 'shiplapse-pages-')));
  inside = path.join(folder, 'pages');
  await mkdir(path.join(inside, 'assets'), { recursive: true });
  await writeFile(path.join(inside, 'index.html'), 'page');
  await writeFile(path.join(inside, 'assets/a b.js'), 'code');
  await writeFile(path.join(folder, 'secret.txt'), 'secret');
  await mkdir(path.join(folder, 'pages-beside'));
  await writeFile(path.join(folder, 'pages-beside/x.js'), 'secret');
  await symlink('../../secret.txt', path.join(inside, 'assets/out.txt'));
  await symlink('../..', path.join(inside, 'assets/up'));
  await symlink('../index.html', path.join(inside, 'assets/home.html'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

test.each([
  ['shiplapse://app/', 'index.html'],
  ['shiplapse://app/index.html', 'index.html'],
  ['shiplapse://app/index.html?x=1#export', 'index.html'],
  ['shiplapse://app/assets/a%20b.js', 'assets/a b.js'],
  ['shiplapse://app/assets/../index.html', 'index.html'],
  ['shiplapse://app/assets/home.html', 'index.html'],
])('%s is %s', async (url, file) => {
  expect(await resolveInside(inside, url)).toBe(path.join(inside, file));
});

test.each([
  ['a folder', 'shiplapse://app/assets'],
  ['a folder, with its slash', 'shiplapse://app/assets/'],
  ['what is not there', 'shiplapse://app/nowhere.js'],
  ['dots', 'shiplapse://app/../secret.txt'],
  ['dots in disguise', 'shiplapse://app/%2e%2e/secret.txt'],
  ['dots and a slash in disguise', 'shiplapse://app/..%2fsecret.txt'],
  ['disguised twice', 'shiplapse://app/%252e%252e/secret.txt'],
  ['a backslash', 'shiplapse://app/..\\secret.txt'],
  ['a backslash in disguise', 'shiplapse://app/..%5csecret.txt'],
  ['a drive', 'shiplapse://app/c:%5csecret.txt'],
  ['another machine', 'shiplapse://app/%5c%5chost%5cshare%5cx'],
  ['NUL', 'shiplapse://app/index.html%00.js'],
  ['a broken escape', 'shiplapse://app/%zz'],
  ['a broken letter', 'shiplapse://app/%ff'],
  ['an absolute path', 'shiplapse://app//etc/passwd'],
  ['a folder with our beginning', 'shiplapse://app/..%2fpages-beside/x.js'],
  ['a link out', 'shiplapse://app/assets/out.txt'],
  ['a way through a link out', 'shiplapse://app/assets/up/secret.txt'],
  ['another host', 'shiplapse://elsewhere/index.html'],
  ['another scheme', 'https://app/index.html'],
  ['no address', 'index.html'],
])('%s leads nowhere', async (_, url) => {
  expect(await resolveInside(inside, url)).toBeNull();
});
