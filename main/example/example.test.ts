import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { gunzipSync } from 'node:zlib';
import { expect, test } from 'vitest';
import { exampleFolder } from './exampleFolder';
import { makeExample } from './makeExample';

test('the bundled files are what the generator makes', () => {
  const made = makeExample();
  const bundled = readdirSync(exampleFolder()).filter((name) => name.endsWith('.gz'));
  expect(bundled.sort()).toEqual([...made.keys()].map((name) => `${name}.gz`).sort());
  for (const [name, text] of made) {
    const stored = gunzipSync(readFileSync(path.join(exampleFolder(), `${name}.gz`))).toString('utf8');
    expect(stored === text, `${name} is up to date`).toBe(true);
  }
});
