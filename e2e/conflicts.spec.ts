import fs from 'node:fs';
import path from 'node:path';
import { makeWrite, type NoteWrite } from '../main/domain/notes/noteWrite';
import { notesOf } from '../main/domain/notes/retroNotes';
import { takeNotes } from '../main/engine/exchange';
import { openStore } from '../main/store/store';
import { expect, freshFolder, launch, test } from './launch';
import { flagOf, openExample, openRetro } from './steps';

test('what two people wrote differently is settled side by side, and that can be undone', async () => {
  const userData = freshFolder();
  const first = await launch({ userData });
  await openExample(first.page);
  await first.app.close();
  await writeDifferently(path.join(userData, 'store'), 'gate', [
    'Baklava before dumpling',
    'A copy of production first',
  ]);

  const { app, page } = await launch({ userData });
  await openRetro(page, 'How our release process grew up');
  const badge = page.getByRole('button', { name: '1 to settle' });
  await badge.click();
  const drawer = page.getByRole('dialog', { name: 'To settle' });
  await expect(drawer.getByText('A teammate')).toHaveCount(2);
  await expect(drawer.getByText('Ada')).toHaveCount(0);
  await drawer.getByRole('button', { name: 'Choose: Baklava before dumpling' }).press('Enter');
  await expect(drawer.getByText('Everything is settled.')).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(badge).toBeHidden();
  await expect(flagOf(page, 'Baklava before dumpling')).toBeVisible();
  await page.keyboard.press('Control+z');
  await expect(badge).toBeVisible();
  await app.close();
  fs.rmSync(userData, { recursive: true });
});

/** Two teammates give a milestone another title, each without knowing of the other. */
async function writeDifferently(folder: string, milestone: string, titles: [string, string]): Promise<void> {
  const store = await openStore(folder, { lock: 'write' });
  const retro = await store.retro('example');
  if (!retro) throw new Error('the example is not there');
  const seen = notesOf(retro).writes.filter(({ of, field }) => of === milestone && field === 'title');
  const replaces = seen.flatMap((one) => [one.id, ...one.replaces]);
  const write = (value: string, author: string): NoteWrite =>
    makeWrite({ kind: 'milestone', of: milestone, field: 'title', value, author, at: Date.UTC(2024, 0, 1), replaces });
  const writes = [write(titles[0], 'Ada'), write(titles[1], 'Bo')];
  await takeNotes(store, retro, [{ file: 'theirs.jsonl', notes: { writes }, problems: [], failure: null }]);
  await store.close();
}
