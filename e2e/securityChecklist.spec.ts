import { expect, test } from '@playwright/test';
import fs from 'node:fs';
import path from 'node:path';
import { securityChecklist } from './securityChecklist';

const root = path.resolve(import.meta.dirname, '..');

test('every item of Electron’s security checklist is proved by a test that exists', () => {
  expect(securityChecklist.map(({ item }) => Number.parseInt(item))).toEqual(
    Array.from({ length: 20 }, (_, i) => i + 1),
  );
  for (const { item, tests } of securityChecklist) {
    expect(tests.length, item).toBeGreaterThan(0);
    for (const [file, name] of tests) expect(testsIn(file), `${item}: ${file}`).toContain(name);
  }
});

/** Names of the tests a file holds, that are run: a skipped one proves nothing. */
function testsIn(file: string): string[] {
  const text = fs.readFileSync(path.join(root, file), 'utf8');
  return [...text.matchAll(/^ *(?:test|\]\))\((['"`])(.+?)\1,/gm)].map((match) => match[2] ?? '');
}
