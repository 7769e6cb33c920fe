import { expect, freshFolder, test } from './launch';
import { writeHistory } from './histories';
import { importAndShow, lookAtFiles, pickNext } from './steps';

test('a gap becomes an action, and the next retro opens with what moved', async ({ app, page, problems }) => {
  const folder = freshFolder();
  await lookAtFiles(app, page, writeHistory(folder, 'first.jsonl', 40));
  await importAndShow(page);

  // A target, and an action made of its gap.
  await page.getByRole('button', { name: 'Environments', exact: true }).click();
  await page.getByText('Targets: where we want to be').click();
  await page.getByRole('button', { name: 'Add a target' }).click();
  await page.getByRole('textbox', { name: /^Wanted/ }).fill('1');
  await page.keyboard.press('Tab');
  await page.getByRole('button', { name: /^Make it an action.*Deployments per week/ }).click();
  await expect(page.getByText('Added to the actions on the last slide: Deployments per week.')).toBeVisible();
  await page.getByRole('button', { name: 'Save', exact: true }).click();
  await expect(page.getByRole('complementary', { name: 'Since last time' })).toBeHidden();

  // Half a year later.
  await page.getByRole('button', { name: 'Import more' }).click();
  await pickNext(app, writeHistory(folder, 'second.jsonl', 66));
  await page.getByRole('button', { name: 'Choose files…' }).click();
  await importAndShow(page);
  const since = page.getByRole('complementary', { name: 'Since last time' });
  await expect(
    since.getByRole('heading', { name: 'Bring Deployments per week from 0.54 per week to 1 per week' }),
  ).toBeVisible();
  await expect(since).toContainText('not moved');
  await since.getByRole('checkbox', { name: /^Done/ }).check();
  await expect(since.getByRole('checkbox', { name: /^Done/ })).toBeChecked();
  await page.keyboard.press('Control+z');
  await since.getByRole('button', { name: 'Close' }).click();
  await page.getByRole('button', { name: 'Since last time: 1 action' }).click();
  await expect(since).toBeVisible();

  await page.getByRole('button', { name: 'Deck', exact: true }).click();
  const slides = page.getByRole('navigation', { name: 'Slides' }).getByRole('button');
  await slides.nth(1).click();
  await expect(page.getByRole('region', { name: /^Since last time/ }).first()).toBeVisible();
  await slides.last().click();
  await expect(page.getByRole('checkbox', { name: 'Done' })).not.toBeChecked();
  expect(problems).toEqual([]);
});
