import type { Page } from '@playwright/test';
import fs from 'node:fs';
import path from 'node:path';
import { expect, freshFolder, launch, savedFolder, test } from './launch';
import { addMilestone, flagOf, openExample, pickNext } from './steps';

test.use({ start: { withExample: true } });

test('a notes file and a calendar are saved', async ({ page, userData, problems }) => {
  await openExample(page);
  await addMilestone(page, 'Trunk only');
  await share(page, 'Notes file');
  await expect(page.getByText(/^Saved .*\.notes\.jsonl\.$/)).toBeVisible();
  await share(page, 'Milestones as a calendar');
  await expect(page.getByText(/^Saved .*\.milestones\.ics\.$/)).toBeVisible();
  const files = fs.readdirSync(savedFolder(userData));
  const read = (ending: string) =>
    fs.readFileSync(path.join(savedFolder(userData), files.find((file) => file.endsWith(ending)) ?? ''), 'utf8');
  expect(read('.notes.jsonl')).toMatch(/^\{"record":"notes"[^\n]*\n[\s\S]*Trunk only/);
  expect(read('.milestones.ics')).toMatch(/^BEGIN:VCALENDAR\r\n[\s\S]*SUMMARY:[^\r]*Trunk only/);
  expect(problems).toEqual([]);
});

test('two people exchange through one folder, and it is one step to undo', async ({ app, page, problems }) => {
  const folder = path.join(freshFolder(), 'team-notes');
  fs.mkdirSync(folder);
  await openExample(page);
  await sign(page, 'Ana');
  await addMilestone(page, 'From Ana');
  await pickNext(app, folder);
  await share(page, 'Exchange with a folder…');
  await expect(page.getByText('Exchanged with team-notes: nothing new came in.')).toBeVisible();
  expect(fs.readdirSync(folder)).toContain('ana.notes.jsonl');

  const other = await launch({ withExample: true });
  try {
    await openExample(other.page);
    await sign(other.page, 'Ben');
    await addMilestone(other.page, 'From Ben');
    await pickNext(other.app, folder);
    await share(other.page, 'Exchange with a folder…');
    await expect(other.page.getByText('Exchanged with team-notes: 1 milestone added.')).toBeVisible();
    await expect(flagOf(other.page, 'From Ana')).toBeVisible();
  } finally {
    await other.app.close();
    fs.rmSync(other.userData, { recursive: true, force: true });
  }

  await share(page, 'Exchange with team-notes');
  await expect(page.getByText('Exchanged with team-notes: 1 milestone added.')).toBeVisible();
  await expect(flagOf(page, 'From Ben')).toBeVisible();
  await page.getByRole('button', { name: 'Undo', exact: true }).last().click();
  await expect(flagOf(page, 'From Ben')).toBeHidden();
  await expect(flagOf(page, 'From Ana')).toBeVisible();

  fs.rmSync(folder, { recursive: true });
  await share(page, 'Exchange with team-notes');
  await expect(page.getByText(/team-notes cannot be read; choose it again\./)).toBeVisible();
  await page.getByRole('button', { name: 'Export', exact: true }).click();
  await expect(page.getByRole('menuitem', { name: 'Choose another folder…' })).toBeVisible();
  expect(problems).toEqual([]);
});

async function share(page: Page, item: string): Promise<void> {
  await page.getByRole('button', { name: 'Export', exact: true }).click();
  await page.getByRole('group', { name: 'Share' }).getByRole('menuitem', { name: item }).click();
}

/** Who writes from here on. */
async function sign(page: Page, author: string): Promise<void> {
  const result = await page.evaluate((name) => window.shiplapse.changeSettings({ author: name }), author);
  expect(result.ok).toBe(true);
}
