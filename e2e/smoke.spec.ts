import { expect, test } from './launch';

test('the window opens on the library', async ({ page }, info) => {
  await expect(page.getByRole('heading', { name: 'Shiplapse', exact: true })).toBeVisible();
  await expect(page).toHaveTitle(/Shiplapse/);
  await page.screenshot({ path: info.outputPath('library.png') });
});

test('nothing goes wrong in the page while it opens', async ({ page }) => {
  const problems: string[] = [];
  page.on('pageerror', (error) => problems.push(error.message));
  page.on('console', (message) => {
    if (message.type() === 'error') problems.push(message.text());
  });
  await page.reload();
  await expect(page.getByRole('heading', { name: 'Shiplapse', exact: true })).toBeVisible();
  expect(problems).toEqual([]);
});
