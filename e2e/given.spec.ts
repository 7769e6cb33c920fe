import { execFileSync } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { expect, freshFolder, launch, projectFolder, test } from './launch';
import { flagOf, openExample, pickNext, titleField } from './steps';

const title = 'How our release process grew up';

test('a retro file given at the start says what is in it, and is kept when somebody says so', async () => {
  const folder = freshFolder();
  const file = await writeRetroFile(folder);
  const userData = path.join(folder, 'another machine');
  fs.mkdirSync(userData);
  const { app, page } = await launch({ userData, args: [file] });
  const sheet = page.getByRole('dialog', { name: 'From a retro file' });
  await expect(sheet.getByRole('heading', { name: title })).toBeVisible({ timeout: 20_000 });
  await expect(sheet.getByText(/Not from this machine/)).toBeVisible();
  // The library behind it is as it was.
  await expect(page.getByRole('button', { name: title })).toHaveCount(0);
  await sheet.getByRole('button', { name: 'Keep it in my library' }).click();
  await expect(titleField(page)).toHaveValue(title, { timeout: 20_000 });
  await expect(page.getByText('Kept as example.')).toBeVisible();
  await app.close();
  fs.rmSync(folder, { recursive: true });
});

test('a damaged retro file is told in a sentence, and nothing comes in', async () => {
  const userData = freshFolder();
  const file = path.join(userData, 'torn.shiplapse');
  fs.writeFileSync(file, 'PK but nothing more');
  const { app, page } = await launch({ userData, args: [file] });
  const sheet = page.getByRole('dialog', { name: 'From a retro file' });
  await expect(sheet.getByRole('alert')).toContainText(/^torn\.shiplapse /);
  await expect(sheet.getByRole('button', { name: 'Keep it in my library' })).toHaveCount(0);
  await page.keyboard.press('Escape');
  await expect(sheet).toBeHidden();
  await app.close();
  fs.rmSync(userData, { recursive: true });
});

test('milestones of another program come into the open retro, as one step', async ({ app, page, userData }) => {
  await openExample(page);
  const file = path.join(userData, 'annotations.csv');
  fs.writeFileSync(file, 'at,title\n2014-05-05,Flags for everybody\n2014-06-09,Second office\nsometime,No date\n');
  await pickNext(app, file);
  await page.getByRole('button', { name: 'Import more' }).click();
  await page.getByRole('button', { name: 'Choose files…' }).click();
  await expect(page.getByText(/^From annotations\.csv: 2 added\. Left out: line 4/)).toBeVisible();
  await page.getByRole('button', { name: 'Back' }).click();
  await expect(flagOf(page, 'Second office')).toBeVisible();
  await page.getByRole('button', { name: 'Undo' }).last().click();
  await expect(flagOf(page, 'Second office')).toHaveCount(0);
  await expect(flagOf(page, 'Flags for everybody')).toHaveCount(0);
});

async function writeRetroFile(folder: string): Promise<string> {
  const first = await launch({ withExample: true });
  await first.app.close();
  const file = path.join(folder, 'theirs.shiplapse');
  const program = path.join(projectFolder, 'out/main/cli.js');
  const words = ['export', 'example', '--as', 'retro', '--out', file, '--store', path.join(first.userData, 'store')];
  execFileSync(process.execPath, [program, ...words]);
  fs.rmSync(first.userData, { recursive: true });
  return file;
}
