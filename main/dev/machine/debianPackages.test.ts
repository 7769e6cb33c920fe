import { expect, test } from 'vitest';
import { electronPackageNames } from './debianPackages';

const bookworm = ['libgtk-3-0', 'libnss3', 'libasound2', 'libgbm1', 'xvfb', 'xauth'];
const trixie = ['libgtk-3-0t64', 'libnss3', 'libasound2t64', 'libgbm1', 'xvfb', 'xauth'];

test.each([
  ['Debian 12 without a display', true, bookworm, bookworm],
  ['Debian 13 without a display', true, trixie, trixie],
  ['Debian 12 with a desktop', false, bookworm, bookworm.slice(0, 4)],
  ['package lists not fetched yet', true, [], bookworm],
])('%s', (_, needsDisplay, known, wanted) => {
  expect(electronPackageNames(needsDisplay, (name) => known.includes(name))).toEqual(wanted);
});
