import fs from 'node:fs';
import { expect, freshFolder, launch, test } from './launch';
import { addMilestone, flagOf, openExample, openRetro, titleField } from './steps';

test('every change can be undone and done again, in order', async ({ page, problems }) => {
  await openExample(page);
  const title = titleField(page);
  const before = await title.inputValue();
  for (const name of ['One', 'Two', 'Three']) {
    await title.fill(name);
    await title.press('Enter');
    await expect(page.getByText('Saved', { exact: true })).toBeVisible();
  }
  await addMilestone(page, 'A day to remember');
  const flag = flagOf(page, 'A day to remember');
  await expect(flag).toBeVisible();

  await page.keyboard.press('Control+z');
  await page.keyboard.press('Control+z');
  await expect(flag).toBeHidden();
  for (const name of ['Two', 'One', before]) {
    await page.keyboard.press('Control+z');
    await expect(title).toHaveValue(name);
  }
  await expect(page.getByRole('button', { name: 'Nothing to undo' })).toBeDisabled();

  for (const name of ['One', 'Two', 'Three']) {
    await page.keyboard.press('Control+Shift+z');
    await expect(title).toHaveValue(name);
  }
  await page.keyboard.press('Control+y');
  await page.keyboard.press('Control+y');
  await expect(flag).toBeVisible();
  await expect(page.getByRole('button', { name: 'Nothing to redo' })).toBeDisabled();
  expect(problems).toEqual([]);
});

test('a restart keeps the work and what can be undone', async () => {
  const userData = freshFolder();
  const first = await launch({ userData });
  await openExample(first.page);
  await addMilestone(first.page, 'Kept over night');
  // Typed and not left: closing the window leaves the field.
  await titleField(first.page).fill('Typed last');
  await first.app.close();

  const second = await launch({ userData });
  await openRetro(second.page, 'Typed last');
  await expect(flagOf(second.page, 'Kept over night')).toBeVisible();
  await second.page.keyboard.press('Control+z');
  await expect(titleField(second.page)).toHaveValue('How our release process grew up');
  await second.app.close();
  fs.rmSync(userData, { recursive: true });
});

test('a window that is closed in a hurry goes once every edit is kept', async () => {
  const userData = freshFolder();
  const first = await launch({ userData });
  await openExample(first.page);
  const title = titleField(first.page);
  // All within one moment, so that most are still on their way when the window is told to close.
  await title.evaluate((field: HTMLInputElement) => {
    for (let edit = 1; edit <= 20; edit += 1) {
      field.focus();
      field.value = `Hasty ${String(edit)}`;
      field.dispatchEvent(new Event('input', { bubbles: true }));
      field.dispatchEvent(new Event('change', { bubbles: true }));
      field.blur();
    }
  });
  await first.app.close();

  const second = await launch({ userData });
  await openRetro(second.page, 'Hasty 20');
  await second.page.keyboard.press('Control+z');
  await expect(titleField(second.page)).toHaveValue('Hasty 19');
  await second.app.close();
  fs.rmSync(userData, { recursive: true });
});

test('what was said to be saved is there after the app was killed', async () => {
  const userData = freshFolder();
  let count = 0;
  for (let round = 1; round <= 3; round += 1) {
    const { app, page } = await launch({ userData });
    await openExampleOrRetro(page, count);
    // Nobody could write while the killed one still seemed to be there.
    await expect(page.getByRole('button', { name: 'Present' })).toBeVisible();
    for (let edit = 1; edit <= round; edit += 1) {
      count += 1;
      await titleField(page).fill(`Edit ${count}`);
      await titleField(page).press('Enter');
      await expect(page.getByRole('button', { name: /^Undo/ })).toBeEnabled();
      await expect(page.getByText('Saved', { exact: true })).toBeVisible();
    }
    const ended = new Promise((resolve) => app.process().once('exit', resolve));
    app.process().kill('SIGKILL');
    await ended;
  }
  const { app, page } = await launch({ userData });
  await openRetro(page, `Edit ${count}`);
  for (let undone = count - 1; undone >= 1; undone -= 1) {
    await page.keyboard.press('Control+z');
    await expect(titleField(page)).toHaveValue(`Edit ${undone}`);
  }
  await app.close();
  fs.rmSync(userData, { recursive: true });
});

async function openExampleOrRetro(page: Parameters<typeof openExample>[0], edits: number): Promise<void> {
  if (edits === 0) await openExample(page);
  else await openRetro(page, `Edit ${edits}`);
}
