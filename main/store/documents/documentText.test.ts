import fc from 'fast-check';
import { expect, test } from 'vitest';
import { DamagedError, parseDocument, printDocument } from './documentText';
import { currentVersion, migrate } from './migrations';

const format = 'shiplapse retro';
const envelope = {
  format,
  version: 1,
  generation: 7,
  savedAt: 1_700_000_000_000,
  data: { title: 'Ship · “it”', list: [1, null, -0.5] },
};

test('what is printed reads back equal', () => {
  const version = fc.integer({ min: 1 });
  fc.assert(
    fc.property(fc.jsonValue(), version, version, (data, generation, savedAt) => {
      const one = { format, version: 1, generation, savedAt, data: JSON.parse(JSON.stringify(data)) as unknown };
      expect(parseDocument(printDocument(one), format)).toEqual(one);
    }),
  );
});

test('no single bit may differ but in white space', () => {
  const bytes = Buffer.from(printDocument(envelope));
  let noticed = 0;
  for (let at = 0; at < bytes.length; at += 1) {
    for (let bit = 0; bit < 8; bit += 1) {
      const flipped = Buffer.from(bytes);
      flipped[at] = (flipped[at] ?? 0) ^ (1 << bit);
      const parsed = attempt(flipped.toString('utf8'));
      if (parsed === null) noticed += 1;
      else expect(parsed, `bit ${String(bit)} of byte ${String(at)}`).toEqual(envelope);
    }
  }
  expect(noticed).toBeGreaterThan(bytes.length * 6);
});

test.each([
  ['', 'is empty'],
  ['\0\0\0', 'is not JSON'],
  ['null', 'is not a document'],
  ['{}', 'is no shiplapse retro document'],
  [JSON.stringify({ ...envelope, generation: 0 }), 'lacks its version or generation'],
  [JSON.stringify(envelope), 'differs from what was written (checksum)'],
])('%j %s', (text, reason) => {
  expect(() => parseDocument(text, format)).toThrow(reason);
});

test('older data is taken through every step to the current version', () => {
  const step = (name: string) => (data: unknown) => [...(data as string[]), name];
  const none = { store: [], settings: [], manifest: [], sources: [], map: [] };
  const table = { ...none, retro: [step('to 2'), step('to 3')] };
  expect([1, 2, 3].map((version) => migrate('retro', version, [], table))).toEqual([['to 2', 'to 3'], ['to 3'], []]);
  expect([currentVersion('retro', table), currentVersion('store', table), currentVersion('settings', table)]).toEqual([
    3, 3, 1,
  ]);
});

function attempt(text: string) {
  try {
    return parseDocument(text, format);
  } catch (error) {
    expect(error).toBeInstanceOf(DamagedError);
    return null;
  }
}
