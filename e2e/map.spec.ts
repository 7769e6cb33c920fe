import fs from 'node:fs';
import path from 'node:path';
import { deckOf } from './deckOf';
import { expect, freshFolder, launch, test } from './launch';
import { importAndShow, lookAtFiles, mapParts, openExample } from './steps';

/** Eighty pipelines in four families, as one file of the neutral format. */
function largeHistory(): string {
  const families = ['billing', 'search', 'checkout', 'media'];
  const lines = Array.from({ length: 80 }, (_, index) => {
    const pipeline = `${families[index % 4] ?? ''}-service${String(index)}-build`;
    return [0, 1, 2, 3].map((week) => ({
      ...{ record: 'run', id: `${pipeline}/${String(week)}`, pipeline, outcome: week === 2 ? 'failed' : 'passed' },
      finishedAt: new Date(Date.UTC(2024, 0, 8 + week * 7, index % 24)).toISOString(),
      environment: index % 2 === 0 ? 'staging' : 'production',
    }));
  });
  const file = path.join(freshFolder(), 'large.jsonl');
  fs.writeFileSync(
    file,
    lines
      .flat()
      .map((line) => JSON.stringify(line))
      .join('\n'),
  );
  return file;
}

test('a large map is drawn by groups, which open and fold by click and key and are remembered', async () => {
  const { app, page, userData } = await launch();
  await lookAtFiles(app, page, largeHistory());
  await importAndShow(page);
  await expect(mapParts(page)).toHaveCount(6);
  const billing = mapParts(page).and(page.getByRole('button', { name: /^billing.*group of 20/ }));
  await billing.focus();
  await page.keyboard.press('Enter');
  await expect(mapParts(page)).toHaveCount(25);
  await page.getByRole('button', { name: 'All retros' }).click();
  await page.getByRole('button', { name: /large/ }).first().click();
  await expect(mapParts(page)).toHaveCount(25);
  await page.getByRole('button', { name: /^billing.* ×$/ }).click();
  await expect(mapParts(page)).toHaveCount(6);

  // Nearer and back to the whole, by key.
  const part = page.getByRole('button', { name: /^billing.*group of 20/ });
  const before = await part.boundingBox();
  await part.focus();
  await page.keyboard.press('+');
  expect((await part.boundingBox())?.width).toBeGreaterThan(before?.width ?? 0);
  await page.keyboard.press('0');
  expect((await part.boundingBox())?.width).toBeCloseTo(before?.width ?? 0);
  await app.close();
  fs.rmSync(userData, { recursive: true, force: true });
});

test('two days that were compared are a slide of the deck, whose days can be changed, and which undo takes out', async ({
  page,
  problems,
}) => {
  test.slow();
  await openExample(page);
  const before = (await deckOf(page)).shown.map(({ id }) => id);
  await page.keyboard.press('c');
  const list = page.getByRole('complementary', { name: 'Difference of two days' });
  await list.getByLabel('Compared with').fill('2013-11-20');
  await list.getByLabel('Compared with').blur();
  await expect(list.getByRole('button', { name: /added: bake-image/ })).toBeVisible();
  await list.getByRole('button', { name: 'Add to deck' }).click();
  await page.getByRole('button', { name: 'Show the slide' }).click();
  const slides = page.getByRole('navigation', { name: 'Slides' });
  await expect(slides.getByRole('button')).toHaveCount(before.length + 1);
  const stage = page.locator('.paper [data-kind="difference"]');
  await expect(stage).toHaveAttribute('aria-label', 'Our way to production gained 1\u00a0pipeline and lost nothing');
  await expect(stage.getByText('bake-image added since 2 Dec 2013')).toBeVisible();
  await expect(stage).toHaveAttribute('data-ready');

  await page.getByLabel('First day').fill('2013-02-01');
  await page.getByLabel('First day').blur();
  await expect(stage.getByText('deploy-baklava added since 12 Feb 2013')).toBeVisible();
  const added = (await deckOf(page)).shown.find(({ id }) => id.startsWith('difference:'));
  expect(added?.map?.from).toBe(Date.UTC(2013, 1, 1, 8));

  for (let step = 0; step < 2; step += 1) await page.getByRole('button', { name: /^Undo/ }).click();
  await expect(slides.getByRole('button')).toHaveCount(before.length);
  expect((await deckOf(page)).shown.map(({ id }) => id)).toEqual(before);
  expect(problems).toEqual([]);
});

test('two days are compared: what came, went and changed is listed beside the map', async ({ page, problems }) => {
  await openExample(page);
  await page.keyboard.press('c');
  const list = page.getByRole('complementary', { name: 'Difference of two days' });
  await expect(list.getByRole('button', { name: /added: .*baklava/ }).first()).toBeVisible();
  await expect(list.getByRole('button', { name: /changed: / }).first()).toBeVisible();
  await page.keyboard.press('c');
  await expect(list).toBeHidden();
  expect(problems).toEqual([]);
});
