import { expect, test } from 'vitest';
import { closingLine, withExitStatus } from './tally';

test.each([
  [{ passed: 3, failed: 0, skipped: 0 }, '3 passed, 0 failed'],
  [{ passed: 3, failed: 1, skipped: 2 }, '3 passed, 1 failed, 2 skipped'],
])('%o closes with "%s"', (tally, line) => expect(closingLine(tally)).toBe(line));

test.each([
  ['all passed', { passed: 2, failed: 0, skipped: 0 }, 0, 0],
  ['one failed, counted once', { passed: 2, failed: 1, skipped: 0 }, 1, 1],
  ['failed without a failed test', { passed: 2, failed: 0, skipped: 0 }, 1, 1],
  ['killed', { passed: 2, failed: 0, skipped: 0 }, null, 1],
  ['nothing ran', { passed: 0, failed: 0, skipped: 4 }, 0, 1],
])('%s', (_, tally, status, failed) => expect(withExitStatus(tally, status).failed).toBe(failed));
