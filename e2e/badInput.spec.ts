import type { ElectronApplication, Page } from '@playwright/test';
import fs from 'node:fs';
import path from 'node:path';
import { writeHistory } from './histories';
import { expect, test } from './launch';
import { lookAtFiles } from './steps';
import { storeState } from './storeState';

test.use({ start: { withExample: true } });

/** What somebody may drop by mistake, and a word of the sentence that says so. */
const mistakes: { name: string; make: (file: string) => unknown; says: RegExp }[] = [
  {
    name: 'cut.json',
    make: writing('{"pipelines":[{"name":"build","counter":12,"build_cause":{"trig'),
    says: /cut|JSON|end/i,
  },
  {
    name: 'signin.json',
    make: writing('<!DOCTYPE html><html><head><title>Sign in</title></head><body><form>Password</form></body></html>'),
    says: /sign-in page|web page|HTML/i,
  },
  { name: 'empty.json', make: writing(''), says: /empty/i },
  { name: 'blank.jsonl', make: writing('\n \n'), says: /empty|no records|nothing/i },
  { name: 'picture.png', make: writing(Buffer.from('89504e470d0a1a0a0000000d49484452', 'hex')), says: /.{20}/ },
  { name: 'letter.txt', make: writing('Dear all,\nthe release is on Friday.\n'), says: /.{20}/ },
  { name: 'other.json', make: writing('{"dependencies":{"left-pad":"1.0.0"}}'), says: /.{20}/ },
  { name: 'huge.json', make: writeHuge, says: /.{20}/ },
  { name: 'just a folder', make: (folder) => fs.mkdirSync(folder), says: /.{20}/ },
  { name: 'null.json', make: writing('null'), says: /.{20}/ },
];

test('bad input gets its sentence and leaves the store as it was', async ({ app, page, userData, problems }) => {
  await expect(page.getByRole('heading', { name: 'Retros' })).toBeVisible();
  const before = storeState(userData);
  expect(Object.keys(before).length).toBeGreaterThan(3);
  for (const { name, make, says } of mistakes) {
    await test.step(name, async () => {
      const file = path.join(userData, name);
      make(file);
      await expectRefused(app, page, file, says);
      expect(storeState(userData)).toEqual(before);
      await page.getByRole('button', { name: 'Back' }).click();
    });
  }
  await lookAtFiles(app, page, path.join(userData, 'nowhere.json'));
  await expect(page.getByText(/no such file/i)).toBeVisible();
  expect(storeState(userData)).toEqual(before);
  expect(problems).toEqual([]);
});

test('bad rows are set aside with their place, the rest comes in', async ({ app, page, userData, problems }) => {
  const file = writeHistory(userData, 'some bad.jsonl', 10);
  fs.appendFileSync(file, '{"record":"run","id":"x/1","pipeline":"x","outcome":"passed"}\nnot json\n');
  await lookAtFiles(app, page, file);
  await expect(page.getByText('2 rows set aside')).toBeVisible();
  await expect(page.getByText(/some bad\.jsonl:\d+/).first()).toBeVisible();
  await page.getByRole('button', { name: 'Import', exact: true }).click();
  await expect(page.getByRole('heading', { name: '20 new runs, 10 new commits.' })).toBeVisible();
  expect(problems).toEqual([]);
});

function writing(content: string | Buffer) {
  return (file: string): void => fs.writeFileSync(file, content);
}

/** Takes no room on the disk; a program that reads it whole takes all of the memory. */
function writeHuge(file: string): void {
  fs.writeFileSync(file, '[{"build_cause":');
  fs.truncateSync(file, 3 * 1024 ** 3);
}

/** Looks at it, and tries to import it all the same. */
async function expectRefused(app: ElectronApplication, page: Page, file: string, says: RegExp): Promise<void> {
  await lookAtFiles(app, page, file);
  const source = page.getByRole('radio', { checked: true });
  const nothingKnown = page.getByText(/Not known to any source|choose what it is/);
  await expect(source.or(nothingKnown).first()).toBeVisible();
  if (!(await source.isVisible())) await page.getByRole('radio', { name: /GoCD/ }).check();
  const look = page.getByRole('button', { name: 'Look at it first' });
  if (await look.isVisible()) await look.click();
  const sentence = page.getByRole('alert').first();
  await expect(sentence).toBeVisible({ timeout: 30_000 });
  expect(await sentence.innerText()).toMatch(says);
  expect(await sentence.innerText()).not.toMatch(/unexpected|undefined|\[object|Error:/i);
  const importIt = page.getByRole('button', { name: 'Import', exact: true });
  if (await importIt.isEnabled()) {
    await importIt.click();
    await expect(page.getByText(says).last()).toBeVisible({ timeout: 30_000 });
    await page.getByRole('button', { name: 'Change it…' }).click();
    await expect(importIt).toBeEnabled({ timeout: 30_000 });
  }
}
