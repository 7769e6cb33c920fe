import { expect, test } from 'vitest';
import { isProgramThere, parseMissingLibraries } from './missingParts';

test('each library that ldd does not find is named once', () => {
  const output = [
    '/opt/electron/electron:',
    '\tlibgtk-3.so.0 => not found',
    '\tlibc.so.6 => /lib/x86_64-linux-gnu/libc.so.6 (0x00007f0)',
    '/opt/electron/libGLESv2.so:',
    '\tlibnss3.so => not found',
    '\tlibgtk-3.so.0 => not found',
  ].join('\n');
  expect(parseMissingLibraries(output)).toEqual(['libgtk-3.so.0', 'libnss3.so']);
});

test('a complete system has no missing library', () =>
  expect(parseMissingLibraries('\tlibc.so.6 => /lib/c')).toEqual([]));

test('programs are looked for along PATH only', () => {
  expect(isProgramThere('sh', { PATH: '/nowhere:/bin' })).toBe(true);
  expect(isProgramThere('sh', { PATH: '' })).toBe(false);
});
