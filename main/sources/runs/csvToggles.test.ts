import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { printInstant } from '../../domain/time/instant';
import { runs } from './source';
import { readAll } from './testing/gatherEvents';

const folder = mkdtempSync(path.join(os.tmpdir(), 'shiplapse-toggles-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

async function read(text: string, request: { since?: number; zone?: string } = {}) {
  const file = path.join(folder, 'toggles.csv');
  writeFileSync(file, text);
  const { records, rejected } = await readAll([file], request);
  const toggles = records.filter((record) => record.record === 'toggle');
  const told = toggles.map(({ name, from, to, owner }) => [name, printInstant(from), to && printInstant(to), owner]);
  return { told, toggles, rejected: rejected.map(({ where, ...row }) => ({ ...row, where: path.basename(where) })) };
}

test.each([
  ['as documented', 'name,from,to,owner\nnew-cart,2024-03-01,2024-04-01,Ops'],
  [
    'other words, semicolons and capitals',
    'Feature Toggle;Owner;Created_At;Removed\nnew-cart;Ops;2024-03-01;2024-04-01',
  ],
  ['tabs and quotes', '"Flag"\t"Start date"\t"End date"\t"Team"\n"new-cart"\t"2024-03-01"\t"2024-04-01"\t"Ops"'],
])('a list of toggles: %s', async (_, text) => {
  const { told, rejected } = await read(text, { zone: 'Europe/Berlin' });
  expect(told).toEqual([['new-cart', '2024-02-29T23:00:00Z', '2024-03-31T22:00:00Z', 'Ops']]);
  expect(rejected).toEqual([]);
});

test('moments keep their zone, clock times are those of the retro, ends may be open', async () => {
  const { told } = await read(
    'name,from,to\na,2024-03-01T09:00:00+02:00,\nb,2024-07-01 09:00,–\nc,2024-03-01,still\nd,2024-03-01,Present',
    { zone: 'Europe/Berlin' },
  );
  expect(told).toEqual([
    ['a', '2024-03-01T07:00:00Z', null, null],
    ['b', '2024-07-01T07:00:00Z', null, null],
    ['d', '2024-02-29T23:00:00Z', null, null],
  ]);
});

test('bad rows are named by file and line, the others come in; other columns are kept', async () => {
  const { told, toggles, rejected } = await read(
    'name,from,to,ticket\nok,2024-03-01,,T-1\n,2024-03-01,,\nlate,2024-03-01,2024-02-01,\nodd,01/03/2024,,\nnone,,,\nmore,2024-03-01,,,x',
  );
  expect(told.map(([name]) => name)).toEqual(['ok']);
  expect(toggles[0]?.more).toEqual({ ticket: 'T-1' });
  expect(rejected).toEqual([
    { where: 'toggles.csv:3', id: null, reason: 'name is missing' },
    { where: 'toggles.csv:4', id: 'late', reason: 'to is before from' },
    {
      where: 'toggles.csv:5',
      id: 'odd',
      reason: 'from is no date such as 2024-03-01, and no moment such as 2024-03-01T09:00:00Z: "01/03/2024"',
    },
    { where: 'toggles.csv:6', id: 'none', reason: 'from is missing' },
    { where: 'toggles.csv:7', id: 'more', reason: 'has more cells than the heading' },
  ]);
});

test('a toggle that was there before the time asked for, and still is, is wanted', async () => {
  const text = 'name,from,to\nstill,2023-01-01,\ninto,2023-01-01,2024-02-01\ngone,2023-01-01,2023-06-01';
  expect((await read(text, { since: Date.UTC(2024, 0, 1) })).told.map(([name]) => name)).toEqual(['still', 'into']);
});

test('a file of toggles is known when it is dropped', () => {
  const sample = { path: '/x/toggles.csv', isFolder: false, size: 20, isGitFolder: false };
  expect(runs.recognise({ ...sample, head: 'toggle,since\na,2024-01-01' })?.what).toBe(
    'toggles.csv: feature toggles as CSV',
  );
  expect(runs.recognise({ ...sample, head: 'title,from\na,2024-01-01' })).toBeNull();
});
