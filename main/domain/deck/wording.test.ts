import { expect, test } from 'vitest';
import { cadence, date, decimal, direction, duration, environmentName, group, list, percent } from './wording';

test.each([
  [4.333, '4.3'],
  [4, '4'],
  [-0.04, '0'],
  [-12.34, '\u221212.3'],
  [123.4, '123'],
])('decimal %s', (value, text) => expect(decimal(value)).toBe(text));

test.each([
  [0.24, '24\u00a0%'],
  [0.0123, '1.2\u00a0%'],
  [0, '0\u00a0%'],
  [1, '100\u00a0%'],
  [0.999, '100\u00a0%'],
])('percent %s', (share, text) => expect(percent(share)).toBe(text));

test.each([
  [0.5, '30\u00a0min'],
  [4.25, '4.3\u00a0h'],
  [47.9, '47.9\u00a0h'],
  [60, '2.5\u00a0days'],
  [24 * 365, '12\u00a0months'],
])('duration of %s hours', (hours, text) => expect(duration(hours)).toBe(text));

test.each([
  [4.7, '4.7 times a week'],
  [0.1, 'every 10 weeks'],
  [0, 'not at all'],
])('cadence %s', (perWeek, text) => expect(cadence(perWeek)).toBe(text));

test.each([
  [10, 12, 'same'],
  [10, 12.5, 'up'],
  [10, 8, 'down'],
  [0, 1, 'up'],
  [0, 0, 'same'],
])('from %s to %s is %s', (before, after, word) => expect(direction(before, after)).toBe(word));

test('dates are those of the zone', () => {
  const newYear = Date.UTC(2014, 0, 1, 3);
  expect(date(newYear, 'America/Los_Angeles')).toBe('31 Dec 2013');
  expect(date(newYear, 'Europe/Berlin')).toBe('1 Jan 2014');
});

test('names, thousands and lists', () => {
  expect(environmentName({ name: 'dumpling', label: 'production' })).toBe('dumpling · production');
  expect(environmentName({ name: 'production', label: 'production' })).toBe('production');
  expect(group(1234567)).toBe('1\u202f234\u202f567');
  expect(list(['a', 'b', 'c'])).toBe('a, b and c');
});
