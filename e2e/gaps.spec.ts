import fs from 'node:fs';
import path from 'node:path';
import { writeHistory } from './histories';
import { expect, test } from './launch';
import { dateSlider, importAndShow, lookAtFiles } from './steps';

const weekMs = 7 * 86_400_000;
const weeks = 40;
const missing = { from: 15, to: 24 };

/** Two files of one history, between which nobody says what happened. */
function writePieces(folder: string): string[] {
  const whole = fs
    .readFileSync(writeHistory(folder, 'whole.jsonl', weeks), 'utf8')
    .trim()
    .split('\n');
  const records = whole.slice(1).map((line) => JSON.parse(line) as { committedAt?: string; queuedAt?: string });
  const begin = Math.min(...records.map(momentOf));
  const piece = (name: string, from: number, to: number): string => {
    const [first, last] = [begin + from * weekMs, begin + to * weekMs];
    const coverage = { from: new Date(first).toISOString(), to: new Date(last).toISOString() };
    const header = { record: 'history', version: 1, source: 'test', zone: 'UTC', coverage };
    const own = records.filter((record) => momentOf(record) >= first && momentOf(record) < last);
    const file = path.join(folder, name);
    fs.writeFileSync(file, [header, ...own].map((record) => `${JSON.stringify(record)}\n`).join(''));
    return file;
  };
  return [piece('before.jsonl', 0, missing.from), piece('after.jsonl', missing.to, weeks + 1)];
}

function momentOf(record: { committedAt?: string; queuedAt?: string }): number {
  return Date.parse(record.queuedAt ?? record.committedAt ?? '');
}

test('a stretch of which nothing is known is hatched and says why, on the timeline and on the map', async ({
  app,
  page,
  userData,
  problems,
}) => {
  await lookAtFiles(app, page, ...writePieces(userData));
  await importAndShow(page);
  const timeline = page.getByRole('region', { name: 'Timeline' });
  await expect(timeline.locator('rect.hatched title', { hasText: 'nothing known: not in the files' })).toHaveCount(1);

  const told = page.getByRole('status').filter({ hasText: 'Nothing known' });
  await expect(told).toHaveCount(0);
  await dateSlider(page).focus();
  await page.keyboard.press('Home');
  for (let week = 0; week < (missing.from + missing.to) / 2; week += 1) await page.keyboard.press('ArrowRight');
  await expect(told).toContainText(/Nothing known .+ – .+: not in the files/);
  expect(problems).toEqual([]);
});
