import type { Page } from '@playwright/test';
import { deckOf } from './deckOf';
import { expect, test } from './launch';
import { openExample, settled } from './steps';

test.use({ start: { withExample: true } });

const show = (page: Page) => page.getByRole('application', { name: 'Presentation' });

async function expectSlide(page: Page, id: string | undefined): Promise<void> {
  await expect(show(page).locator('.slide')).toHaveAttribute('data-slide', id ?? '');
}

test('a show is driven by the keys presenters know', async ({ page, problems }) => {
  await openExample(page);
  const ids = (await deckOf(page)).shown.map(({ id }) => id);
  const [first, second, third, last] = [ids[0], ids[1], ids[2], ids.at(-1)];
  expect(ids.length).toBeGreaterThan(5);
  await page.keyboard.press('F5');
  await expectSlide(page, first);

  for (const key of ['ArrowRight', 'ArrowDown', 'n', 'PageDown', 'Enter', ' ']) {
    await page.keyboard.press(key);
    await expectSlide(page, second);
    await page.keyboard.press('Home');
    await expectSlide(page, first);
  }
  for (const key of ['ArrowLeft', 'ArrowUp', 'p', 'PageUp', 'Backspace']) {
    await page.keyboard.press('ArrowDown');
    await expectSlide(page, second);
    await page.keyboard.press(key);
    await expectSlide(page, first);
  }
  await page.keyboard.press('End');
  await expectSlide(page, last);
  await page.keyboard.press('ArrowDown');
  await expectSlide(page, last);
  await page.keyboard.press('3');
  await page.keyboard.press('Enter');
  await expectSlide(page, third);
  await page.keyboard.press('g');
  await page.keyboard.type('2');
  await page.keyboard.press('Enter');
  await expectSlide(page, second);
  await page.keyboard.press('F5');
  await expectSlide(page, first);

  for (const [key, colour] of [
    ['b', 'black'],
    ['w', 'white'],
  ] as const) {
    await page.keyboard.press(key);
    await expect(page.locator(`[data-blank=${colour}]`)).toBeVisible();
    await page.keyboard.press('ArrowRight');
    await expect(page.locator('[data-blank]')).toHaveCount(0);
    await expectSlide(page, first);
  }
  await page.keyboard.press('Escape');
  await expect(show(page)).toBeHidden();
  expect(problems).toEqual([]);
});

test('overview, notes, clock and help lie over the slide and go one by one', async ({ page, problems }) => {
  await openExample(page);
  const { shown } = await deckOf(page);
  await page.keyboard.press('F5');
  await expectSlide(page, shown[0]?.id);

  await page.keyboard.press('o');
  const overview = page.getByRole('dialog', { name: 'All slides' });
  await expect(overview.getByRole('button')).toHaveCount(shown.length);
  await page.keyboard.press('ArrowRight');
  await page.keyboard.press('Enter');
  await expect(overview).toBeHidden();
  await expectSlide(page, shown[1]?.id);

  await page.keyboard.press('s');
  const notes = page.getByRole('complementary', { name: 'Notes' });
  await expect(notes).toContainText(`2 of ${shown.length}`);
  const told = shown[1]?.notes.split('\n').find((line) => line.trim() !== '');
  if (told) await expect(notes).toContainText(told.trim());
  await page.keyboard.press('s');
  await expect(notes).toBeHidden();

  await page.keyboard.press('t');
  await expect(show(page)).toContainText(/\d:\d\d/);
  await page.keyboard.press('?');
  await expect(page.getByRole('dialog', { name: 'Keys while presenting' })).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(page.getByRole('dialog', { name: 'Keys while presenting' })).toBeHidden();
  await expect(show(page)).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(show(page)).toBeHidden();
  expect(problems).toEqual([]);
});

test('the film of a show plays by itself, stops and steps by keys', async ({ page, problems }) => {
  await openExample(page);
  const { shown } = await deckOf(page);
  const film = shown.findIndex(({ kind }) => kind === 'timelapse');
  expect(film).toBeGreaterThanOrEqual(0);
  await page.keyboard.press('F5');
  await expectSlide(page, shown[0]?.id);
  await page.keyboard.type(String(film + 1));
  await page.keyboard.press('Enter');
  await expectSlide(page, shown[film]?.id);
  const canvas = show(page).locator('.slide canvas').first();
  await expect(canvas).toBeVisible();
  const shot = async () => (await canvas.screenshot()).toString('base64');
  await settled(page);
  const start = await shot();
  await expect.poll(async () => (await shot()) === start, { message: 'the film moves by itself' }).toBe(false);
  await page.keyboard.press(' ');
  await expect.poll(async () => (await shot()) === (await shot()), { message: 'Space stops it' }).toBe(true);
  const paused = await shot();
  await page.keyboard.press(']');
  await expect.poll(async () => (await shot()) === paused, { message: 'to the next milestone' }).toBe(false);
  await page.keyboard.press('PageDown');
  await expectSlide(page, shown[film + 1]?.id);
  expect(problems).toEqual([]);
});

test('a hidden slide is not shown, and a show begins at the slide that is open', async ({ page, problems }) => {
  await openExample(page);
  const before = (await deckOf(page)).shown;
  await page.getByRole('button', { name: 'Deck' }).click();
  const slides = page.getByRole('navigation', { name: 'Slides' }).getByRole('button');
  await slides.nth(1).click();
  await page.getByRole('button', { name: 'Hide', exact: true }).click();
  await expect(page.getByText('Hidden: left out of the show and of exports.')).toBeVisible();
  await expect.poll(async () => (await deckOf(page)).shown.length).toBe(before.length - 1);
  await slides.nth(2).click();
  await page.keyboard.press('Shift+F5');
  await expectSlide(page, before[2]?.id);
  await page.keyboard.press('ArrowUp');
  await expectSlide(page, before[0]?.id);
  await page.keyboard.press('Escape');
  await expect(page.getByRole('navigation', { name: 'Slides' })).toBeVisible();
  expect(problems).toEqual([]);
});
