import { expect, test } from 'vitest';
import { unpackedName } from './unpackBinary';

test.each([
  ['Cypress/Cypress', 'electron'],
  ['Cypress/locales/en-US.pak', 'locales/en-US.pak'],
  ['Cypress/resources/app/index.js', null],
  ['Cypress/browser_v8_context_snapshot.bin', null],
  ['Cypress/v8_context_snapshot.bin', 'v8_context_snapshot.bin'],
  ['Cypress/locales/', null],
  ['Cypress/../outside', null],
  ['elsewhere/file', null],
])('%s is unpacked as %s', (entry, name) => expect(unpackedName(entry)).toBe(name));
