import { expect, test } from 'vitest';
import { parseHeader, printHeader } from './header';

const from = Date.UTC(2024, 0, 1);
const to = Date.UTC(2024, 5, 1);

test.each([
  ['nothing but its kind', { record: 'history' }, { source: null, coverage: null, zone: null }],
  [
    'everything',
    {
      record: 'history',
      version: 1,
      source: 'mingle',
      coverage: { from: '2024-01-01T00:00:00Z', to: '2024-06-01T00:00:00Z' },
      zone: 'UTC',
      tool: 'x',
    },
    { source: 'mingle', coverage: { from, to, gaps: [] }, zone: 'UTC', more: { tool: 'x' } },
  ],
  [
    'an open coverage with a gap',
    {
      record: 'history',
      coverage: {
        from: '2024-01-01T00:00:00Z',
        to: null,
        gaps: [{ from: '2024-01-01T00:00:00Z', to: '2024-06-01T00:00:00Z', reason: 'purged' }],
      },
    },
    { source: null, coverage: { from, to: null, gaps: [{ from, to, reason: 'purged' }] }, zone: null },
  ],
  [
    'main branches',
    { record: 'history', mainBranches: { 'git:a': 'saas' } },
    { source: null, coverage: null, zone: null, mainBranches: { 'git:a': 'saas' } },
  ],
])('a header with %s', (_, value, header) => {
  expect(parseHeader(value)).toEqual({ ok: true, header });
  expect(parseHeader(JSON.parse(printHeader(header)))).toEqual({ ok: true, header });
});

test('a newer version is refused with a sentence', () => {
  expect(parseHeader({ record: 'history', version: 2 })).toEqual({
    ok: false,
    newer: true,
    reason: 'the history format is version 2, this program reads up to version 1; update the program to read it.',
  });
});

test.each([
  ['a version that is none', { version: 'one' }, /^version is not/],
  ['a coverage that is no object', { coverage: 'all' }, /^coverage is not an object$/],
  [
    'a coverage from 30 February',
    { coverage: { from: '2024-02-30T00:00:00Z' } },
    /^coverage\.from is not a real moment/,
  ],
  [
    'a coverage that ends before it begins',
    { coverage: { from: '2024-02-03T00:00:00Z', to: '2024-02-02T00:00:00Z' } },
    /^coverage\.to is before from$/,
  ],
])('a header is refused for %s', (_, fields, reason) => {
  expect(parseHeader({ record: 'history', ...fields })).toEqual({
    ok: false,
    newer: false,
    reason: expect.stringMatching(reason) as string,
  });
});
