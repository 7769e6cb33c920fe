import { expect, test } from 'vitest';
import { numberSize } from './numberSize';

const number = (before: string | null, after: string) => ({ before, after });

test.each([
  ['nothing', [], 100],
  ['a short one is as large as allowed', [number(null, '7')], 100],
  ['a long one is set smaller', [number('32.9 days', '27.1 h')], 69],
  ['the longest decides for all', [number(null, '7'), number('32.9 days', '27.1 h')], 69],
  ['but never too small to read', [number(null, 'x'.repeat(60))], 44],
])('%s', (_, numbers, size) => {
  expect(numberSize(numbers, 535, 100)).toBe(size);
});
