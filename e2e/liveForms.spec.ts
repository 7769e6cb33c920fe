import type { Page } from '@playwright/test';
import { createServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import { sources } from '../main/sources/registry';
import * as github from '../main/sources/github/testGithub';
import * as gitlab from '../main/sources/gitlab/testGitlab';
import * as gocd from '../main/sources/gocd/testGocd';
import { sendJson, startTestServer, type TestServer } from '../main/sources/http/testServer';
import { recordedFiles } from '../main/sources/testing/recordedFiles';
import { replays } from '../main/sources/testing/replays';
import { expectAccessible } from './accessible';
import { expect, test } from './launch';

const open: TestServer[] = [];
test.afterEach(async () => {
  await Promise.all([gocd.closeServers(), gitlab.closeServers(), github.closeServers()]);
  await Promise.all(open.splice(0).map((server) => server.close()));
});

async function serve(...answer: Parameters<typeof startTestServer>): Promise<TestServer> {
  const server = await startTestServer(...answer);
  open.push(server);
  return server;
}

const overHttp = sources.map(({ info }) => info).filter(({ live, kind }) => live && kind !== 'devlake');
/** What each wants to be told of what to read, as its form asks for it. */
const projects: Record<string, string> = {
  github: 'acme/app',
  gitlab: 'group/app',
  circleci: 'gh/acme/app',
  azure: 'app',
  buildkite: 'roadie',
  bitbucket: 'likyh/likyhphp',
  travis: 'RoadieHQ/sample-service',
};

async function choose(page: Page, kind: string): Promise<void> {
  await page.locator(`input[type=radio][value="${kind}"]`).check({ force: true });
}

async function ask(page: Page, kind: string, address: string): Promise<void> {
  await page.getByRole('textbox', { name: 'Address' }).fill(address);
  const wanted = page.getByRole('textbox', { name: 'Projects' });
  if (await wanted.isVisible()) await wanted.fill(projects[kind] ?? '');
  await page.getByRole('combobox', { name: 'Retro' }).fill(`from-${kind}`);
  await page.getByRole('button', { name: /^Look (at it first|again)$/ }).click();
}

/** The address of a port where nobody listens. */
async function nobody(): Promise<string> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return `http://127.0.0.1:${String(port)}`;
}

test('each form says what it wants, and each way to get it wrong is told in a sentence', async ({ page, problems }) => {
  test.slow();
  const wantsToken = await serve((_, response) =>
    response.writeHead(401, { 'content-type': 'application/json' }).end('{}'),
  );
  const signIn = await serve((_, response) =>
    response.writeHead(200, { 'content-type': 'text/html' }).end('<!doctype html><title>Sign in</title>'),
  );
  const gone = await nobody();
  await page.getByRole('button', { name: 'Import history…' }).click();
  for (const { kind, name, auth, project, exampleUrl } of overHttp) {
    await test.step(name, async () => {
      await choose(page, kind);
      await expect(page.getByRole('heading', { name: `What ${name} can tell` })).toBeVisible();
      await expect(page.getByRole('textbox', { name: 'Address' })).toHaveAttribute('placeholder', exampleUrl ?? '');
      if (auth) await expect(page.getByText(auth, { exact: false }).first()).toBeVisible();
      await expect(page.getByText('--token-env')).toBeHidden();
      await expect(page.getByRole('textbox', { name: 'Projects' })).toBeVisible({ visible: project !== null });
      const alert = page.getByRole('alert').first();
      for (const [address, says] of [
        ['not an address', /not (an|the) address of a server/],
        ['ftp://ci.example.com', /not (an|the) address of a server/],
        ['https://me:s3cret@ci.example.com', /user name or password/],
        [gone, /No server answers at/],
        [wantsToken.origin, /wants a token|did not accept the token/],
        [signIn.origin, /sign-in page/],
      ] as const) {
        await ask(page, kind, address);
        await expect(alert, `${name}: ${address}`).toContainText(says);
        await expect(alert).not.toContainText(/s3cret|undefined|unexpected|\[object/i);
      }
      await expect(page.getByRole('heading', { name: 'Nothing could be read' })).toBeVisible();
    });
  }
  await expectAccessible(page, 'a form with a failure');
  expect(problems).toEqual([]);
});

test('an address may be typed without its scheme', async ({ page, problems }) => {
  const server = await gocd.gocdServer({ style: 'cursor', pipelines: { build: gocd.pipeline(3) } });
  await page.getByRole('button', { name: 'Import history…' }).click();
  await choose(page, 'gocd');
  await ask(page, 'gocd', new URL(server.origin).host);
  await expect(page.getByRole('heading', { name: /^3 runs/ })).toBeVisible();
  await page.getByRole('button', { name: 'Import', exact: true }).click();
  await expect(page.getByRole('heading', { name: /^3 new runs/ })).toBeVisible();
  expect(problems).toEqual([]);
});

test('DevLake: a database that is not there, and an address with a password', async ({ page, problems }) => {
  await page.getByRole('button', { name: 'Import history…' }).click();
  await choose(page, 'devlake');
  for (const [address, says] of [
    ['https://devlake.example.com', /not the address of a DevLake database/],
    ['mysql://me:s3cret@127.0.0.1/lake', /user name or password/],
    [(await nobody()).replace('http:', 'mysql:') + '/lake', /database/],
  ] as const) {
    await ask(page, 'devlake', address);
    const alert = page.getByRole('alert').first();
    await expect(alert).toContainText(says);
    await expect(alert).not.toContainText('s3cret');
  }
  expect(problems).toEqual([]);
});

for (const [kind, replay] of Object.entries(replays)) {
  const { json, text, isThere } = recordedFiles(kind);
  test(`${kind}: the form brings in what its server once answered`, async ({ page, problems }) => {
    test.skip(!isThere, 'The recorded replies are not on this machine.');
    const routes = replay.routes(json, text);
    const server = await serve((request, response) => {
      const { pathname } = new URL(request.url ?? '', 'http://x');
      if (pathname in routes) sendJson(response, routes[pathname]);
      else response.writeHead(404, { 'content-type': 'application/json' }).end('{}');
    });
    await page.getByRole('button', { name: 'Import history…' }).click();
    await choose(page, kind);
    const { pipelines = [], token } = replay.request;
    if (token) await page.getByRole('textbox', { name: 'Token' }).fill(token);
    if (pipelines.length > 0) {
      await page.getByText('Only some of it').click();
      await page.getByRole('textbox', { name: 'Pipelines' }).fill(pipelines.join('\n'));
    }
    await ask(page, kind, server.origin);
    const runs = new RegExp(`^${String(replay.runs)} runs?`);
    await expect(page.getByRole('heading', { name: runs })).toBeVisible();
    await page.getByRole('button', { name: 'Import', exact: true }).click();
    await expect(page.getByRole('heading', { name: new RegExp(`^${String(replay.runs)} new runs?`) })).toBeVisible();
    await page.getByRole('button', { name: 'Show the map' }).click();
    await expect(page.getByRole('region', { name: 'Timeline' })).toBeVisible();
    expect(problems).toEqual([]);
  });
}
