import type { Page } from '@playwright/test';
import { expectAccessible } from './accessible';
import { writeHistory } from './histories';
import { expect, test } from './launch';
import { choosePreference, flags, lookAtFiles, openExample } from './steps';

test.use({ start: { withExample: true } });

for (const theme of ['Light', 'Dark']) {
  test(`axe finds nothing on any screen: ${theme.toLowerCase()}`, async ({ app, page, userData }) => {
    test.slow();
    await choosePreference(page, theme);
    await expectAccessible(page, 'library');
    await page.keyboard.press('?');
    await expect(page.getByRole('dialog', { name: 'Keyboard shortcuts' })).toBeVisible();
    await expectAccessible(page, 'shortcuts');
    await page.keyboard.press('Escape');
    await page.getByRole('button', { name: 'More', exact: true }).click();
    await expectAccessible(page, 'menu');
    await page.getByRole('menuitem', { name: 'Settings…' }).click();
    await expectAccessible(page, 'settings');
    await page.keyboard.press('Escape');

    await openExample(page);
    await expectAccessible(page, 'retro');
    await flags(page).first().focus();
    await page.keyboard.press('Enter');
    await expect(page.getByRole('form', { name: 'Milestone' })).toBeVisible();
    await expectAccessible(page, 'milestone');
    await page.keyboard.press('Escape');
    await page.getByRole('button', { name: 'Show as a table' }).click();
    await expectAccessible(page, 'table');
    await page
      .getByRole('button', { name: /Open the rows/ })
      .first()
      .click();
    await expect(page.getByRole('dialog').getByRole('row').nth(3)).toBeVisible();
    await expectAccessible(page, 'rows');
    await page.keyboard.press('Escape');

    await page.getByRole('button', { name: 'Environments' }).click();
    await expect(page.getByText(/\d+ deployments/).first()).toBeVisible();
    await expectAccessible(page, 'environments');
    await page
      .getByRole('button', { name: /^(Back|Cancel)/ })
      .first()
      .click();

    await page.getByRole('button', { name: 'Deck' }).click();
    const slides = page.getByRole('navigation', { name: 'Slides' }).getByRole('button');
    await expect(slides.first()).toBeVisible();
    await expectAccessible(page, 'deck');
    await slides.last().click();
    await expectAccessible(page, 'deck, last slide');

    await page.keyboard.press('F5');
    await expect(page.getByRole('application', { name: 'Presentation' })).toBeVisible();
    await expectAccessible(page, 'show');
    await page.keyboard.press('o');
    await expect(page.getByRole('dialog', { name: 'All slides' })).toBeVisible();
    await expectAccessible(page, 'overview');
    await page.keyboard.press('Escape');
    await page.keyboard.press('s');
    await expectAccessible(page, 'notes');
    await page.keyboard.press('?');
    await expectAccessible(page, 'keys of a show');
    await page.keyboard.press('Escape');
    await page.keyboard.press('Escape');

    await page.getByRole('button', { name: 'Back to the timeline' }).click();
    await page.getByRole('button', { name: 'All retros' }).click();
    await lookAtFiles(app, page, writeHistory(userData));
    await expect(page.getByRole('heading', { name: /^80 runs/ })).toBeVisible();
    await expectAccessible(page, 'import');
    await page.getByRole('button', { name: 'Import', exact: true }).click();
    await expect(page.getByRole('button', { name: 'Show the map' })).toBeVisible();
    await expectAccessible(page, 'imported');
  });
}

test('everything is reached by keyboard alone: open, time, milestone, deck, show, back', async ({ page, problems }) => {
  await expect(page.getByRole('heading', { name: 'Retros' })).toBeVisible();
  await tabTo(page, 'Open the example');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('region', { name: 'Timeline' })).toBeVisible();
  const reached = await tabThrough(page);
  for (const name of [
    'All retros',
    'Title',
    'Import more',
    'Environments',
    'Deck',
    'Export',
    'Present',
    'More',
    'Play',
    'Add milestone',
    'Date',
  ]) {
    expect(reached, name).toContain(name);
  }
  expect(
    reached.filter((name) => name === ''),
    'nothing without a name takes the focus',
  ).toEqual([]);

  // Wherever walking through ended, not in a field: there letters are text.
  await tabTo(page, 'Play');
  await page.keyboard.press('m');
  const card = page.getByRole('form', { name: 'Milestone' });
  await expect(card.getByRole('textbox', { name: 'Title' })).toBeFocused();
  await page.keyboard.type('By keyboard');
  await page.keyboard.press('Escape');
  await expect(card).toBeHidden();
  await tabTo(page, 'Deck');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('navigation', { name: 'Slides' })).toBeVisible();
  await tabTo(page, 'Present from here');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('application', { name: 'Presentation' })).toBeVisible();
  await page.keyboard.press('Escape');
  await tabTo(page, 'Back to the timeline');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('region', { name: 'Timeline' })).toBeVisible();
  expect(problems).toEqual([]);
});

/** Names of all that takes the focus, from here once around. */
async function tabThrough(page: Page): Promise<string[]> {
  const names: string[] = [];
  for (let presses = 0; presses < 150; presses += 1) {
    await page.keyboard.press('Tab');
    const name = await nameOfFocused(page);
    if (name === null) break;
    names.push(name);
  }
  return names;
}

async function tabTo(page: Page, name: string): Promise<void> {
  for (let presses = 0; presses < 150; presses += 1) {
    await page.keyboard.press('Tab');
    if ((await nameOfFocused(page)) === name) return;
  }
  throw new Error(`Tab never came to “${name}”.`);
}

/** Null where the focus has left the page. */
function nameOfFocused(page: Page): Promise<string | null> {
  return page.evaluate(() => {
    const focused = document.activeElement;
    if (!(focused instanceof HTMLElement) || focused === document.body) return null;
    const labels = 'labels' in focused ? [...((focused.labels as NodeList | null) ?? [])] : [];
    const name = focused.getAttribute('aria-label') ?? labels.map((label) => label.textContent).join(' ');
    return (name || focused.textContent || '').trim().replace(/\s+/g, ' ');
  });
}
