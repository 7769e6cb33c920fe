import fs from 'node:fs';
import path from 'node:path';
import { callNames } from '../main/ipc/names';
import { expect, test } from './launch';
import { openExample } from './steps';
import { storeState } from './storeState';

test.use({ start: { withExample: true } });

/** Nothing that any call accepts; `undefined` would be right for those that take nothing. */
const garbage: unknown[] = [
  null,
  0,
  '',
  'example',
  '../../etc/passwd',
  [],
  [{}],
  {},
  { retro: 1 },
  { retro: ['example'] },
  { retro: 'example', path: '/etc/passwd' },
  { retro: 'x'.repeat(100_000) },
  { folder: 'yes' },
  { theme: 'neon' },
  { handle: { toString: 'x' } },
  { retro: 'example', format: '../x' },
  { retro: 'example', edit: { type: 'rename', title: 1 } },
  { retro: 'example', edit: { type: 'everything' } },
  JSON.parse('{"retro":"example","__proto__":{"polluted":true},"constructor":1}'),
];

test('a call with an argument that is not in its schema is refused, and nothing happens', async ({
  page,
  userData,
  problems,
}) => {
  await openExample(page);
  const before = withoutSettings(storeState(userData));
  const outcomes = await page.evaluate(
    async ({ names, values }) => {
      const bridge = window.shiplapse as unknown as Record<string, (argument: unknown) => Promise<{ ok: boolean }>>;
      const accepted: string[] = [];
      for (const name of names) {
        for (const value of values) {
          const answer = await bridge[name]?.(value);
          if (answer?.ok !== false) accepted.push(`${name}(${JSON.stringify(value)})`);
        }
      }
      return accepted;
    },
    { names: callNames, values: garbage },
  );
  // An empty change of the settings is a change of nothing.
  expect(outcomes).toEqual(['changeSettings({})']);
  expect(withoutSettings(storeState(userData))).toEqual(before);
  expect(await page.evaluate(() => Reflect.get(Object.prototype, 'polluted') as unknown)).toBeUndefined();
  expect(problems).toEqual([]);
});

test('a page names no files: a path in place of a handle is refused', async ({ page }) => {
  const answers = await page.evaluate(async () => {
    const order = {
      id: 'one',
      retro: 'stolen',
      kind: 'runs' as const,
      files: ['/etc/passwd'],
      url: null,
      projects: [],
      pipelines: [],
      since: null,
      until: null,
      token: null,
      keepToken: false,
    };
    const { shiplapse } = window;
    return [
      await shiplapse.previewImport(order),
      await shiplapse.startImport(order),
      await shiplapse.showInFolder({ handle: '/etc/passwd' }),
    ].map((answer) => (answer.ok ? 'answered' : answer.failure.kind));
  });
  expect(answers).toEqual(['not_found', 'not_found', 'not_found']);
});

test('names of retros lead nowhere but into the store', async ({ page, userData }) => {
  const outside = path.join(userData, 'outside');
  fs.mkdirSync(outside);
  for (const name of ['../outside', '..', '/etc', 'a/b', 'a\\b', 'C:x', '\0', 'con', 'x'.repeat(200)]) {
    const answers = await page.evaluate(
      async (retro) => [
        await window.shiplapse.openRetro({ retro }),
        await window.shiplapse.removeRetro({ retro }),
        await window.shiplapse.deck({ retro }),
      ],
      name,
    );
    for (const answer of answers) expect(answer.ok, name).toBe(false);
  }
  expect(fs.existsSync(outside)).toBe(true);
});

test('a page that is not ours gets no answer, though it has our preload', async ({ app }) => {
  const answer = await app.evaluate(async ({ BrowserWindow, app: electron }) => {
    const preload = `${electron.getAppPath()}/out/preload/preload.cjs`;
    const window = new BrowserWindow({ show: false, webPreferences: { preload, sandbox: true } });
    await window.loadURL('data:text/html,<title>foreign</title>');
    const asked = window.webContents.executeJavaScript('window.shiplapse.library()') as Promise<unknown>;
    const replied = await asked;
    window.destroy();
    return replied;
  });
  expect(answer).toMatchObject({ ok: false, failure: { kind: 'refused_address' } });
});

test('a window of the user draws no export', async ({ page }) => {
  const answer = await page.evaluate(() => window.shiplapse.exportPage());
  expect(answer).toMatchObject({ ok: false, failure: { kind: 'refused_address' } });
});

/** The store but for the settings, which an empty change writes as they are. */
function withoutSettings(state: Record<string, string>): Record<string, string> {
  return Object.fromEntries(Object.entries(state).filter(([file]) => !file.startsWith('settings.json')));
}
