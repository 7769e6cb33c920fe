import { app, BrowserWindow, nativeTheme } from 'electron';
import path from 'node:path';
import { version } from '../package.json';
import { isSubcommand, runInElectron } from './cliInElectron';
import { EngineClient } from './engine/engineClient';
import { windowHandlers } from './ipc/windowHandlers';
import { answerCalls, answerOffers } from './ipc/answerCalls';
import type { EventName, Events } from './ipc/contract';
import { electronKeychain } from './secrets/electronKeychain';
import { Tokens } from './secrets/tokens';
import { TrustedCertificates } from './secrets/trustedCertificates';
import { nodeFileSystem } from './store/files/fileSystem';
import { defaultStoreFolder, userDataFolder } from './storeFolder';
import { builtFile } from './windows/builtFile';
import { registerAppScheme, serveApp } from './windows/appProtocol';
import { givenBy, isForWindow } from './windows/given';
import { lockDown } from './windows/lockDown';
import { openMainWindow, setMenu } from './windows/mainWindow';
import { wordsOf } from './windows/wordsOf';

/** One program: a subcommand runs without a window, anything else opens it. */
const words = wordsOf(process.argv, app.isPackaged);
registerAppScheme();
if (!process.env.SHIPLAPSE_USER_DATA) app.setPath('userData', userDataFolder());
else app.setPath('userData', path.resolve(process.env.SHIPLAPSE_USER_DATA));

if (!isForWindow(words) && isSubcommand(words)) void runWithoutWindow();
else if (app.requestSingleInstanceLock({ words })) void openWindow();
else app.quit();

async function runWithoutWindow(): Promise<void> {
  await app.whenReady();
  preparePages();
  app.on('window-all-closed', () => undefined);
  app.exit(await runInElectron(words));
}

async function openWindow(): Promise<void> {
  await app.whenReady();
  preparePages();
  const storeFolder = process.env.SHIPLAPSE_USER_DATA
    ? path.join(path.resolve(process.env.SHIPLAPSE_USER_DATA), 'store')
    : defaultStoreFolder();
  const engine = new EngineClient(process.env.SHIPLAPSE_STORE ?? storeFolder, tellWindows);
  const tokens = new Tokens(electronKeychain, nodeFileSystem, path.join(app.getPath('userData'), 'tokens.json'));
  const certificates = new TrustedCertificates(nodeFileSystem, path.join(app.getPath('userData'), 'certificates.json'));
  const { handlers, offer, give } = windowHandlers(engine, tokens, certificates, tellWindows);
  give(givenBy(words, process.cwd()));
  answerCalls(handlers);
  answerOffers(offer);
  setMenu((command) => {
    tellWindows('command', command);
  });
  const { theme } = await handlers.settings(undefined, { contentsId: 0 }).catch(() => ({ theme: 'system' as const }));
  nativeTheme.themeSource = theme;

  openMainWindow();
  app.on('second-instance', (_, __, folder, data) => {
    const window = BrowserWindow.getAllWindows().find((one) => one.isVisible());
    if (window?.isMinimized()) window.restore();
    window?.focus();
    give(givenBy((data as { words: string[] }).words, folder));
    tellWindows('command', 'filesOffered');
  });
  app.on('activate', () => {
    if (BrowserWindow.getAllWindows().length === 0) openMainWindow();
  });
  // A window may close a moment after it was told to, which has ended the quitting.
  let isQuitting = false;
  app.on('before-quit', () => {
    isQuitting = true;
  });
  app.on('window-all-closed', () => {
    if (isQuitting || process.platform !== 'darwin') app.quit();
  });
  app.once('will-quit', (event) => {
    event.preventDefault();
    void engine.close().finally(() => {
      app.exit();
    });
  });
}

function preparePages(): void {
  app.setAboutPanelOptions({ applicationName: 'Shiplapse', applicationVersion: version });
  lockDown();
  serveApp(builtFile('renderer'));
}

function tellWindows<E extends EventName>(event: E, payload: Events[E]): void {
  for (const window of BrowserWindow.getAllWindows()) window.webContents.send(`shiplapse:event:${event}`, payload);
}
