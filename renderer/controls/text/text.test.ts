import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { addDays, agoText, dateField, instantOfDate, spanText } from './dates';
import { freeName, listOf, middle, retroNameFrom, retroNameProblem } from './names';
import { hoursText, percentText, shortText } from './numbers';

describe('names', () => {
  test.each([
    ['short', 10, 'short'],
    ['build-everything-for-production', 11, 'build…ction'],
    ['abc', 1, '…'],
    ['🚢🚢🚢🚢', 3, '🚢…🚢'],
  ])('%s in %d', (text, longest, short) => expect(middle(text, longest)).toBe(short));

  test.each([
    ['', false],
    ['my retro', false],
    ['..', false],
    ['a'.repeat(65), false],
    ['saas-2014_v1.2', true],
  ])('“%s” may be a name: %s', (name, good) => expect(retroNameProblem(name) === null).toBe(good));

  test('a name made of anything is a good one', () => {
    fc.assert(fc.property(fc.string({ unit: 'grapheme' }), (text) => retroNameProblem(retroNameFrom(text)) === null));
  });

  test.each([
    ['/home/me/mingle runs.jsonl', 'mingle-runs'],
    ['C:\\exports\\go.json', 'go'],
    ['???', 'retro'],
  ])('%s gives %s', (text, name) => expect(retroNameFrom(text)).toBe(name));

  test('a taken name gets a number', () => expect(freeName('a', ['a', 'a-2'])).toBe('a-3'));
  test('a list by line or comma, each once', () => expect(listOf('a, b\n\nb,c ')).toEqual(['a', 'b', 'c']));
});

describe('numbers', () => {
  test.each([
    [0, '0'],
    [0.4234, '0.42'],
    [3.14, '3.1'],
    [27.4, '27'],
    [12_480, '12,480'],
  ])('%d', (value, text) => expect(shortText(value)).toBe(text));
  test.each([
    [0, '0 %'],
    [0.043, '4.3 %'],
    [0.5, '50 %'],
  ])('share %d', (value, text) => expect(percentText(value).replace('\u00a0', ' ')).toBe(text));
  test.each([
    [0.5, '30 min'],
    [7.52, '7.5 h'],
    [96, '4 days'],
  ])('%d hours', (value, text) => expect(hoursText(value).replace('\u00a0', ' ')).toBe(text));
});

describe('dates', () => {
  const noon = Date.parse('2014-03-30T12:00:00Z');
  test('a date field holds the day of the zone', () =>
    expect(dateField(Date.parse('2014-03-01T23:30:00Z'), 'Europe/Berlin')).toBe('2014-03-02'));
  test('the day begins at midnight of the zone', () =>
    expect(instantOfDate('2014-03-02', 'Europe/Berlin')).toBe(Date.parse('2014-03-01T23:00:00Z')));
  test('no date gives nothing', () =>
    expect(instantOfDate('2014-02-30', 'UTC') ?? instantOfDate('', 'UTC')).toBeNull());
  test('a day later is the same hour, also where the clock changes', () => {
    const before = Date.parse('2014-03-29T12:00:00Z');
    expect(addDays(before, 1, 'Europe/Berlin')).toBe(Date.parse('2014-03-30T11:00:00Z'));
  });
  test('a span within a month', () => expect(spanText(noon, noon + 1, 'UTC')).toBe('Mar 2014'));
  test.each([
    [0, 'just now'],
    [60_000, '1 minute ago'],
    [3 * 3_600_000, '3 hours ago'],
    [3 * 86_400_000, '3 days ago'],
    [30 * 86_400_000, '28 Feb 2014'],
  ])('%d ms ago', (ms, text) => expect(agoText(noon - ms, noon, 'UTC')).toBe(text));
});
