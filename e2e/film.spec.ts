import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import fs from 'node:fs';
import path from 'node:path';
import { expect, launch, ownWorld, projectFolder, savedFolder, test } from './launch';
import { openExample } from './steps';
import { hashOf } from './storeState';

test.use({ start: { withExample: true } });

test('the film plays, stops, steps, and is told to those who do not see it', async ({ page, problems }) => {
  await openExample(page);
  await page.getByRole('button', { name: 'Film', exact: true }).click();
  const date = page.getByRole('slider', { name: 'Date' });
  const shown = async (): Promise<number> => Number(await date.inputValue());
  await page.getByRole('button', { name: 'Play', exact: true }).click();
  const begun = await shown();
  await expect.poll(shown, { timeout: 15_000 }).toBeGreaterThan(begun);
  await page.getByRole('button', { name: 'Pause', exact: true }).click();
  const stopped = await shown();
  await page.waitForTimeout(300);
  expect(await shown()).toBe(stopped);
  await page.keyboard.press('ArrowRight');
  expect(await shown()).toBeGreaterThan(stopped);
  await page.keyboard.press('Home');
  await page.keyboard.press(']');
  await page.keyboard.press(']');
  await page.keyboard.press(']');
  await page.getByRole('button', { name: 'Play', exact: true }).click();
  await expect(
    page.locator('[aria-live=polite]').filter({ hasText: 'Highlight: A snapshot of production' }),
  ).toHaveCount(1);
  await page.keyboard.press(' ');
  await page.keyboard.press('t');
  const transcript = page.getByRole('complementary', { name: 'Transcript' });
  await expect(transcript.getByRole('button')).toHaveCount(8);
  await transcript.getByRole('button', { name: /Too many failed SaaS builds/ }).click();
  await expect(page.locator('[aria-live=polite]').filter({ hasText: 'Lowlight: Too many failed' })).toHaveCount(1);
  expect(problems).toEqual([]);
});

test('a stretch gets more time by dragging and by keys, and undo gives it back', async ({ page, problems }) => {
  await openExample(page);
  await page.getByRole('button', { name: 'Film', exact: true }).click();
  const lane = page.getByRole('group', { name: /^Pace\. / });
  const box = await lane.boundingBox();
  if (!box) throw new Error('The lane is on the screen.');
  await page.mouse.move(box.x + box.width * 0.3, box.y + 8);
  await page.mouse.down();
  await page.mouse.move(box.x + box.width * 0.5, box.y + 8, { steps: 4 });
  await page.mouse.up();
  await page.getByRole('button', { name: 'Slower' }).click();
  await expect(lane.getByText('1.5 ×')).toBeVisible();
  await page.getByRole('button', { name: 'Undo change the film’s pace' }).click();
  await expect(lane.getByText('1.5 ×')).toBeHidden();
  await lane.focus();
  await page.keyboard.press('Escape');
  await page.keyboard.press('Enter');
  await page.getByRole('button', { name: 'Quicker' }).click();
  await expect(lane.getByText('0.5 ×')).toBeVisible();
  expect(problems).toEqual([]);
});

test('a moment is the same picture wherever one comes from', async ({ page }) => {
  await openExample(page);
  await page.getByRole('button', { name: 'Film', exact: true }).click();
  const picture = page.getByRole('img', { name: /film/i }).locator('canvas');
  const look = async (...keys: string[]): Promise<string> => {
    for (const key of keys) await page.keyboard.press(key);
    // Drawn in the frame after the key.
    await page.evaluate(
      () => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(() => setTimeout(done, 50)))),
    );
    return digest(await picture.evaluate((canvas: HTMLCanvasElement) => canvas.toDataURL()));
  };
  const digest = (text: string): string => createHash('sha256').update(text).digest('hex');
  const fromTheStart = await look('Home', ']', ']', ']');
  const next = await look(']');
  expect(next).not.toBe(fromTheStart);
  expect(await look('[')).toBe(fromTheStart);
  expect(await look('ArrowRight', 'ArrowRight', '[')).toBe(fromTheStart);
  expect(await look('End', '[', '[', '[', '[', '[', 'Home', ']', ']', ']')).toBe(fromTheStart);
});

test('with reduced motion the film is a series of stills with the same story', async ({ page }) => {
  await openExample(page);
  await page.emulateMedia({ reducedMotion: 'reduce' });
  await page.getByRole('button', { name: 'Film', exact: true }).click();
  for (const word of [
    'branch that lived',
    'frequent',
    'snapshot',
    'to master',
    'machine images',
    'failed SaaS builds',
  ]) {
    await page.getByRole('button', { name: 'Next still' }).click();
    await expect(page.locator('[aria-live=polite]').filter({ hasText: word })).toHaveCount(1);
  }
});

test('exported from the window with the choices made, and cancelled without a trace', async ({
  page,
  userData,
  problems,
}) => {
  await openExample(page);
  const saved = savedFolder(userData);
  const exportIt = async (size: string): Promise<void> => {
    await page.getByRole('button', { name: 'Export', exact: true }).click();
    await page.getByRole('menuitem', { name: /^Film…/ }).click();
    await page.getByText('30 s', { exact: true }).click();
    await page.getByText(size, { exact: true }).click();
    await page.getByRole('button', { name: 'Export…' }).click();
  };
  await exportIt('4K');
  await expect(page.getByRole('progressbar', { name: 'Export' })).toBeVisible();
  await page.getByText('Filming').waitFor({ timeout: 30_000 });
  await page.getByRole('button', { name: 'Cancel' }).click();
  await expect(page.getByRole('button', { name: 'Export', exact: true })).toBeVisible();
  await expect.poll(() => fs.readdirSync(saved)).toEqual([]);
  await exportIt('720p');
  await expect(page.getByText(/^Saved .*\.webm\.$/)).toBeVisible({ timeout: 90_000 });
  const names = fs.readdirSync(saved).sort();
  expect(names.map((name) => name.replace(/^example-[\d-]+/, ''))).toEqual([
    '.poster.png',
    '.srt',
    '.transcript.md',
    '.vtt',
    '.webm',
  ]);
  const film = path.join(saved, names.find((name) => name.endsWith('.webm')) ?? '');
  expect(fs.readFileSync(film).subarray(0, 4)).toEqual(Buffer.from([0x1a, 0x45, 0xdf, 0xa3]));
  if (spawnSync('ffprobe', ['-version']).status === 0) {
    const probed = spawnSync(
      'ffprobe',
      ['-v', 'error', '-show_entries', 'stream=codec_name,width,height:format=duration', '-of', 'csv=p=0', film],
      { encoding: 'utf8' },
    ).stdout;
    expect(probed.trim().split('\n')).toEqual(['vp9,1280,720', '30.000000']);
  } else process.stdout.write('NOT CHECKED: what is in the film; ffprobe is not installed.\n');
  problems.splice(0, problems.length, ...problems.filter((one) => !one.includes('Cancelled')));
  expect(problems).toEqual([]);
});

test('the same history gives the same frames, twice', async ({ app, userData }) => {
  await app.close();
  const made = ['first', 'second'].map((pass) => {
    const run = (...words: string[]): string => {
      const out = path.join(userData, `${pass}-${words.at(-1) ?? ''}`);
      const args = [
        path.join(projectFolder, 'out/main/cli.js'),
        'export',
        'example',
        '--store',
        path.join(userData, 'store'),
        ...words.slice(0, -1),
        '--out',
        out,
      ];
      const { status, stderr } = spawnSync(process.execPath, args, { env: ownWorld(userData), encoding: 'utf8' });
      expect(status, stderr).toBe(0);
      return hashOf(out);
    };
    return {
      // Title, every milestone, the end; each larger than a slide shows it.
      sheet: run('--as', 'png', '--film', 'sheet', '--size', '720p', 'sheet.png'),
      upright: run('--as', 'png', '--film', 'poster', '--shape', '9:16', '--theme', 'dark', 'upright.png'),
      // All of its three hundred frames, each pixel as drawn.
      moving: run('--as', 'gif', '--seconds', '30', '--size', '720p', 'moving.gif'),
    };
  });
  expect(made[1]).toEqual(made[0]);
  expect(new Set(Object.values(made[0] ?? {})).size).toBe(3);
});

test('a retro without history says so', async () => {
  const { app, page, userData } = await launch({ withExample: true });
  const store = path.join(userData, 'store');
  await app.close();
  const history = path.join(userData, 'empty.jsonl');
  fs.writeFileSync(history, '');
  const cli = (...words: string[]) =>
    spawnSync(process.execPath, [path.join(projectFolder, 'out/main/cli.js'), ...words, '--store', store], {
      env: ownWorld(userData),
      encoding: 'utf8',
    });
  cli('import', 'bare', '--source', 'runs', history);
  const { status, stderr } = cli('export', 'bare', '--as', 'video', '--out', path.join(userData, 'bare.webm'));
  expect(status).toBe(1);
  expect(stderr).toMatch(/There is no (history to film yet|retro)/);
  expect(fs.existsSync(path.join(userData, 'bare.webm'))).toBe(false);
  expect(page.isClosed()).toBe(true);
  fs.rmSync(userData, { recursive: true, force: true });
});
