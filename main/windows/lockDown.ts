import { app, session, type WebContents } from 'electron';
import { isAllowedPermission } from './permissions';

/** No permission, no navigation, no new window, no webview, no device: for every page that is ever made. */
export function lockDown(): void {
  const { defaultSession } = session;
  // Otherwise Chromium fetches dictionaries from its maker's servers, whatever the windows say about spelling.
  defaultSession.setSpellCheckerEnabled(false);
  defaultSession.setSpellCheckerLanguages([]);
  defaultSession.setPermissionRequestHandler((_, permission, decide) => {
    decide(isAllowedPermission(permission));
  });
  defaultSession.setPermissionCheckHandler((_, permission) => isAllowedPermission(permission));
  defaultSession.setDevicePermissionHandler(() => false);
  app.on('web-contents-created', (_, contents) => {
    lockContents(contents);
  });
}

function lockContents(contents: WebContents): void {
  contents.on('will-navigate', (event) => {
    event.preventDefault();
  });
  contents.on('will-frame-navigate', (event) => {
    event.preventDefault();
  });
  contents.on('will-attach-webview', (event) => {
    event.preventDefault();
  });
  // Nothing here leads out of the app. Electron does not tell a click from a script, so what will one day lead out
  // must be a call of the contract.
  contents.setWindowOpenHandler(() => ({ action: 'deny' }));
}
