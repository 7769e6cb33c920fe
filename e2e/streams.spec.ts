import fs from 'node:fs';
import path from 'node:path';
import { expect, test } from './launch';
import { importAndShow, lookAtFiles } from './steps';

/** Deployments every day, from the pipeline `old` for sixty days and then from `new`, with the same stages. */
function renamedHistory(folder: string): string {
  const day = (at: number) => new Date(Date.UTC(2024, 0, 1 + at, 9)).toISOString();
  const coverage = { from: day(0), to: day(120) };
  const runs = Array.from({ length: 120 }, (_, at) => ({
    ...{ record: 'run', id: `run-${String(at)}`, pipeline: at < 60 ? 'old' : 'new', outcome: 'passed' },
    ...{ startedAt: day(at), finishedAt: day(at), environment: 'production' },
    stages: ['compile', 'deploy'].map((name) => ({ name, outcome: 'passed', finishedAt: day(at) })),
  }));
  const file = path.join(folder, 'renamed.jsonl');
  const lines = [{ record: 'history', version: 1, source: 'ci', coverage, zone: 'UTC' }, ...runs];
  fs.writeFileSync(file, lines.map((line) => JSON.stringify(line)).join('\n'));
  return file;
}

test('a pipeline that was renamed is suggested as one stream, kept, shown with both names, and taken apart by undo', async ({
  started: { app, page, userData },
}) => {
  const pipelines = page.locator('[id^="node-pipeline:"]');
  await lookAtFiles(app, page, renamedHistory(userData));
  await importAndShow(page);
  await expect(pipelines).toHaveCount(1);
  await expect(pipelines).not.toHaveAttribute('title', /before/);
  await page.getByRole('button', { name: 'Environments' }).first().click();
  const suggestion = page.getByRole('article', { name: 'Renamed? old, new' });
  await expect(suggestion).toContainText('until 29 Feb 2024 · 60 runs');
  await expect(suggestion).toContainText('100\u00a0% of the stage and job names are the same: compile, deploy');
  await suggestion.getByRole('button', { name: 'Make one stream' }).click();
  await expect(suggestion).toBeHidden();
  await expect(page.getByLabel('Name of the stream')).toHaveValue('new');
  await page.getByRole('button', { name: 'Save' }).click();
  await expect(pipelines).toHaveAttribute('title', /^new\n(?:.*\n)?before: old$/);
  await page.keyboard.press('Control+z');
  await expect(pipelines).not.toHaveAttribute('title', /before/);
});
