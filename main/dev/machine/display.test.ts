import fs from 'node:fs';
import { expect, test } from 'vitest';
import { hasDisplay, openInvisibleDisplay } from './display';
import { isProgramThere } from './missingParts';

test.skipIf(process.platform !== 'linux').each([
  [{}, false],
  [{ DISPLAY: ':0' }, true],
  [{ WAYLAND_DISPLAY: 'wayland-0' }, true],
])('a display is known by the environment %o: %s', (env, there) => expect(hasDisplay(env)).toBe(there));

test.skipIf(!isProgramThere('Xvfb'))('two invisible screens differ, and each is gone once closed', async () => {
  const [first, second] = [await openInvisibleDisplay(), await openInvisibleDisplay()];
  expect(first.env['DISPLAY']).not.toBe(second.env['DISPLAY']);
  expect(socketOf(first.env['DISPLAY'])).toSatisfy(fs.existsSync);
  await first.close();
  await second.close();
  expect(fs.existsSync(socketOf(first.env['DISPLAY']))).toBe(false);
});

function socketOf(display: string | undefined): string {
  return `/tmp/.X11-unix/X${display?.slice(1)}`;
}
