import type { ElectronApplication, Page } from '@playwright/test';
import fs from 'node:fs';
import path from 'node:path';
import { deckOf } from './deckOf';
import { writeHistory } from './histories';
import { expect, launch, projectFolder, test } from './launch';
import { choosePreference, dateSlider, flags, lookAtFiles, openExample, resize, settled } from './steps';

const folder = path.join(projectFolder, 'e2e/results/screens');
const sizes = [
  [1280, 720],
  [1920, 1080],
] as const;

for (const theme of ['light', 'dark'] as const) {
  for (const [width, height] of sizes) {
    test(`pictures of every screen and slide, ${theme}, ${width} × ${height}`, async ({
      app,
      page,
      userData,
      problems,
    }) => {
      test.slow();
      await resize(app, page, width, height);
      await choosePreference(page, theme === 'light' ? 'Light' : 'Dark');
      await choosePreference(page, 'Less motion');
      const take = (name: string) => photograph(page, `${theme}-${width}x${height}/${name}`);
      await takeScreens(app, page, userData, take);
      // A show has the projector's colours whatever the window wears.
      if (theme === 'light') await takeShow(page, take);
      await expectNothingCut(page);
      expect(problems).toEqual([]);
    });
  }
}

test.beforeAll(() => fs.rmSync(folder, { recursive: true, force: true }));

async function takeScreens(
  app: ElectronApplication,
  page: Page,
  userData: string,
  take: (name: string) => Promise<void>,
): Promise<void> {
  await take('01 library, empty');
  await lookAtFiles(app, page, writeHistory(userData));
  await expect(page.getByRole('heading', { name: /^80 runs/ })).toBeVisible();
  await take('02 import, preview');
  await page.getByRole('button', { name: 'Import', exact: true }).click();
  await expect(page.getByRole('button', { name: 'Show the map' })).toBeVisible();
  await take('03 import, done');
  await page.getByRole('button', { name: 'Show the map' }).click();
  await expect(page.getByRole('region', { name: 'Timeline' })).toBeVisible();
  await take('04 retro, small');
  await page.getByRole('button', { name: 'All retros' }).click();
  await page.getByRole('button', { name: 'Import history…' }).click();
  await page.getByRole('radio', { name: /GoCD/ }).check();
  await take('05 import, server');
  await page.getByRole('button', { name: 'Back' }).click();

  await openExample(page);
  await take('06 retro, at the end');
  await dateSlider(page).press('Home');
  for (let quarter = 0; quarter < 4; quarter += 1) await dateSlider(page).press('PageUp');
  await take('07 retro, a year on');
  await flags(page).nth(2).focus();
  await page.keyboard.press('Enter');
  await expect(page.getByRole('form', { name: 'Milestone' })).toBeVisible();
  await take('08 retro, milestone');
  await page.keyboard.press('Escape');
  await page.getByRole('button', { name: 'Show as a table' }).click();
  await take('09 retro, table');
  await page.getByRole('button', { name: 'Show as a table' }).click();
  const rows = page.getByRole('button', { name: /Open the rows/ }).first();
  if (!(await rows.isVisible())) await page.getByRole('button', { name: 'Show the numbers' }).click();
  await rows.click();
  await expect(page.getByRole('dialog').getByRole('row').nth(3)).toBeVisible();
  await take('10 rows behind a number');
  await page.keyboard.press('Escape');
  await page.getByRole('button', { name: 'Export', exact: true }).click();
  await take('11 export menu');
  await page.keyboard.press('Escape');
  await page.keyboard.press('?');
  await take('12 shortcuts');
  await page.keyboard.press('Escape');
  await page.getByRole('button', { name: 'More', exact: true }).click();
  await page.getByRole('menuitem', { name: 'Settings…' }).click();
  await take('13 settings');
  await page.keyboard.press('Escape');
  await page.getByRole('button', { name: 'Environments' }).click();
  await expect(page.getByText(/\d+ deployments/).first()).toBeVisible();
  await take('14 environments');
  await page
    .getByRole('button', { name: /^(Back|Cancel)/ })
    .first()
    .click();
  await page.getByRole('button', { name: 'Deck' }).click();
  await expect(page.getByRole('navigation', { name: 'Slides' })).toBeVisible();
  await take('15 deck');
  await page.getByRole('navigation', { name: 'Slides' }).getByRole('button').last().click();
  await take('16 deck, last slide');
  await page.getByRole('button', { name: 'Back to the timeline' }).click();
  await page.getByRole('button', { name: 'All retros' }).click();
  await expect(page.getByRole('heading', { name: 'Retros' })).toBeVisible();
  await take('17 library');
}

async function takeShow(page: Page, take: (name: string) => Promise<void>): Promise<void> {
  await openExample(page);
  const { shown } = await deckOf(page);
  await page.keyboard.press('F5');
  const slide = page.getByRole('application', { name: 'Presentation' }).locator('.slide');
  for (const [i, { id }] of shown.entries()) {
    await expect(slide).toHaveAttribute('data-slide', id);
    await take(`slide ${String(i + 1).padStart(2, '0')} ${id.replace(/[^\w-]+/g, ' ')}`);
    if (i + 1 < shown.length) await page.keyboard.press('PageDown');
  }
  await page.keyboard.press('o');
  await take('show, overview');
  await page.keyboard.press('Escape');
  await page.keyboard.press('s');
  await take('show, notes');
  await page.keyboard.press('s');
  await page.keyboard.press('?');
  await take('show, keys');
  await page.keyboard.press('Escape');
  await page.keyboard.press('Escape');
}

async function photograph(page: Page, name: string): Promise<void> {
  await settled(page);
  await page.screenshot({ path: path.join(folder, `${name}.png`) });
  const overhang = await page.evaluate(() => document.documentElement.scrollHeight - innerHeight);
  expect(overhang, `${name}: what is too long scrolls in its own part, not the window`).toBeLessThanOrEqual(0);
}

/** No screen is wider than its window. */
async function expectNothingCut(page: Page): Promise<void> {
  expect(await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)).toBeLessThanOrEqual(0);
}

test('the smallest window still shows everything', async () => {
  const { app, page, userData } = await launch({ withExample: true });
  await resize(app, page, 800, 560);
  await openExample(page);
  await expectNothingCut(page);
  await photograph(page, 'smallest/retro');
  await page.getByRole('button', { name: 'Deck' }).click();
  await expect(page.getByRole('navigation', { name: 'Slides' })).toBeVisible();
  await expectNothingCut(page);
  await photograph(page, 'smallest/deck');
  await app.close();
  fs.rmSync(userData, { recursive: true });
});
