import { spawn, spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import fs from 'node:fs';
import path from 'node:path';
import { expect, freshFolder, ownWorld, projectFolder, test } from './launch';
import { filesIn, hashOf } from './storeState';

/** One pass of `shiplapse demo`, in a world of its own; the folder it wrote to. */
async function runDemo(): Promise<{ folder: string; story: string }> {
  const world = freshFolder();
  const folder = path.join(world, 'out');
  const args = [
    path.join(projectFolder, 'out/main/cli.js'),
    'demo',
    '--store',
    path.join(world, 'store'),
    '--out',
    folder,
  ];
  const child = spawn(process.execPath, args, { cwd: world, env: ownWorld(world), stdio: ['ignore', 'pipe', 'pipe'] });
  let [story, words] = ['', ''];
  child.stdout.on('data', (chunk: Buffer) => (story += chunk.toString()));
  child.stderr.on('data', (chunk: Buffer) => (words += chunk.toString()));
  const status = await new Promise((resolve) => child.once('close', resolve));
  expect(status, words).toBe(0);
  return { folder, story };
}

test('two passes of the demo tell the story, with the same numbers and the same slides', async () => {
  test.slow();
  // Side by side, so each is slowed by the other: what is drawn may not hang on how fast the machine is.
  const [first, second] = await Promise.all([runDemo(), runDemo()]);
  const files = filesIn(first.folder);
  for (const format of ['pptx', 'pdf', 'html', 'md', 'csv', 'png']) {
    expect(
      files.filter((file) => file.endsWith(`.${format}`)),
      format,
    ).not.toEqual([]);
  }
  expect(filesIn(second.folder)).toEqual(files);
  for (const file of files.filter((name) => !name.endsWith('.pdf'))) {
    expect(hashOf(path.join(second.folder, file)), file).toBe(hashOf(path.join(first.folder, file)));
  }
  // A PDF says when it was made, and numbers its headings as it likes; what it draws must be the same.
  for (const file of files.filter((name) => name.endsWith('.pdf'))) {
    const drawn = streamsOf(path.join(first.folder, file));
    expect(drawn.length).toBeGreaterThan(10);
    expect(streamsOf(path.join(second.folder, file))).toEqual(drawn);
  }
  for (const word of ['pasty', 'baklava', 'dumpling', 'branch', 'master', 'image', 'illustrative', 'failed']) {
    expect(first.story.toLowerCase()).toContain(word);
  }
  expect(second.story.replaceAll(second.folder, '')).toBe(first.story.replaceAll(first.folder, ''));
  for (const { folder } of [first, second]) fs.rmSync(path.dirname(folder), { recursive: true });
});

/** Hashes of all that a PDF draws: pages, fonts and pictures. */
function streamsOf(file: string): string[] {
  const content = fs.readFileSync(file, 'latin1');
  return [...content.matchAll(/\bstream\r?\n([\s\S]*?)endstream/g)].map(([, drawn]) =>
    createHash('sha256')
      .update(drawn ?? '', 'latin1')
      .digest('hex'),
  );
}

test('the command says what it does in its exit status', () => {
  const run = (...words: string[]) =>
    spawnSync(process.execPath, [path.join(projectFolder, 'out/main/cli.js'), ...words], {
      env: ownWorld(freshFolder()),
      encoding: 'utf8',
    });
  expect(run('--version').status).toBe(0);
  expect(run('nonsense').status).toBe(2);
  expect(run('metrics', 'nobody')).toMatchObject({ status: 1, stdout: '' });
});
