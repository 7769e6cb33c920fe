import { app, BrowserWindow, nativeTheme, type BrowserWindowConstructorOptions } from 'electron';
import { appOrigin } from './appProtocol';
import { builtFile } from './builtFile';

/** A window that can do nothing but show our page and call the contract. */
export function newWindow(options: BrowserWindowConstructorOptions, page = ''): BrowserWindow {
  const window = new BrowserWindow({
    backgroundColor: nativeTheme.shouldUseDarkColors ? '#1b1815' : '#faf6ef',
    ...options,
    webPreferences: {
      preload: builtFile('preload', 'preload.cjs'),
      sandbox: true,
      contextIsolation: true,
      nodeIntegration: false,
      webSecurity: true,
      spellcheck: false,
      additionalArguments: [
        `--shiplapse-version=${app.getVersion()}`,
        `--shiplapse-platform=${process.platform}`,
        `--shiplapse-testing=${String(process.env.SHIPLAPSE_TESTING === '1')}`,
      ],
      ...options.webPreferences,
    },
  });
  void window.loadURL(`${appOrigin}/index.html${page}`);
  return window;
}
