import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { UsageError } from './command';
import { detect } from './detect';

let folder = '';
beforeAll(() => {
  folder = mkdtempSync(path.join(os.tmpdir(), 'shiplapse-detect-'));
  write('weeks.json', { name: 'weekly', family: 'poisson', values: [2, 1, 0, 2, 1, 2, 5, 6, 4, 7, 5, 6], unit: 'x' });
  write('same.json', { family: 'magnitude', values: new Array(20).fill(3) });
  write('wrong.json', { family: 'binomial', values: [1] });
});
afterAll(() => {
  rmSync(folder, { recursive: true, force: true });
});

describe('detect', () => {
  it('prints one object for each file, in their order', async () => {
    const { status, out } = await run(['weeks.json', 'same.json']);
    expect(status).toBe(0);
    const printed = JSON.parse(out) as Record<string, unknown>[];
    expect(printed.map((one) => one['name'])).toEqual(['weekly', 'same']);
    expect(printed[0]).toMatchObject({ family: 'poisson', n: 12, changePoints: [6], phiBlock4: null, minSegment: 4 });
    expect(Object.keys(printed[0] ?? {})).toEqual(
      'name family n changePoints penalty scale phiLag1 phiBlock4 objective minSegment levels likelihoodRatios locationSets'.split(
        ' ',
      ),
    );
    expect(printed[1]).toMatchObject({ changePoints: [], levels: [3], likelihoodRatios: [], locationSets: [] });
  });

  it('prints an array for one file too', async () => {
    expect(JSON.parse((await run(['weeks.json'])).out)).toHaveLength(1);
  });

  it('goes on after a file that cannot be read, and says so', async () => {
    const { status, out, notes } = await run(['wrong.json', 'weeks.json', 'none.json']);
    expect(status).toBe(3);
    expect(JSON.parse(out)).toHaveLength(1);
    expect(notes).toHaveLength(2);
    expect(notes[0]).toContain('wrong.json: trials');
  });

  it('fails where none can be read, and wants a file at all', async () => {
    await expect(run(['none.json'])).rejects.toThrow('none.json');
    expect((await run(['none.json', 'wrong.json'])).status).toBe(1);
    await expect(run([])).rejects.toThrow(UsageError);
  });

  it('tells people in words', async () => {
    const { out } = await run(['weeks.json', 'same.json'], false);
    expect(out).toContain('1.333 to 5.5');
    expect(out).toContain('nothing big');
  });
});

function write(name: string, value: unknown): void {
  writeFileSync(path.join(folder, name), JSON.stringify(value));
}

async function run(files: string[], json = true) {
  let out = '';
  const notes: string[] = [];
  const status = await detect.run({
    words: files.map((name) => path.join(folder, name)),
    json,
    terminal: {
      out: (text) => {
        out += text;
        return Promise.resolve();
      },
      note: (text) => notes.push(text),
      progress: () => undefined,
    },
    signal: new AbortController().signal,
    env: {},
    engine: () => Promise.reject(new Error('no store is needed')),
    open: () => Promise.reject(new Error('no store is needed')),
    inElectron: null,
  });
  return { status, out, notes };
}
