import { app, session, shell, type WebContents } from 'electron';
import { appOrigin } from './appProtocol';

/** What a page of ours may ask the system for: nothing but the clipboard for writing, and the full screen. */
export function isAllowedPermission(permission: string): boolean {
  return permission === 'clipboard-sanitized-write' || permission === 'fullscreen';
}

/** A link may leave the app only to a plain web page or a mail, never with a name and password in it. */
export function isAllowedOutside(url: string): boolean {
  try {
    const { protocol, username, password, hostname } = new URL(url);
    if (protocol === 'mailto:') return true;
    return protocol === 'https:' && username === '' && password === '' && /^[a-z0-9.-]+$/.test(hostname);
  } catch {
    return false;
  }
}

/** No permission, no navigation, no new window, no webview, no device: for every page that is ever made. */
export function lockDown(): void {
  const { defaultSession } = session;
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
  contents.setWindowOpenHandler(({ url }) => {
    if (isAllowedOutside(url) && !url.startsWith(appOrigin)) void shell.openExternal(url);
    return { action: 'deny' };
  });
}
