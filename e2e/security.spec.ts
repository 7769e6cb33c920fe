import type { Page } from '@playwright/test';
import { expect, test } from './launch';

test('the page comes from the app itself, under a policy that forbids everything foreign', async ({ page }) => {
  expect(page.url()).toMatch(/^shiplapse:\/\/app\//);
  // Playwright does not see a custom scheme's replies, so the header is read by its own reload.
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

test('the page gets named functions only', async ({ page }) => {
  const kinds = await page.evaluate(() =>
    Object.values(Reflect.get(window, 'shiplapse') as object).map((value) => typeof value),
  );
  expect(kinds.length).toBeGreaterThan(0);
  expect(new Set(kinds)).toEqual(new Set(['function']));
});

test('foreign code does not run', async ({ page }) => {
  await expectViolation(page, 'eval', () => {
    (0, eval)('window.foreign = 1');
  });
  await expectViolation(page, 'text as a timer', () => {
    setTimeout('window.foreign = 1');
  });
  await expectViolation(page, 'inline script', () => {
    document.head.append(Object.assign(document.createElement('script'), { textContent: 'window.foreign = 1' }));
  });
  await expectViolation(page, 'foreign script', () => {
    document.head.append(Object.assign(document.createElement('script'), { src: 'https://example.invalid/x.js' }));
  });
  await expectViolation(page, 'data: script', () => {
    document.head.append(
      Object.assign(document.createElement('script'), { src: 'data:text/javascript,window.foreign=1' }),
    );
  });
  await expectViolation(page, 'handler attribute', () => {
    const image = document.createElement('img');
    image.setAttribute('onerror', 'window.foreign = 1');
    image.setAttribute('src', 'data:,');
    document.body.append(image);
  });
  expect(await page.evaluate(() => Reflect.get(window, 'foreign') as unknown)).toBeUndefined();
});

test('nothing foreign is loaded', async ({ page }) => {
  await expectViolation(page, 'frame', () => {
    document.body.append(Object.assign(document.createElement('iframe'), { src: 'https://example.invalid/' }));
  });
  await expectViolation(page, 'object', () => {
    document.body.append(Object.assign(document.createElement('object'), { data: 'https://example.invalid/' }));
  });
  await expectViolation(page, 'image', () => {
    document.body.append(Object.assign(document.createElement('img'), { src: 'https://example.invalid/x.png' }));
  });
  await expectViolation(page, 'style sheet', () => {
    const link = Object.assign(document.createElement('link'), {
      rel: 'stylesheet',
      href: 'https://example.invalid/x.css',
    });
    document.head.append(link);
  });
  await expectViolation(page, 'inline style', () => {
    document.head.append(Object.assign(document.createElement('style'), { textContent: 'body { color: red }' }));
  });
  await expectViolation(page, 'form', () => {
    const form = Object.assign(document.createElement('form'), { action: 'https://example.invalid/' });
    document.body.append(form);
    form.submit();
  });
});

test('the page reaches no network', async ({ page }) => {
  await expectViolation(page, 'fetch', () => {
    void fetch('https://example.invalid/').catch(() => undefined);
  });
  await expectViolation(page, 'XMLHttpRequest', () => {
    const request = new XMLHttpRequest();
    request.open('GET', 'https://example.invalid/');
    request.send();
  });
  await expectViolation(page, 'WebSocket', () => {
    new WebSocket('wss://example.invalid/');
  });
  await expectViolation(page, 'EventSource', () => {
    new EventSource('https://example.invalid/');
  });
  await expectViolation(page, 'beacon', () => {
    navigator.sendBeacon('https://example.invalid/', 'x');
  });
});

test('no second window and no other page', async ({ app, page }) => {
  expect(await page.evaluate(() => window.open('https://example.invalid/') === null)).toBe(true);
  expect(await page.evaluate(() => window.open('about:blank') === null)).toBe(true);
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
    await page.waitForTimeout(200);
    expect(page.url(), target).toBe(home);
  }
  expect(app.windows()).toHaveLength(1);
});

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
  for (const address of [
    '../package.json',
    '%2e%2e/package.json',
    '..%2fpackage.json',
    '..\\package.json',
    'x%00.html',
    'nowhere.js',
  ]) {
    const status = await app.evaluate(async ({ session }, url) => {
      const reply = await session.defaultSession.fetch(url, { bypassCustomProtocolHandlers: false });
      return reply.status;
    }, `shiplapse://app/assets/../${address}`);
    expect(status, address).toBe(404);
  }
});

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

/** Does something forbidden in the page and expects the browser to report it: an attempt that fails for another reason proves nothing. */
async function expectViolation(page: Page, what: string, attempt: () => void): Promise<void> {
  const watched = page.evaluate(
    () =>
      new Promise<boolean>((resolve) => {
        document.addEventListener('securitypolicyviolation', () => resolve(true), { once: true });
        setTimeout(() => resolve(false), 3_000);
      }),
  );
  await page.evaluate(attempt).catch(() => undefined);
  expect(await watched, `${what} is reported as forbidden`).toBe(true);
}
