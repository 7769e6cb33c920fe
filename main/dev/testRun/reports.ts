import * as v from 'valibot';
import type { Tally } from './tally';

const count = v.pipe(v.number(), v.integer(), v.minValue(0));

const vitestReport = v.object({
  numPassedTests: count,
  numFailedTests: count,
  numPendingTests: count,
  numTodoTests: count,
  testResults: v.array(v.object({ status: v.string(), assertionResults: v.array(v.unknown()) })),
});

/** Counts a Vitest JSON report. A file that could not be loaded has no tests in it and counts as one failure. */
export function parseVitestReport(report: unknown): Tally {
  const parsed = v.parse(vitestReport, report);
  const unloaded = parsed.testResults.filter((file) => file.status === 'failed' && file.assertionResults.length === 0);
  return {
    passed: parsed.numPassedTests,
    failed: parsed.numFailedTests + unloaded.length,
    skipped: parsed.numPendingTests + parsed.numTodoTests,
  };
}

const playwrightReport = v.object({
  errors: v.array(v.unknown()),
  stats: v.object({ expected: count, unexpected: count, flaky: count, skipped: count }),
});

/** Counts a Playwright JSON report. A test that passed only at the second try did not pass. */
export function parsePlaywrightReport(report: unknown): Tally {
  const { errors, stats } = v.parse(playwrightReport, report);
  return { passed: stats.expected, failed: stats.unexpected + stats.flaky + errors.length, skipped: stats.skipped };
}
