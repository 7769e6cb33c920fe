/** How many checks came out which way. */
export interface Tally {
  passed: number;
  failed: number;
  skipped: number;
}

export const none: Tally = { passed: 0, failed: 0, skipped: 0 };
export const onePassed: Tally = { ...none, passed: 1 };
export const oneFailed: Tally = { ...none, failed: 1 };

export function sum(tallies: readonly Tally[]): Tally {
  return tallies.reduce(
    (total, one) => ({
      passed: total.passed + one.passed,
      failed: total.failed + one.failed,
      skipped: total.skipped + one.skipped,
    }),
    none,
  );
}

/** The last line of a test run: `12 passed, 0 failed`, and `, 1 skipped` where some were. */
export function closingLine(tally: Tally): string {
  const line = `${tally.passed} passed, ${tally.failed} failed`;
  return tally.skipped > 0 ? `${line}, ${tally.skipped} skipped` : line;
}

/**
 * What a test tool's exit status adds to its own count. A tool that fails without a failed test (it crashed, a file did not load),
 * or that ran nothing at all, did not pass.
 */
export function withExitStatus(tally: Tally, status: number | null): Tally {
  const ranNothing = tally.passed + tally.failed === 0;
  const failedSilently = status !== 0 && tally.failed === 0;
  return ranNothing || failedSilently ? sum([tally, oneFailed]) : tally;
}
