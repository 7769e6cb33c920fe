import { expect, test } from 'vitest';
import { isAllowedPermission } from './permissions';

const known = [
  ...['clipboard-read', 'clipboard-sanitized-write', 'display-capture', 'fullscreen', 'geolocation', 'idle-detection'],
  ...['media', 'mediaKeySystem', 'midi', 'midiSysex', 'notifications', 'pointerLock', 'keyboardLock', 'openExternal'],
  ...['speaker-selection', 'storage-access', 'top-level-storage-access', 'window-management', 'unknown', 'fileSystem'],
  ...['hid', 'serial', 'usb', 'bluetooth', 'accessibility-events', 'background-sync', 'sensors', 'local-fonts'],
  ...['payment-handler', 'persistent-storage', 'deprecated-sync-clipboard-read', '', 'toString', 'FULLSCREEN'],
];

test('of all permissions only the clipboard for writing and the full screen are given', () => {
  expect(known.filter(isAllowedPermission)).toEqual(['clipboard-sanitized-write', 'fullscreen']);
});
