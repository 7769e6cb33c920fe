import { expect, test } from 'vitest';
import { fromTo } from './fromTo';

test.each([
  [20.4, 10, 'hours', '20.4 to 10.0 hours'],
  [977.6, 83.6, 'hours', '40.7 to 3.5 days'],
  [173.1, 2.9, 'hours', '7.2 days to 2.9 hours'],
  [4_000, 30, 'minutes', '2.8 days to 30.0 minutes'],
  [34, 4, 'commits', '34.0 to 4.0 commits'],
])('from %f to %f %s: %s', (before, after, unit, words) => {
  expect(fromTo(before, after, unit)).toBe(words);
});
