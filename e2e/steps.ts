import type { ElectronApplication, Locator, Page } from '@playwright/test';
import fs from 'node:fs';
import path from 'node:path';
import { expect, savedFolder } from './launch';

/** What people do in the app, in their words. Each step waits for what it leads to. */

export async function openExample(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Open the example' }).click();
  await expect(titleField(page)).toHaveValue('How our release process grew up', { timeout: 30_000 });
  await expect(mapParts(page).first()).toBeVisible();
}

export async function goToLibrary(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'All retros' }).click();
  await expect(page.getByRole('heading', { name: 'Shiplapse', exact: true })).toBeVisible();
}

export async function openRetro(page: Page, title: string): Promise<void> {
  await page.getByRole('button', { name: title }).first().click();
  await expect(titleField(page)).toHaveValue(title);
}

export function titleField(page: Page): Locator {
  return page.getByRole('textbox', { name: 'Title' }).first();
}

/** The parts of the value stream map that are there at the moment shown. */
export function mapParts(page: Page): Locator {
  return page.getByRole('list', { name: 'Value stream map' }).getByRole('button');
}

export function dateSlider(page: Page): Locator {
  return page.getByRole('slider', { name: 'Date' });
}

/** The flags on the timeline. */
export function flags(page: Page): Locator {
  return page.getByRole('region', { name: 'Timeline' }).getByRole('button', { name: /^(Highlight|Lowlight|Note)/ });
}

/** The files the next dialog would give. A test cannot press the system's buttons. */
export async function pickNext(app: ElectronApplication, ...files: string[]): Promise<void> {
  await app.evaluate((_, chosen) => {
    process.env['SHIPLAPSE_PICK'] = chosen;
  }, files.join(path.delimiter));
}

/** From the library to the preview of these files. */
export async function lookAtFiles(app: ElectronApplication, page: Page, ...files: string[]): Promise<void> {
  await pickNext(app, ...files);
  await page.getByRole('button', { name: 'Import history…' }).click();
  await page.getByRole('button', { name: 'Choose files…' }).click();
}

/** From the preview to the map of what came in. */
export async function importAndShow(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Import', exact: true }).click();
  await page.getByRole('button', { name: 'Show the map' }).click();
  await expect(page.getByRole('region', { name: 'Timeline' })).toBeVisible();
}

export async function addMilestone(page: Page, title: string): Promise<void> {
  await page.getByRole('button', { name: 'Add milestone' }).click();
  const card = page.getByRole('form', { name: 'Milestone' });
  await card.getByRole('textbox', { name: 'Title' }).fill(title);
  await page.keyboard.press('Escape');
  await expect(card).toBeHidden();
  await expect(
    flags(page)
      .filter({ hasText: title.slice(0, 4) })
      .or(flagOf(page, title))
      .first(),
  ).toBeVisible();
}

export function flagOf(page: Page, title: string): Locator {
  return page.getByRole('region', { name: 'Timeline' }).getByRole('button', { name: title });
}

export const formatNames = {
  pptx: 'PowerPoint',
  pdf: 'PDF',
  html: 'Web page',
  png: 'Pictures',
  csv: 'Numbers by week',
  md: 'Markdown',
} as const;
export type Format = keyof typeof formatNames;

/** Exports by the menu; the file (a folder for pictures) that was written. */
export async function exportAs(page: Page, userData: string, format: Format): Promise<string> {
  const before = saved(userData);
  await page.getByRole('button', { name: 'Export', exact: true }).click();
  await page.getByRole('menuitem', { name: formatNames[format] }).click();
  await expect(page.getByText(/^Saved .*\.$/).last()).toBeVisible({ timeout: 60_000 });
  await expect(page.getByRole('button', { name: 'Export', exact: true })).toBeVisible();
  const made = saved(userData).filter((name) => !before.includes(name));
  expect(made, `${format}: one new file`).toHaveLength(1);
  await page.getByRole('button', { name: 'Close message' }).last().click();
  return path.join(savedFolder(userData), made[0] ?? '');
}

function saved(userData: string): string[] {
  return fs.existsSync(savedFolder(userData)) ? fs.readdirSync(savedFolder(userData)) : [];
}

export async function resize(app: ElectronApplication, page: Page, width: number, height: number): Promise<void> {
  await app.evaluate(
    ({ BrowserWindow }, size) => {
      const [window] = BrowserWindow.getAllWindows();
      window?.setContentSize(size.width, size.height);
      // A show would take the whole screen: the size asked for is the size of the projector.
      window?.setFullScreenable(false);
    },
    { width, height },
  );
  await expect.poll(() => page.evaluate(() => [innerWidth, innerHeight])).toEqual([width, height]);
}

export async function choosePreference(page: Page, name: string): Promise<void> {
  await page.getByRole('button', { name: 'More', exact: true }).click();
  await page.getByRole('menuitemradio', { name, exact: true }).click();
}

/** Until nothing on the screen moves and all fonts are there. */
export async function settled(page: Page): Promise<void> {
  await page.evaluate(async () => {
    await document.fonts.ready;
    const moving = () => document.getAnimations().filter(({ playState }) => playState === 'running');
    await Promise.all(moving().map(({ finished }) => finished.catch(() => undefined)));
    await new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)));
  });
}
