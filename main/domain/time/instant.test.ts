import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { parseInstant, parseServerInstant, printInstant } from './instant';

describe('parseInstant', () => {
  test.each([
    ['2024-03-01T10:00:00Z', Date.UTC(2024, 2, 1, 10)],
    ['2024-03-01T10:00:00.5Z', Date.UTC(2024, 2, 1, 10, 0, 0, 500)],
    ['2024-03-01T10:00:00.1234567Z', Date.UTC(2024, 2, 1, 10, 0, 0, 123)],
    ['2024-03-01T10:00:00+02:00', Date.UTC(2024, 2, 1, 8)],
    ['2024-03-01T10:00:00-0530', Date.UTC(2024, 2, 1, 15, 30)],
    ['2024-02-29T00:00:00Z', Date.UTC(2024, 1, 29)],
    ['2016-12-31T23:59:60Z', Date.UTC(2017, 0, 1)],
  ])('%s', (text, expected) => expect(parseInstant(text)).toBe(expected));

  test.each([
    '2024-02-30T00:00:00Z',
    '2023-02-29T00:00:00Z',
    '2024-03-01T10:00:00',
    '2024-03-01',
    '2024-13-01T10:00:00Z',
    '2024-03-01T24:00:00Z',
    '1393668000',
    '',
  ])('%s is no moment', (text) => expect(parseInstant(text)).toBeNull());

  test('year 1 is no moment of a server', () => expect(parseServerInstant('0001-01-01T00:00:00Z')).toBeNull());

  test('what is printed is read back', () =>
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 4102444800000 }), (instant) => {
        expect(parseInstant(printInstant(instant))).toBe(instant);
      }),
    ));
});
