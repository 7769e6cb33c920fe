import { expect, test } from 'vitest';
import { givenBy, isForWindow } from './given';

test.each([
  [[], { files: [], open: null }],
  [['a.jsonl'], { files: ['/here/a.jsonl'], open: null }],
  [['/there/a.json', '../b.csv'], { files: ['/there/a.json', '/b.csv'], open: null }],
  [['--open', 'example'], { files: [], open: 'example' }],
  [['--open', 'export', 'a.csv'], { files: ['/here/a.csv'], open: 'export' }],
  [['--open'], { files: [], open: null }],
  [['--debug', 'a.csv'], { files: ['/here/a.csv'], open: null }],
])('%j', (words, given) => {
  expect(givenBy(words, '/here')).toEqual(given);
});

test('a retro may be called as a subcommand is', () => {
  expect(isForWindow(['--open', 'export'])).toBe(true);
  expect(isForWindow(['export', '--open'])).toBe(false);
});
