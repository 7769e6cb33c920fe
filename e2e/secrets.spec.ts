import type { ElectronApplication, Page } from '@playwright/test';
import JSZip from 'jszip';
import fs from 'node:fs';
import path from 'node:path';
import { closeServers, gocdServer, pipeline } from '../main/sources/gocd/testGocd';
import type { TestServer } from '../main/sources/http/testServer';
import { expect, freshFolder, launch, savedFolder, test } from './launch';
import { exportAs } from './steps';

test.afterEach(closeServers);

/** A word that nothing else on this machine holds. */
const marker = 'MARKER-token-3f9c71e2a8d4';
const basic = ['--password-store=basic'];
const keepIt = (page: Page) => page.getByRole('checkbox', { name: /^Keep it, though this machine has only weak/ });

async function fillForm(page: Page, server: TestServer, token: string): Promise<void> {
  await page
    .getByRole('button', { name: /^Import (history…|more)/ })
    .first()
    .click();
  await page.getByRole('radio', { name: /GoCD/ }).check();
  await page.getByRole('textbox', { name: 'Address' }).fill(server.origin);
  if (token !== '') await page.getByRole('textbox', { name: 'Token' }).fill(token);
  const name = page.getByRole('combobox', { name: 'Retro' });
  if (await name.isEditable()) await name.fill('secret');
}

async function importNow(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Look at it first' }).click();
  await page.getByRole('button', { name: 'Import', exact: true }).click();
  await page.getByRole('button', { name: 'Show the map' }).click();
  await expect(page.getByRole('region', { name: 'Timeline' })).toBeVisible();
}

const gocd = () => gocdServer({ style: 'cursor', pipelines: { build: pipeline(9) } });
const backendOf = (app: ElectronApplication) =>
  app.evaluate(({ safeStorage }) => safeStorage.getSelectedStorageBackend());
const sentTokens = (server: TestServer) => server.headers.filter((lines) => lines.includes(marker)).length;

test('without a real keychain the app says so, keeps nothing unless somebody agrees, and asks each session', async () => {
  test.skip(process.platform !== 'linux', 'Only Linux may have no keychain.');
  const server = await gocd();
  const userData = freshFolder();
  const file = path.join(userData, 'tokens.json');

  const first = await launch({ userData, args: basic });
  expect(await backendOf(first.app)).toBe('basic_text');
  await fillForm(first.page, server, marker);
  await expect(keepIt(first.page)).not.toBeChecked();
  await expect(first.page.getByText(/no keychain that protects it/)).toBeVisible();
  await importNow(first.page);
  expect(sentTokens(server)).toBe(server.asked.length);
  await first.app.close();
  expect(fs.existsSync(file), 'nothing was kept').toBe(false);

  const second = await launch({ userData, args: basic });
  await fillForm(second.page, server, '');
  await expect(second.page.getByPlaceholder('as last time')).toBeHidden();
  await second.page.getByRole('textbox', { name: 'Token' }).fill(marker);
  await keepIt(second.page).check();
  await importNow(second.page);
  await second.app.close();
  expect(JSON.parse(fs.readFileSync(file, 'utf8'))).toMatchObject({ backend: 'basic_text' });

  // Kept: the third session need not ask.
  const third = await launch({ userData, args: basic });
  const before = server.asked.length;
  await fillForm(third.page, server, '');
  await expect(third.page.getByPlaceholder('as last time')).toBeVisible();
  await importNow(third.page);
  expect(server.headers.slice(before).every((lines) => lines.includes(marker))).toBe(true);
  await third.app.close();

  // Another keychain since: what it kept cannot be read, is sent to nobody, and the app says so.
  const kept = JSON.parse(fs.readFileSync(file, 'utf8')) as object;
  fs.writeFileSync(file, JSON.stringify({ ...kept, backend: 'gnome_libsecret' }));
  const fourth = await launch({ userData, args: basic });
  const sent = sentTokens(server);
  await fillForm(fourth.page, server, '');
  await expect(
    fourth.page.getByText('The keychain has changed since the token was kept: type it once more.'),
  ).toBeVisible();
  await importNow(fourth.page);
  expect(sentTokens(server)).toBe(sent);
  await fourth.app.close();
  fs.rmSync(userData, { recursive: true });
});

test('a token that was used and kept is in no file and no word of the app', async () => {
  test.slow();
  const userData = freshFolder();
  const words: string[] = [];
  const { app, page } = await launch({ userData, args: [...basic, '--enable-logging=stderr'] });
  app.process().stdout?.on('data', (text: Buffer) => words.push(text.toString('utf8')));
  app.process().stderr?.on('data', (text: Buffer) => words.push(text.toString('utf8')));
  const server = await gocd();
  const refusing = await gocdServer({
    style: 'cursor',
    pipelines: {},
    // A server that repeats what it was given, as some do in their logs and pages.
    instead: (_, request, response) => {
      response.writeHead(401, { 'x-echo': marker }).end(JSON.stringify({ message: request.headers.authorization }));
      return true;
    },
  });
  await fillForm(page, refusing, marker);
  await page.getByRole('button', { name: 'Look at it first' }).click();
  await expect(page.getByRole('alert').first()).toContainText('did not accept the token');
  await page.getByRole('textbox', { name: 'Address' }).fill(server.origin);
  if (process.platform === 'linux') await keepIt(page).check();
  await page.getByRole('button', { name: 'Look again' }).click();
  await page.getByRole('button', { name: 'Import', exact: true }).click();
  await page.getByRole('button', { name: 'Show the map' }).click();
  await expect(page.getByRole('region', { name: 'Timeline' })).toBeVisible();
  for (const format of ['html', 'md', 'csv', 'pptx'] as const) await exportAs(page, userData, format);
  for (const form of ['retro', 'notes', 'json'] as const)
    expect(
      (await page.evaluate((wanted) => window.shiplapse.saveShared({ retro: 'secret', form: wanted }), form)).ok,
    ).toBe(true);
  const crashes = await app.evaluate(({ app: electron }) => electron.getPath('crashDumps'));
  const logs = await app.evaluate(({ app: electron }) => electron.getPath('logs'));
  expect(await page.content()).not.toContain(marker);
  await app.close();

  expect(sentTokens(server)).toBe(server.asked.length);
  expect(fs.existsSync(path.join(userData, 'tokens.json'))).toBe(process.platform === 'linux');
  const folders = [userData, savedFolder(userData), crashes, logs].filter((folder) => fs.existsSync(folder));
  const { looked, found } = await search(folders);
  expect(looked, 'the profile, the store, the exports and what is inside of them').toBeGreaterThan(60);
  expect(found).toEqual([]);
  expect(words.join('')).not.toContain(marker);

  // The search would have seen it in each of these forms.
  const planted = path.join(userData, 'planted');
  fs.mkdirSync(planted);
  const zip = new JSZip();
  zip.file('inside.txt', `before ${marker} after`);
  const plants: Record<string, string | Buffer> = {
    plain: `x${marker}y`,
    base64: Buffer.from(`abcd${marker}`).toString('base64'),
    utf16: Buffer.from(`a${marker}`, 'utf16le'),
    hex: Buffer.from(marker).toString('hex'),
    zip: await zip.generateAsync({ type: 'nodebuffer', compression: 'DEFLATE' }),
  };
  for (const [name, content] of Object.entries(plants)) fs.writeFileSync(path.join(planted, name), content);
  const again = await search([planted]);
  expect(again.found.map((file) => path.basename(file.split(' ')[0] ?? '')).sort()).toEqual(Object.keys(plants).sort());
  fs.rmSync(userData, { recursive: true });
});

/** The marker as it may hide: base64 has three forms, by what stands before it. */
const forms: Buffer[] = [
  Buffer.from(marker),
  Buffer.from(marker, 'utf16le'),
  Buffer.from([...Buffer.from(marker, 'utf16le')].reverse()),
  Buffer.from(Buffer.from(marker).toString('hex')),
  Buffer.from(encodeURIComponent(marker)),
  ...[0, 1, 2].map((before) => {
    const text = Buffer.from(`${'-'.repeat(before)}${marker}`)
      .toString('base64')
      .replace(/=+$/, '');
    // The letters at both ends depend on the neighbours.
    return Buffer.from(text.slice(before === 0 ? 0 : before + 1, -2));
  }),
];

/** Every file below the folders, and every file inside those that are zips, that holds the marker in any form. */
async function search(folders: string[]): Promise<{ looked: number; found: string[] }> {
  const found = new Set<string>();
  let looked = 0;
  const look = async (name: string, bytes: Buffer): Promise<void> => {
    looked += 1;
    if (forms.some((form) => bytes.includes(form))) found.add(name);
    if (bytes.subarray(0, 2).toString() !== 'PK') return;
    const inside = await JSZip.loadAsync(bytes);
    for (const entry of Object.values(inside.files))
      if (!entry.dir) await look(`${name} ${entry.name}`, await entry.async('nodebuffer'));
  };
  for (const folder of folders) {
    for (const entry of fs.readdirSync(folder, { recursive: true, withFileTypes: true })) {
      if (entry.isFile())
        await look(path.join(entry.parentPath, entry.name), fs.readFileSync(path.join(entry.parentPath, entry.name)));
    }
  }
  return { looked, found: [...found] };
}
