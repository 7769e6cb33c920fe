import { app, BrowserWindow } from 'electron/main';
import path from 'node:path';

/** A window that does nothing but encode frames that lie ready: the limit a film's export is measured against. */
async function run() {
  await app.whenReady();
  const window = new BrowserWindow({
    show: false,
    webPreferences: { nodeIntegration: true, contextIsolation: false, sandbox: false, backgroundThrottling: false },
  });
  await window.loadFile(path.join(import.meta.dirname, 'page.html'));
  const result = await window.webContents.executeJavaScript(`encodeAll(${process.env['BARE_ENCODER'] ?? 'null'})`);
  process.stdout.write(`${JSON.stringify(result)}\n`);
}

run().then(
  () => app.exit(0),
  (error) => {
    console.error(error);
    app.exit(1);
  },
);
