import type { Page } from '@playwright/test';
import * as gitlab from '../main/sources/gitlab/testGitlab';
import * as gocd from '../main/sources/gocd/testGocd';
import { expectAccessible } from './accessible';
import { expect, test } from './launch';
import { titleField } from './steps';

test.afterEach(async () => {
  await gocd.closeServers();
  await gitlab.closeServers();
});

async function startImport(page: Page, kind: RegExp, origin: string, projects = ''): Promise<void> {
  await page.getByRole('radio', { name: kind }).check();
  await page.getByRole('textbox', { name: 'Address' }).fill(origin);
  if (projects !== '') await page.getByRole('textbox', { name: 'Projects' }).fill(projects);
  const name = page.getByRole('combobox', { name: 'Retro' });
  if (await name.isEditable()) await name.fill('saas');
  await page.getByRole('button', { name: 'Look at it first' }).click();
  await page.getByRole('button', { name: 'Import', exact: true }).click();
}

const card = (page: Page, what: string) => page.getByRole('article', { name: what });

test('several servers side by side: one waits for a limit, one for its turn, one fails, and the rest come in', async ({
  page,
  problems,
}) => {
  let refuse = false;
  let limit = false;
  const build = gocd.pipeline(25);
  const slow = await gocd.gocdServer({
    style: 'cursor',
    pipelines: { build, deploy: gocd.pipeline(30) },
    instead: (asked, _, response) => {
      if (!limit || !asked.includes('after=')) return false;
      response.writeHead(429, { 'retry-after': '600' }).end();
      return true;
    },
  });
  const refusing = await gocd.gocdServer({
    style: 'cursor',
    pipelines: { other: gocd.pipeline(5) },
    instead: (_, __, response) => {
      if (refuse) response.writeHead(401).end();
      return refuse;
    },
  });
  const quick = await gitlab.gitlabServer({ pipelines: gitlab.pipelines(12) });
  const host = (server: { origin: string }) => new URL(server.origin).host;

  await page.getByRole('button', { name: 'Import history…' }).click();
  await page.getByRole('radio', { name: /GoCD/ }).check();
  await page.getByRole('textbox', { name: 'Address' }).fill(slow.origin);
  await page.getByRole('combobox', { name: 'Retro' }).fill('saas');
  await page.getByRole('button', { name: 'Look at it first' }).click();
  await expect(page.getByRole('heading', { name: /^55 runs/ })).toBeVisible();
  limit = true;
  await page.getByRole('button', { name: 'Import', exact: true }).click();
  const waiting = page
    .getByRole('region', { name: 'Imports into saas' })
    .getByRole('article', { name: `GoCD, ${host(slow)}` });
  await expect(waiting.getByRole('heading')).toHaveText('Waiting for the server’s rate limit');
  await expect(waiting).toContainText(/goes on by itself in (10:0\d|9:\d\d)/);
  await expect(waiting).toContainText(/\d+ runs?, 0 commits; \d+ pages? in \d+ requests/);
  // Said once, with the time of day: the countdown is for the eyes.
  await expect(page.getByRole('status').filter({ hasText: 'asks for a pause; it goes on by itself at' })).toHaveCount(
    1,
  );

  await page.getByRole('button', { name: 'Import from another place…' }).click();
  await expect(page.getByRole('button', { name: '1 import', exact: true })).toBeVisible();
  await startImport(page, /GitLab/, quick.origin, 'group/app');
  await expect(card(page, `GitLab CI, ${host(quick)}`).getByRole('heading')).toHaveText(/^12 new runs/);
  await expect(waiting.getByRole('heading')).toHaveText('Waiting for the server’s rate limit');

  // The first server again, for another retro: its turn has not come.
  await page.getByRole('button', { name: 'Back' }).click();
  await page.getByRole('button', { name: 'Import history…' }).click();
  await page.getByRole('radio', { name: /GoCD/ }).check();
  await page.getByRole('textbox', { name: 'Address' }).fill(slow.origin);
  await page.getByRole('combobox', { name: 'Retro' }).fill('other');
  limit = false;
  await page.getByRole('button', { name: 'Look at it first' }).click();
  await page.getByRole('button', { name: 'Import', exact: true }).click();
  const queued = page.getByRole('region', { name: 'Imports into other' }).getByRole('article');
  await expect(queued.getByRole('heading')).toHaveText('Waits for its turn');
  await expect(queued).toContainText('It waits for another import from the same place.');

  await page
    .getByRole('region', { name: 'Imports into saas' })
    .getByRole('button', { name: 'Import from another' })
    .click();
  await page.getByRole('radio', { name: /GoCD/ }).check();
  await page.getByRole('textbox', { name: 'Address' }).fill(refusing.origin);
  await page.getByRole('button', { name: 'Look at it first' }).click();
  await expect(page.getByRole('heading', { name: /^5 runs/ })).toBeVisible();
  refuse = true;
  await page.getByRole('button', { name: 'Import', exact: true }).click();
  const failed = card(page, `GoCD, ${host(refusing)}`);
  await expect(failed.getByRole('alert')).toContainText('wants a token (status 401)');
  await expectAccessible(page, 'imports side by side');

  await queued.getByRole('button', { name: 'Cancel' }).click();
  await expect(queued.getByRole('heading')).toHaveText('Cancelled');
  await waiting.getByRole('button', { name: 'Cancel' }).click();
  await expect(waiting.getByRole('heading')).toHaveText(/^\d+ new runs/, { timeout: 2_000 });
  refuse = false;
  await failed.getByRole('button', { name: 'Try again' }).click();
  await expect(card(page, `GoCD, ${host(refusing)}`).getByRole('heading')).toHaveText(/^5 new runs/);
  await expect(page.getByRole('button', { name: /^\d imports?$/ })).toBeHidden();
  await page.getByRole('region', { name: 'Imports into saas' }).getByRole('button', { name: 'Show the map' }).click();
  await expect(titleField(page)).toHaveValue('saas');

  // All of them again, with one press: what was cancelled goes on, the others have what is new.
  build.runs.push({ counter: 26, attempts: 1, result: 'Passed' });
  await page.getByRole('button', { name: 'Import more' }).click();
  await expect(page.getByRole('region', { name: 'Servers of this retro' }).getByRole('listitem')).toHaveCount(3);
  await page.getByRole('button', { name: 'Bring all up to date' }).click();
  await expect(card(page, `GitLab CI, ${host(quick)}`).getByRole('heading')).toHaveText(/^Nothing new/);
  await expect(card(page, `GoCD, ${host(refusing)}`).getByRole('heading')).toHaveText(/^Nothing new/);
  await expect(card(page, `GoCD, ${host(slow)}`).getByRole('heading')).toHaveText(/^\d+ new runs/);
  await page.getByRole('button', { name: 'Show the map' }).click();
  // 26 and 30 of the first, 12 and 5 of the others.
  await expect(page.getByRole('complementary', { name: 'Numbers' })).toContainText('73 runs');
  expect(problems).toEqual([]);
});

test('an import goes on while the screen is left; its end is told, and leads to what came in', async ({
  page,
  problems,
}) => {
  let release: (() => void) | null = null;
  let looks = 0;
  const server = await gocd.gocdServer({
    style: 'cursor',
    pipelines: { build: gocd.pipeline(25) },
    instead: (asked, _, response) => {
      if (!asked.includes('after=6')) return false;
      looks += 1;
      if (looks !== 2) return false;
      release = () => response.writeHead(503).end();
      return true;
    },
  });
  await page.getByRole('button', { name: 'Import history…' }).click();
  await startImport(page, /GoCD/, server.origin);
  await expect.poll(() => release !== null).toBe(true);
  await page.getByRole('button', { name: 'Back' }).click();
  await expect(page.getByRole('button', { name: '1 import', exact: true })).toBeVisible();
  release!();
  const message = page.getByText(/^GoCD, .*: 25 new runs, 0 new commits\.$/);
  await expect(message).toBeVisible();
  await expect(page.getByRole('button', { name: '1 import', exact: true })).toBeHidden();
  await page.getByRole('button', { name: 'Open', exact: true }).click();
  await expect(titleField(page)).toHaveValue('saas');
  expect(problems).toEqual([]);
});
