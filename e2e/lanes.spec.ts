import type { Page } from '@playwright/test';
import { expect, test } from './launch';
import { openExample } from './steps';

const timeline = (page: Page) => page.getByRole('region', { name: 'Timeline' });

test('toggles: a count that opens to one bar for each, reached and read by keyboard', async ({ page, problems }) => {
  await openExample(page);
  const bars = page.getByRole('group', { name: /^Feature toggles: \d+ live of \d+ known/ }).getByRole('button');
  const open = page.getByRole('button', { name: 'Open the toggles' });
  if (await open.isVisible()) {
    await expect(page.getByRole('img', { name: /^Feature toggles: \d+ live/ })).toBeVisible();
    await open.click();
  }
  await expect(bars.first()).toBeVisible();
  expect(await bars.count()).toBeGreaterThan(15);
  await bars.first().focus();
  await expect(page.locator('.tip')).toContainText('murmurs-redesign');
  await page.keyboard.press('ArrowRight');
  await expect(bars.nth(1)).toBeFocused();
  await expect(bars.nth(1)).toHaveAccessibleName(/since .*, still there after \d+ months/);
  await page.keyboard.press('Enter');
  await expect(page.getByRole('slider', { name: 'Date' })).toHaveAttribute('aria-valuetext', '28 Aug 2013');
  await page.getByRole('button', { name: 'Close the toggles to a count' }).click();
  await expect(bars.first()).toBeHidden();
  expect(problems).toEqual([]);
});

test('confidence: drawn by hand and by keyboard, undone, kept, told on a slide without names', async ({
  page,
  problems,
}) => {
  await openExample(page);
  await page.getByRole('button', { name: 'How did it feel? Draw a line' }).click();
  const lane = page.getByRole('slider', { name: /^My confidence/ });
  await expect(lane).toBeFocused();
  await lane.scrollIntoViewIfNeeded();
  const box = await lane.boundingBox();
  if (!box) throw new Error('the lane is not on the screen');
  await page.mouse.move(box.x + 20, box.y + box.height - 20);
  await page.mouse.down();
  await page.mouse.move(box.x + box.width / 2, box.y + box.height / 2, { steps: 5 });
  await page.mouse.move(box.x + box.width - 40, box.y + 12, { steps: 5 });
  await page.mouse.up();
  await expect(page.getByRole('button', { name: /^Undo/ })).toHaveAccessibleName(/draw confidence/i);

  // The weeks after the stroke, from the keyboard: the value is taken along, then raised.
  await lane.focus();
  const before = await lane.getAttribute('aria-valuenow');
  await page.keyboard.press('Shift+ArrowRight');
  await expect(lane).toHaveAttribute('aria-valuenow', before ?? '');
  await page.keyboard.press('ArrowDown');
  await expect(lane).toHaveAttribute('aria-valuenow', String(Number(before) - 5));
  await page.keyboard.press('Delete');
  await expect(lane).toHaveAttribute('aria-valuetext', /nothing drawn$/);
  await page.keyboard.press('Enter');
  const picture = timeline(page).getByRole('img', { name: /^Confidence, median by week, from \d+ to \d+ of 100/ });
  await expect(picture).toBeVisible();
  await expect(page.getByRole('button', { name: 'Names', exact: true })).toHaveAttribute('aria-pressed', 'false');

  await page.keyboard.press('Control+z');
  await expect(page.getByRole('button', { name: 'How did it feel? Draw a line' })).toBeVisible();
  await page.keyboard.press('Control+Shift+z');
  await expect(picture).toBeVisible();

  await page.getByRole('button', { name: 'Deck', exact: true }).click();
  await expect(page.getByText(/We feel surer of our releases: \d+ of 100 now, \d+ at first/).first()).toBeVisible();
  expect(problems).toEqual([]);
});
