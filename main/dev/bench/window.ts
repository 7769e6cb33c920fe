import { _electron, type ElectronApplication, type Page } from '@playwright/test';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { writeRuns } from '../../engine/testing/writeRuns';
import { findElectron } from '../electronRuntime/findElectron';
import { projectFolder } from '../electronRuntime/projectFolder';
import { show } from './window/figures';
import { importInto, watch } from './window/watch';

const [runs, restSeconds] = [100_000, 10];

/**
 * Whether the window stays at 60 frames a second while an import of 100,000 runs goes on: beside the same window without one, in
 * the same run. Once where the import is watched, once where the map of the example plays meanwhile.
 */
export async function run(): Promise<void> {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'shiplapse-window-'));
  const electron = await findElectron({ headless: true });
  const file = path.join(folder, 'runs.jsonl');
  await writeRuns(file, 0, runs, runs);
  const env = {
    ...process.env,
    ...electron.env,
    SHIPLAPSE_USER_DATA: folder,
    SHIPLAPSE_TESTING: '1',
    SHIPLAPSE_PICK: file,
  };
  const started = { args: [...electron.flags, projectFolder], env: env as Record<string, string> };
  const app = await _electron.launch({ ...started, executablePath: electron.executable });
  try {
    const page = await app.firstWindow();
    await page.getByRole('button', { name: 'Open the example' }).click();
    await page.getByRole('region', { name: 'Timeline' }).waitFor();
    await whilePlaying(app, page);
    await whileWatched(app, page);
  } finally {
    await app.close();
    await electron.release();
    fs.rmSync(folder, { recursive: true, force: true });
  }
}

async function whilePlaying(app: ElectronApplication, page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Play' }).click();
  const idle = await watch(app, page, () => page.waitForTimeout(restSeconds * 1000));
  show('The map of the example plays, nothing else goes on', idle, null);
  const busy = await watch(app, page, () => page.evaluate(importInto, 'first'));
  show(`The map of the example plays, an import of ${runs.toLocaleString('en')} runs goes on`, busy, idle);
}

async function whileWatched(app: ElectronApplication, page: Page): Promise<void> {
  await page.getByRole('button', { name: 'All retros' }).click();
  await page.getByRole('button', { name: 'Import history…' }).click();
  await page.getByRole('button', { name: 'Choose files…' }).click();
  const start = page.getByRole('button', { name: 'Import', exact: true });
  await start.waitFor();
  const idle = await watch(app, page, () => page.waitForTimeout(restSeconds * 1000));
  show('The import screen before the import', idle, null);
  const busy = await watch(app, page, async () => {
    await start.click();
    await page.getByRole('button', { name: 'Show the map' }).waitFor({ timeout: 600_000 });
  });
  show(`The import screen during the import of ${runs.toLocaleString('en')} runs`, busy, idle);
  const opening = await watch(app, page, async () => {
    await page.getByRole('button', { name: 'Show the map' }).click();
    await page.getByRole('region', { name: 'Timeline' }).waitFor({ timeout: 600_000 });
  });
  show(`Opening the retro of ${runs.toLocaleString('en')} runs`, opening, idle);
}
