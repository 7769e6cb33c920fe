import fs from 'node:fs';
import path from 'node:path';
import { expect, test } from './launch';
import { importAndShow, lookAtFiles, mapParts, settled } from './steps';

const dayMs = 86_400_000;
const start = Date.UTC(2024, 0, 1);
const day = (number: number): string => new Date(start + number * dayMs).toISOString();

function writeRecords(folder: string, name: string, records: object[]): string {
  const file = path.join(folder, name);
  const header = {
    record: 'history',
    version: 1,
    source: 'ci',
    coverage: { from: day(0), to: day(120), gaps: [] },
  };
  fs.writeFileSync(file, [header, ...records].map((record) => `${JSON.stringify(record)}\n`).join(''));
  return file;
}

function run(pipeline: string, number: number, upstream: string[] = []) {
  const id = `${pipeline}/${String(number)}`;
  return { record: 'run', id, pipeline, outcome: 'passed', finishedAt: day(number), upstream };
}

test('the map tells what is missing, what is only defined, and what leads back', async ({
  app,
  page,
  userData,
  problems,
}) => {
  const days = Array.from({ length: 100 }, (_, index) => index + 1);
  const file = writeRecords(userData, 'cycle.jsonl', [
    ...days.map((number) => run('build', number, number % 20 === 5 ? [`verify/${String(number - 1)}`] : [])),
    ...days.map((number) => run('verify', number, [`build/${String(number)}`, `vendor/${String(number)}`])),
    {
      record: 'definition',
      pipeline: 'nightly',
      validFrom: day(10),
      stages: ['sweep', 'report'],
      materials: ['git:app'],
      origin: 'ci.yml@1',
    },
  ]);
  await lookAtFiles(app, page, file);
  await importAndShow(page);
  const part = (name: RegExp) => mapParts(page).filter({ visible: true }).and(page.getByRole('button', { name }));
  await expect(part(/^vendor; not in this history$/)).toHaveAttribute('title', 'vendor\nnot in this history');
  await expect(part(/^nightly; defined, no runs known; sweep; report$/)).toBeVisible();
  await expect(part(/^build; \d+ runs in 4 weeks/)).toBeVisible();

  // One mark, where the drawing has ink and not paper.
  const mark = page.getByRole('img', { name: 'verify leads back, against the flow, to build' });
  await expect(mark).toHaveCount(1);
  await expect(page.getByRole('img', { name: /leads back/ })).toHaveCount(1);
  await settled(page);
  const inked = await mark.evaluate((spot) => {
    const canvas = spot.closest('section')?.querySelector('canvas');
    const [box, frame] = [spot.getBoundingClientRect(), canvas?.getBoundingClientRect()];
    if (!canvas || !frame) return null;
    const scale = canvas.width / frame.width;
    const [x, y] = [(box.x - frame.x) * scale, (box.y - frame.y) * scale];
    const data = canvas.getContext('2d')?.getImageData(x, y, box.width * scale, box.height * scale).data ?? [];
    const paper = canvas.getContext('2d')?.getImageData(1, 1, 1, 1).data ?? [];
    let count = 0;
    for (let index = 0; index < data.length; index += 4)
      if (Math.abs((data[index] ?? 0) - (paper[0] ?? 0)) > 90) count += 1;
    return { share: count / (data.length / 4) };
  });
  expect(inked?.share).toBeGreaterThan(0.05);
  expect(inked?.share).toBeLessThan(0.5);

  await page.getByRole('button', { name: 'Show as a table' }).click();
  const row = (name: string) =>
    page.getByRole('row').filter({ has: page.getByRole('rowheader', { name, exact: true }) });
  await expect(row('verify')).toContainText('↺ back to build');
  await expect(row('vendor')).toContainText('not in this history');
  await expect(row('nightly')).toContainText('defined, no runs known');
  expect(problems).toEqual([]);
});

test('a map that has to be laid out anew says so, once', async ({ app, page, userData, problems }) => {
  const days = Array.from({ length: 30 }, (_, index) => index + 90);
  const some = days.map((number) => run('build', number));
  await lookAtFiles(app, page, writeRecords(userData, 'small.jsonl', some));
  await importAndShow(page);
  const told = page.getByText('So much is new that the map was laid out anew: what you knew may stand elsewhere now.');
  await expect(told).toHaveCount(0);

  const more = ['test', 'pack', 'ship'].flatMap((pipeline, place, all) =>
    days.map((number) => run(pipeline, number, [`${all[place - 1] ?? 'build'}/${String(number)}`])),
  );
  await page.getByRole('button', { name: 'Import more' }).click();
  await app.evaluate(
    (_, chosen) => {
      process.env['SHIPLAPSE_PICK'] = chosen;
    },
    writeRecords(userData, 'large.jsonl', more),
  );
  await page.getByRole('button', { name: 'Choose files…' }).click();
  await importAndShow(page);
  await expect(told).toBeVisible();
  await expect(mapParts(page)).toHaveCount(4);
  await page.getByRole('button', { name: 'All retros' }).click();
  await expect(told).toHaveCount(0, { timeout: 20_000 });
  expect(problems).toEqual([]);
});
