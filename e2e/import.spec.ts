import type { Page } from '@playwright/test';
import { closeServers, gocdServer, pipeline } from '../main/sources/gocd/testGocd';
import { startTestServer } from '../main/sources/http/testServer';
import { writeHistory } from './histories';
import { expect, test } from './launch';
import { goToLibrary, importAndShow, lookAtFiles, pickNext, titleField } from './steps';
import { storeState } from './storeState';

test.afterEach(closeServers);

async function askServer(page: Page, origin: string, token: string, retro: string): Promise<void> {
  await page
    .getByRole('button', { name: /^Import (history…|more)/ })
    .first()
    .click();
  await page.getByRole('radio', { name: /GoCD/ }).check();
  await page.getByRole('textbox', { name: 'Address' }).fill(origin);
  await page.getByRole('textbox', { name: 'Token' }).fill(token);
  const name = page.getByRole('combobox', { name: 'Retro' });
  if (await name.isEditable()) await name.fill(retro);
  await page.getByRole('button', { name: 'Look at it first' }).click();
}

test('from a server: a look, the import, and only what is new the next time', async ({ page, userData, problems }) => {
  const build = pipeline(25);
  const server = await gocdServer({ style: 'cursor', pipelines: { build, deploy: pipeline(4) } });
  await askServer(page, server.origin, 'secret-token-4711', 'live');
  await expect(page.getByRole('heading', { name: /^29 runs/ })).toBeVisible();
  await page.getByRole('button', { name: 'Import', exact: true }).click();
  await expect(page.getByRole('heading', { name: /29 new runs/ })).toBeVisible();
  await page.getByRole('button', { name: 'Show the map' }).click();
  await expect(page.getByRole('complementary', { name: 'Numbers' })).toContainText('29 runs');
  expect(server.headers.every((header) => header.includes('Bearer secret-token-4711'))).toBe(true);

  build.runs.push({ counter: 26, attempts: 1, result: 'Passed' });
  await askServer(page, server.origin, 'secret-token-4711', 'live');
  await page.getByRole('button', { name: 'Import', exact: true }).click();
  await expect(page.getByRole('heading', { name: /^1 new run/ })).toBeVisible();
  expect(JSON.stringify(storeState(userData))).not.toContain('secret');
  expect(problems).toEqual([]);
});

test('a server that asks for a password page, refuses the token or is not there is told in a sentence', async ({
  page,
  problems,
}) => {
  const signIn = await startTestServer((_, response) => {
    response.writeHead(200, { 'content-type': 'text/html' }).end('<html><body>Sign in</body></html>');
  });
  const refusing = await startTestServer((_, response) => response.writeHead(401).end('{"message":"no secret-token"}'));
  const gone = await startTestServer((_, response) => response.end());
  await gone.close();
  await askServer(page, signIn.origin, 'secret-token', 'live');
  await expect(page.getByRole('alert').first()).toContainText(/sign-in page/i);
  for (const [origin, says] of [
    [refusing.origin, /token/i],
    [gone.origin, /reach|refused|answer/i],
  ] as const) {
    await page.getByRole('textbox', { name: 'Address' }).fill(origin);
    await page.getByRole('button', { name: 'Look again' }).click();
    await expect(page.getByRole('alert').first()).toContainText(says);
    await expect(page.getByRole('alert').first()).not.toContainText('secret-token');
  }
  await Promise.all([signIn.close(), refusing.close()]);
  expect(problems).toEqual([]);
});

test('a look that a server keeps waiting says for how long, and can be stopped', async ({ page, problems }) => {
  const server = await startTestServer((_, response) => response.writeHead(429, { 'retry-after': '900' }).end());
  await askServer(page, server.origin, 'tok', 'limited');
  await expect(page.getByText('The server asks for a pause before it answers. Nothing is stored yet.')).toBeVisible();
  await expect(page.getByText(/It goes on by itself in 1[45]:\d\d\./)).toBeVisible();
  const asked = server.asked.length;
  await page.getByRole('button', { name: 'Stop looking' }).click();
  await expect(page.getByRole('button', { name: 'Look at it first' })).toBeEnabled({ timeout: 1_000 });
  expect(server.asked).toHaveLength(asked);
  await server.close();
  expect(problems).toEqual([]);
});

test('an import that is cancelled keeps what came in, and goes on from there', async ({ page, problems }) => {
  const build = pipeline(60);
  let stalled: (() => void) | null = null;
  let pages = 0;
  const server = await gocdServer({
    style: 'cursor',
    pipelines: { build },
    instead: (asked) => {
      if (stalled !== null || !asked.includes('/history')) return false;
      pages += 1;
      // The preview reads it all; in the import the third page never comes, until somebody cancels.
      if (pages !== 6 + 3) return false;
      stalled = () => undefined;
      return true;
    },
  });
  await askServer(page, server.origin, 'tok', 'stopped');
  await expect(page.getByRole('heading', { name: /^60 runs/ })).toBeVisible();
  await page.getByRole('button', { name: 'Import', exact: true }).click();
  await expect.poll(() => stalled !== null).toBe(true);
  await page.getByRole('button', { name: 'Cancel' }).click();
  await expect(page.getByRole('alert')).toContainText('The import was stopped. The next one goes on from here.');
  await expect(page.getByRole('heading', { name: /^20 new runs/ })).toBeVisible();
  await page.getByRole('button', { name: 'Show the map' }).click();
  await askServer(page, server.origin, 'tok', 'stopped');
  await page.getByRole('button', { name: 'Import', exact: true }).click();
  await expect(page.getByRole('heading', { name: /^40 new runs/ })).toBeVisible();
  await page.getByRole('button', { name: 'Show the map' }).click();
  await expect(page.getByRole('complementary', { name: 'Numbers' })).toContainText('60 runs');
  expect(problems).toEqual([]);
});

test('files dropped on the window are looked at, then imported', async ({ page, userData, problems }) => {
  const file = writeHistory(userData, 'dropped.jsonl', 12);
  await expect(page.getByRole('button', { name: 'Import history…' })).toBeEnabled();
  await dropFiles(page, [file]);
  await expect(page.getByRole('list', { name: 'Files' })).toContainText('dropped.jsonl');
  await expect(page.getByRole('heading', { name: /^24 runs, 12 commits/ })).toBeVisible();
  await importAndShow(page);
  await expect(titleField(page)).toHaveValue('dropped');
  expect(problems).toEqual([]);
});

test('the same files again add nothing and change nothing', async ({ app, page, userData, problems }) => {
  const file = writeHistory(userData, 'twice.jsonl', 12);
  await lookAtFiles(app, page, file);
  await importAndShow(page);
  const before = storeState(userData);
  await page.getByRole('button', { name: 'Import more' }).click();
  await pickNext(app, file);
  await page.getByRole('button', { name: 'Choose files…' }).click();
  await page.getByRole('button', { name: 'Import', exact: true }).click();
  await expect(page.getByRole('heading', { name: 'Nothing new: everything was here already.' })).toBeVisible();
  const changed = Object.entries(storeState(userData)).filter(([name, hash]) => before[name] !== hash);
  expect(changed.filter(([name]) => name.includes('segments'))).toEqual([]);
  expect(problems).toEqual([]);
});

test('a removed retro can be put back', async ({ app, page, userData, problems }) => {
  await lookAtFiles(app, page, writeHistory(userData, 'removed.jsonl', 12));
  await importAndShow(page);
  await goToLibrary(page);
  await page.getByRole('button', { name: 'Remove “removed”' }).click();
  await expect(page.getByText('Removed “removed”.')).toBeVisible();
  await page.getByRole('button', { name: 'Undo' }).click();
  await expect(page.getByRole('button', { name: 'Remove “removed”' })).toBeVisible();
  expect(problems).toEqual([]);
});

/** As the system does it: the page never gets a path. */
async function dropFiles(page: Page, files: string[]): Promise<void> {
  const client = await page.context().newCDPSession(page);
  const data = { items: [], files, dragOperationsMask: 1 };
  for (const type of ['dragEnter', 'dragOver', 'drop'] as const) {
    await client.send('Input.dispatchDragEvent', { type, x: 400, y: 300, data });
  }
}
