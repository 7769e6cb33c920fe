import fs from 'node:fs';
import { expect, test } from './launch';
import { writeHistory } from './histories';
import {
  addMilestone,
  dateSlider,
  exportAs,
  flagOf,
  goToLibrary,
  importAndShow,
  lookAtFiles,
  mapParts,
  titleField,
} from './steps';

test('from a history on disk to a deck: import, time-lapse, milestone, show, export', async ({
  app,
  page,
  userData,
  problems,
}) => {
  await lookAtFiles(app, page, writeHistory(userData));
  await expect(page.getByRole('heading', { name: /^80 runs, 40 commits/ })).toBeVisible();
  await expect(page.getByRole('combobox', { name: 'Retro' })).toHaveValue('our-history');
  await importAndShow(page);
  await expect(titleField(page)).toHaveValue('our-history');

  // The map is that of the moment shown: staging was not there from the start.
  const canvas = page.getByRole('region', { name: 'Value stream map through time' }).locator('canvas').first();
  const names = () =>
    mapParts(page).evaluateAll((parts) => parts.map((part) => part.getAttribute('title')?.split('\n')[0]));
  await dateSlider(page).press('End');
  await expect.poll(names).toContain('staging');
  const atTheEnd = await canvas.screenshot();
  await dateSlider(page).press('Home');
  await dateSlider(page).press('ArrowRight');
  await expect.poll(names).toContain('build');
  expect(await names()).not.toContain('staging');
  expect((await canvas.screenshot()).equals(atTheEnd)).toBe(false);
  for (let quarter = 0; quarter < 2; quarter += 1) await dateSlider(page).press('PageUp');
  await expect.poll(names).toContain('staging');

  await addMilestone(page, 'A staging in front of production');
  await expect(flagOf(page, 'A staging in front of production')).toBeVisible();

  await page.keyboard.press('F5');
  const show = page.getByRole('application', { name: 'Presentation' });
  await expect(show).toBeVisible();
  const first = await show.locator('.slide').getAttribute('data-slide');
  await page.keyboard.press('PageDown');
  await expect(show.locator('.slide')).not.toHaveAttribute('data-slide', first ?? '');
  await page.keyboard.press('Escape');
  await expect(show).toBeHidden();

  const text = fs.readFileSync(await exportAs(page, userData, 'md'), 'utf8');
  expect(text).toContain('A staging in front of production');

  await goToLibrary(page);
  await expect(page.getByText('our-history').first()).toBeVisible();
  expect(problems).toEqual([]);
});
