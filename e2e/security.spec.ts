import type { ElectronApplication, Page } from '@playwright/test';
import fs from 'node:fs';
import path from 'node:path';
import { parse as parseYaml } from 'yaml';
import { shippedFuses } from '../main/dev/packaging/fuses';
import { expect, projectFolder, test } from './launch';
import { filesIn } from './storeState';

test('the page comes from the app itself, under a policy that forbids everything foreign', async ({ page }) => {
  expect(page.url()).toMatch(/^shiplapse:\/\/app\//);
  const policy = await policyOf(page);
  for (const rule of [
    "default-src 'none'",
    "connect-src 'none'",
    "script-src 'self'",
    "base-uri 'none'",
    "form-action 'none'",
  ]) {
    expect(policy).toContain(rule);
  }
  expect(policy).not.toContain('unsafe-inline');
  expect(policy).not.toContain('unsafe-eval');
});

test('nothing of Node or Electron is in the page', async ({ page }) => {
  for (const name of ['require', 'process', 'Buffer', 'module', 'global', 'ipcRenderer', 'electron', '__dirname']) {
    expect(await page.evaluate((word) => typeof Reflect.get(window, word), name), name).toBe('undefined');
  }
});

test('the page gets named functions, and of data only words about the app', async ({ page }) => {
  const kinds = await page.evaluate(() => {
    const bridge = Reflect.get(window, 'shiplapse') as Record<string, unknown>;
    const { about, ...rest } = bridge;
    return {
      calls: Object.values(rest).map((value) => typeof value),
      words: Object.values(about as object).map((value) => typeof value),
    };
  });
  expect(kinds.calls.length).toBeGreaterThan(0);
  expect(new Set(kinds.calls)).toEqual(new Set(['function']));
  expect(kinds.words).not.toContain('function');
  expect(kinds.words).not.toContain('object');
});

test('foreign code does not run', async ({ page }) => {
  await expectViolation(page, 'eval', 'script-src', () => {
    // Not at once: what a test evaluates directly is exempt from the policy.
    setTimeout(() => {
      (0, eval)('window.foreign = 1');
    });
  });
  await expectViolation(page, 'text as a timer', 'script-src', () => {
    setTimeout(() => setTimeout('window.foreign = 1'));
  });
  await expectViolation(page, 'inline script', 'script-src-elem', () => {
    document.head.append(Object.assign(document.createElement('script'), { textContent: 'window.foreign = 1' }));
  });
  await expectViolation(page, 'foreign script', 'script-src-elem', () => {
    document.head.append(Object.assign(document.createElement('script'), { src: 'https://example.invalid/x.js' }));
  });
  await expectViolation(page, 'data: script', 'script-src-elem', () => {
    document.head.append(
      Object.assign(document.createElement('script'), { src: 'data:text/javascript,window.foreign=1' }),
    );
  });
  await expectViolation(page, 'handler attribute', 'script-src-attr', () => {
    const image = document.createElement('img');
    image.setAttribute('onerror', 'window.foreign = 1');
    image.setAttribute('src', 'data:,');
    document.body.append(image);
  });
  expect(await page.evaluate(() => Reflect.get(window, 'foreign') as unknown)).toBeUndefined();
});

test('nothing foreign is loaded', async ({ page }) => {
  await expectViolation(page, 'frame', 'frame-src', () => {
    document.body.append(Object.assign(document.createElement('iframe'), { src: 'https://example.invalid/' }));
  });
  await expectViolation(page, 'object', 'object-src', () => {
    document.body.append(Object.assign(document.createElement('object'), { data: 'https://example.invalid/' }));
  });
  await expectViolation(page, 'image', 'img-src', () => {
    document.body.append(Object.assign(document.createElement('img'), { src: 'https://example.invalid/x.png' }));
  });
  await expectViolation(page, 'style sheet', 'style-src-elem', () => {
    const link = Object.assign(document.createElement('link'), {
      rel: 'stylesheet',
      href: 'https://example.invalid/x.css',
    });
    document.head.append(link);
  });
  await expectViolation(page, 'inline style', 'style-src-elem', () => {
    document.head.append(Object.assign(document.createElement('style'), { textContent: 'body { color: red }' }));
  });
  await expectViolation(page, 'form', 'form-action', () => {
    const form = Object.assign(document.createElement('form'), { action: 'https://example.invalid/' });
    document.body.append(form);
    form.submit();
  });
});

test('the page reaches no network', async ({ page }) => {
  await expectViolation(page, 'fetch', 'connect-src', () => {
    void fetch('https://example.invalid/').catch(() => undefined);
  });
  await expectViolation(page, 'XMLHttpRequest', 'connect-src', () => {
    const request = new XMLHttpRequest();
    request.open('GET', 'https://example.invalid/');
    request.send();
  });
  await expectViolation(page, 'WebSocket', 'connect-src', () => {
    new WebSocket('wss://example.invalid/');
  });
  await expectViolation(page, 'EventSource', 'connect-src', () => {
    new EventSource('https://example.invalid/');
  });
  await expectViolation(page, 'beacon', 'connect-src', () => {
    navigator.sendBeacon('https://example.invalid/', 'x');
  });
});

test('no second window and no other page', async ({ app, page }) => {
  await keepOutsideClosed(app);
  for (const target of [
    'about:blank',
    'file:///etc/passwd',
    'javascript:1',
    'smb://example.invalid/',
    'https://a:b@example.invalid/',
    'https://example.invalid/',
    'mailto:somebody@example.invalid',
  ]) {
    expect(await page.evaluate((url) => window.open(url) === null, target), target).toBe(true);
  }
  expect(await openedOutside(app)).toEqual([]);
  const home = page.url();
  for (const target of [
    'https://example.invalid/',
    'file:///etc/passwd',
    'data:text/html,x',
    'shiplapse://elsewhere/',
  ]) {
    await page.evaluate((url) => {
      location.href = url;
    }, target);
    await expectStaying(page, home, target);
  }
  expect(app.windows()).toHaveLength(1);
});

test('nothing is ever handed to the system’s browser', () => {
  expect(sourcesWith(/openExternal\(/)).toEqual([]);
});

test('no window turns a protection off', () => {
  const weak =
    /allowRunningInsecureContent|experimentalFeatures|enableBlinkFeatures|webSecurity: false|sandbox: false|contextIsolation: false|nodeIntegration\w*: true|allowpopups|<webview/;
  expect(sourcesWith(weak)).toEqual([]);
});

test('what is shipped holds the pinned, current Electron', () => {
  const read = (name: string) => JSON.parse(fs.readFileSync(path.join(projectFolder, name), 'utf8')) as Pinned;
  const version = read('package.json').devDependencies.electron;
  expect(version).toMatch(/^\d+\.\d+\.\d+$/);
  expect(Number.parseInt(version)).toBeGreaterThanOrEqual(45);
  // A runtime from elsewhere is refused for everything but a look at the packaging.
  expect(fs.readFileSync(path.join(projectFolder, 'main/dev/package.ts'), 'utf8')).toContain(
    "runtime.kind !== 'official') refuseToShip",
  );
});

test('what is shipped has its fuses blown', () => {
  expect(Object.fromEntries(shippedFuses)).toEqual({
    RunAsNode: false,
    EnableCookieEncryption: true,
    EnableNodeOptionsEnvironmentVariable: false,
    EnableNodeCliInspectArguments: false,
    EnableEmbeddedAsarIntegrityValidation: true,
    OnlyLoadAppFromAsar: true,
    GrantFileProtocolExtraPrivileges: false,
  });
  const builder = parseYaml(fs.readFileSync(path.join(projectFolder, 'electron-builder.yml'), 'utf8')) as {
    electronFuses: Record<string, boolean>;
  };
  for (const [fuse, isOn] of shippedFuses) {
    expect(builder.electronFuses[fuse.charAt(0).toLowerCase() + fuse.slice(1)], fuse).toBe(isOn);
  }
});

/** Files of the program, tests left out, in which this occurs. */
function sourcesWith(pattern: RegExp): string[] {
  return ['main', 'renderer']
    .flatMap((folder) => filesIn(path.join(projectFolder, folder)).map((name) => path.join(folder, name)))
    .filter((name) => /\.(ts|svelte|html)$/.test(name) && !name.endsWith('.test.ts'))
    .filter((name) => pattern.test(fs.readFileSync(path.join(projectFolder, name), 'utf8')));
}

interface Pinned {
  devDependencies: { electron: string };
}

test('permissions are denied', async ({ page }) => {
  const states = await page.evaluate(async () => {
    const names = ['camera', 'microphone', 'geolocation', 'notifications', 'midi'] as PermissionName[];
    return Promise.all(names.map(async (name) => (await navigator.permissions.query({ name })).state));
  });
  expect(new Set(states)).toEqual(new Set(['denied']));
});

test('windows are sandboxed and isolated', async ({ app }) => {
  const settings = await app.evaluate(({ BrowserWindow }) =>
    BrowserWindow.getAllWindows().map((window) => {
      // Electron's types keep this one back.
      const preferences = Reflect.apply(
        Reflect.get(window.webContents, 'getLastWebPreferences') as () => object,
        window.webContents,
        [],
      );
      return ['sandbox', 'contextIsolation', 'nodeIntegration', 'webSecurity', 'webviewTag'].map(
        (name) => `${name}: ${String(Reflect.get(preferences, name))}`,
      );
    }),
  );
  for (const setting of settings) {
    expect(setting).toEqual([
      'sandbox: true',
      'contextIsolation: true',
      'nodeIntegration: false',
      'webSecurity: true',
      'webviewTag: false',
    ]);
  }
});

test('addresses outside the bundle do not exist', async ({ app }) => {
  const statusOf = (address: string) =>
    app.evaluate(
      async ({ session }, url) => (await session.defaultSession.fetch(url)).status,
      `shiplapse://${address}`,
    );
  // Without an address that works, the others would prove nothing.
  expect(await statusOf('app/index.html')).toBe(200);
  for (const name of [
    'package.json',
    '../package.json',
    '%2e%2e/package.json',
    '..%2f..%2fpackage.json',
    '..\\package.json',
  ]) {
    expect(await statusOf(`app/${name}`), name).toBe(404);
  }
  for (const name of ['index.html%00', 'assets/', 'nowhere.js', '%2fetc%2fpasswd', '%252e%252e/package.json']) {
    expect(await statusOf(`app/${name}`), name).toBe(404);
  }
  expect(await statusOf('elsewhere/index.html'), 'another host').toBe(404);
});

/** The page is where it was once it had its chance to go: it answers, after two frames, from the same address. */
async function expectStaying(page: Page, home: string, target: string): Promise<void> {
  const answer = page.evaluate(
    () => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(() => done(location.href)))),
  );
  expect(await answer, target).toBe(home);
  expect(page.url(), target).toBe(home);
}

/** The policy the app's own scheme sends with its page. */
async function policyOf(page: Page): Promise<string> {
  const client = await page.context().newCDPSession(page);
  await client.send('Network.enable');
  const header = new Promise<string>((resolve) => {
    client.on('Network.responseReceived', ({ type, response }) => {
      if (type === 'Document')
        resolve(response.headers['content-security-policy'] ?? response.headers['Content-Security-Policy'] ?? '');
    });
  });
  await page.reload();
  return header;
}

/**
 * Does something forbidden in the page and expects the browser to report just that: an attempt that fails for another reason proves
 * nothing.
 */
async function expectViolation(page: Page, what: string, directive: string, attempt: () => void): Promise<void> {
  await page.evaluate(() => {
    const seen: string[] = [];
    Reflect.set(window, 'seenViolations', seen);
    document.addEventListener('securitypolicyviolation', (event) => seen.push(event.effectiveDirective));
  });
  await page.evaluate(attempt).catch(() => undefined);
  const seen = () => page.evaluate(() => Reflect.get(window, 'seenViolations') as string[]);
  await expect.poll(seen, { message: `${what} is reported as forbidden`, timeout: 3_000 }).toContain(directive);
}

/** Writes down what would be handed to the system's browser instead of handing it over. */
async function keepOutsideClosed(app: ElectronApplication): Promise<void> {
  await app.evaluate(({ shell }) => {
    const opened: string[] = [];
    Reflect.set(globalThis, 'openedOutside', opened);
    shell.openExternal = (url) => {
      opened.push(url);
      return Promise.resolve();
    };
  });
}

async function openedOutside(app: ElectronApplication): Promise<string[]> {
  return app.evaluate(() => Reflect.get(globalThis, 'openedOutside') as string[]);
}
