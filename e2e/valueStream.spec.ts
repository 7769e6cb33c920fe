import { expect, test } from './launch';
import { openExample } from './steps';

test.use({ start: { withExample: true } });

test('a gate opens its rows, a row its value stream, the branch row all branches', async ({ page, problems }) => {
  await openExample(page);

  // What baklava stopped, and one of the deployments that passed it.
  const baklava = page.getByRole('article', { name: 'baklava' });
  await baklava.getByRole('button', { name: /^baklava, Revisions stopped: 11/ }).click();
  const drawer = page.getByRole('dialog');
  await expect(drawer.getByRole('row')).toHaveCount(12);
  await page.keyboard.press('Escape');
  await baklava.getByRole('button', { name: /^baklava, Passed it first: 100/ }).click();
  await expect(drawer.getByRole('cell', { name: 'deploy-dumpling/280', exact: true })).toBeVisible();
  await drawer.getByRole('button', { name: 'Value stream of deploy-dumpling/280' }).click();

  // Its way: every step in the table, the kinds of time in the bar.
  await expect(drawer.getByRole('rowheader', { name: /deploy-dumpling\/deploy/ })).toBeVisible();
  await expect(drawer.getByRole('rowheader', { name: /deploy-baklava\/deploy/ })).toBeVisible();
  await expect(drawer.getByRole('img', { name: /Running .* In the queue/ })).toBeVisible();
  await expect(drawer).toContainText('Pipeline flow efficiency');
  await drawer.getByRole('button', { name: 'Back to the rows' }).click();
  await expect(drawer.getByRole('cell', { name: 'deploy-dumpling/280', exact: true })).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(drawer).toBeHidden();

  // From a lane of the timeline to the deployments of the week.
  await page.getByRole('button', { name: /deployments to dumpling in this week/ }).click();
  await expect(drawer.getByRole('button', { name: /^Value stream of deploy-dumpling/ }).first()).toBeVisible();
  await page.keyboard.press('Escape');

  await page.getByRole('button', { name: 'All branches on this day' }).click();
  await expect(drawer.getByRole('rowheader', { name: /^saas/ })).toBeVisible();
  await page.keyboard.press('Escape');
  expect(problems).toEqual([]);
});
