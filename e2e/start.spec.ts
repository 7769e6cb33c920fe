import type { ElectronApplication } from '@playwright/test';
import { spawn } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { writeHistory } from './histories';
import { expect, freshFolder, launch, ownWorld, projectFolder, test } from './launch';
import { addMilestone, exportAs, flagOf, openExample, titleField } from './steps';
import { storeFolder } from './storeState';

test.describe('what the app is given when it starts', () => {
  test('a file is looked at', async () => {
    const folder = freshFolder();
    const { app, page } = await launch({ userData: folder, args: [writeHistory(folder, 'at start.jsonl', 8)] });
    await expect(page.getByRole('heading', { name: /^16 runs, 8 commits/ })).toBeVisible();
    await app.close();
    fs.rmSync(folder, { recursive: true });
  });

  test('a retro named by --open is shown', async () => {
    const { app, page, userData } = await launch({ withExample: true, args: ['--open', 'example'] });
    await expect(titleField(page)).toHaveValue('How our release process grew up');
    await app.close();
    fs.rmSync(userData, { recursive: true });
  });

  test('a retro that is not there is told in a sentence', async () => {
    const { app, page, userData } = await launch({ args: ['--open', 'nobody'] });
    await expect(page.getByText('There is no retro “nobody” in this store')).toBeVisible();
    await app.close();
    fs.rmSync(userData, { recursive: true });
  });
});

test('a second start hands its files to the first window and ends within two seconds', async ({
  app,
  page,
  userData,
  problems,
}) => {
  await expect(page.getByRole('button', { name: 'Import history…' })).toBeEnabled();
  writeHistory(userData, 'handed over.jsonl', 8);
  const executable = await app.evaluate(() => process.execPath);
  const flags = process.getuid?.() === 0 ? ['--no-sandbox'] : [];
  const startedAtMs = Date.now();
  // The name means the folder it was typed in, not that of the first window.
  const second = spawn(executable, [...flags, projectFolder, 'handed over.jsonl'], {
    cwd: userData,
    env: ownWorld(userData),
    stdio: 'ignore',
  });
  const status = await new Promise((resolve) => second.once('close', resolve));
  expect(status).toBe(0);
  expect(Date.now() - startedAtMs).toBeLessThan(2_000);
  await expect(page.getByRole('heading', { name: /^16 runs, 8 commits/ })).toBeVisible();
  expect(app.windows()).toHaveLength(1);
  expect(problems).toEqual([]);
});

test('a store that another process holds opens read-only, exports all the same, and can be written once it is let go', async () => {
  const first = await launch({ withExample: true });
  await openExample(first.page);
  const env = { SHIPLAPSE_STORE: storeFolder(first.userData) };
  const second = await launch({ env });
  const banner = second.page.getByText(/Another Shiplapse .* read-only/);
  await expect(banner).toBeVisible();
  await second.page.getByRole('button', { name: 'Open the example' }).click();
  await expect(titleField(second.page)).toHaveValue('How our release process grew up');
  await titleField(second.page).fill('Not to be kept');
  await titleField(second.page).press('Enter');
  await expect(second.page.getByText(/read-only/)).toBeVisible();
  await expect(titleField(second.page)).toHaveValue('How our release process grew up');
  expect(fs.statSync(await exportAs(second.page, second.userData, 'md')).size).toBeGreaterThan(1_000);

  await first.app.close();
  await second.page.getByRole('button', { name: 'All retros' }).click();
  await expect(second.page.getByRole('button', { name: /^Remove/ })).toBeVisible();
  await second.app.close();
  for (const { userData } of [first, second]) fs.rmSync(userData, { recursive: true });
});

test.describe('a damaged store is told in the window', () => {
  test('a folder that is a file', async () => {
    const userData = freshFolder();
    fs.writeFileSync(storeFolder(userData), 'not a folder');
    const { app, page } = await launch({ userData });
    await expect(page.getByText(/store/i).first()).toBeVisible();
    await expect(page.getByText(/a file, a folder was wanted|cannot be|could not/i).first()).toBeVisible();
    expect(fs.readFileSync(storeFolder(userData), 'utf8')).toBe('not a folder');
    await app.close();
    fs.rmSync(userData, { recursive: true });
  });

  test('a retro that cannot be read is named, and kept as it is', async () => {
    const before = await launch({ withExample: true });
    await expect(before.page.getByRole('heading', { name: 'Retros' })).toBeVisible();
    await before.app.close();
    const folder = path.join(storeFolder(before.userData), 'retros/example');
    for (const name of fs.readdirSync(folder).filter((one) => one.includes('json'))) {
      fs.writeFileSync(path.join(folder, name), '{"cut');
    }
    const { app, page } = await launch({ userData: before.userData });
    await expect(page.getByRole('alert').first()).toContainText(/example/);
    await app.close();
    const kept = fs.readdirSync(folder).filter((name) => fs.statSync(path.join(folder, name)).isFile());
    expect(kept.some((name) => fs.readFileSync(path.join(folder, name), 'utf8') === '{"cut')).toBe(true);
    fs.rmSync(before.userData, { recursive: true });
  });
});

test.describe('crashes', () => {
  test.use({ start: { withExample: true } });

  test('of the engine: the next step works again, nothing saved is lost', async ({ app, page, problems }) => {
    await openExample(page);
    await addMilestone(page, 'Before the crash');
    await expect(page.getByText('Saved', { exact: true })).toBeVisible();
    const pid = await pidOfEngine(app);
    process.kill(pid, 'SIGKILL');
    // Gone, or already followed by another one, where a look at the data was on its way.
    await expect.poll(() => pidOfEngine(app)).not.toBe(pid);
    await titleField(page).fill('After the crash');
    await titleField(page).press('Enter');
    await expect(page.getByText('Saved', { exact: true })).toBeVisible();
    await expect(titleField(page)).toHaveValue('After the crash');
    await expect(flagOf(page, 'Before the crash')).toBeVisible();
    expect(await pidOfEngine(app)).not.toBe(pid);
    expect(problems).toEqual([]);
  });

  test('of the page: it is shown anew', async ({ app, page }) => {
    await openExample(page);
    const story = await app.evaluate(async ({ BrowserWindow }) => {
      const contents = BrowserWindow.getAllWindows()[0]?.webContents;
      if (!contents) return [];
      const told: string[] = [];
      contents.once('render-process-gone', (_, { reason }) => told.push(reason));
      const shown = new Promise<void>((resolve) => contents.once('did-finish-load', () => resolve()));
      contents.forcefullyCrashRenderer();
      await shown;
      return [...told, contents.isCrashed() ? 'still crashed' : 'shown', contents.getURL()];
    });
    expect(story).toEqual(['crashed', 'shown', 'shiplapse://app/index.html']);
  });
});

/** Process id of the engine; 0 where none runs. */
function pidOfEngine(app: ElectronApplication): Promise<number> {
  return app.evaluate(
    ({ app: electron }) => electron.getAppMetrics().find(({ name }) => name === 'Shiplapse engine')?.pid ?? 0,
  );
}
