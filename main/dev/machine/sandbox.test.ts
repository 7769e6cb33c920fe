import { expect, test } from 'vitest';
import { canSandbox } from './sandbox';

const ordinary = { isRoot: false, areNamespacesRestricted: false, isHelperPrivileged: false, isTurnedOff: false };

test.each([
  ['an ordinary user', {}, true],
  ['Ubuntu 24.04', { areNamespacesRestricted: true }, false],
  ['Ubuntu 24.04 with the helper set up', { areNamespacesRestricted: true, isHelperPrivileged: true }, true],
  ['Ubuntu 24.04, turned off by the user', { areNamespacesRestricted: true, isTurnedOff: true }, true],
  ['root, who does without', { areNamespacesRestricted: true, isRoot: true }, true],
])('%s: %o', (_, facts, can) => expect(canSandbox({ ...ordinary, ...facts })).toBe(can));
