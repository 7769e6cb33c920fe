import { expect, test } from 'vitest';
import { parseRecord } from './parseRecord';

const start = { record: 'toggle', name: 'new-cart', from: '2024-03-01T00:00:00Z' };

test('a toggle needs a name and a beginning; an id is made where there is none', () => {
  expect(parseRecord(start)).toEqual({
    ok: true,
    record: {
      record: 'toggle',
      source: '',
      id: 'new-cart@2024-03-01T00:00:00Z',
      name: 'new-cart',
      from: Date.UTC(2024, 2, 1),
      to: null,
      on: null,
      owner: null,
      origin: null,
    },
  });
});

test.each([
  ['no name', { name: '' }, 'name is missing'],
  ['no beginning', { from: null }, 'from is missing'],
  ['an end before the beginning', { to: '2024-02-01T00:00:00Z' }, 'to is before from'],
  ['an on-stretch before it', { on: [{ from: '2024-02-01T00:00:00Z' }] }, 'on[0].from is before the toggle was there'],
  [
    'an on-stretch beyond its end',
    { to: '2024-04-01T00:00:00Z', on: [{ from: '2024-03-02T00:00:00Z' }] },
    'on[0].to is after the toggle was gone',
  ],
  [
    'on-stretches that overlap',
    { on: [{ from: '2024-03-02T00:00:00Z' }, { from: '2024-03-05T00:00:00Z' }] },
    'on[1].from is before the end of the stretch before',
  ],
])('%s is refused', (_, change, reason) => {
  expect(parseRecord({ ...start, ...change })).toMatchObject({ ok: false, reason });
});
