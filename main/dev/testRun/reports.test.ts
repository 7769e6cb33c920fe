import { expect, test } from 'vitest';
import { parsePlaywrightReport, parseVitestReport } from './reports';

test('a vitest report counts a file that did not load as a failure', () => {
  const testResults = [
    { status: 'passed', assertionResults: [{}, {}] },
    { status: 'failed', assertionResults: [{}] },
    { status: 'failed', assertionResults: [] },
  ];
  const report = { numPassedTests: 2, numFailedTests: 1, numPendingTests: 3, numTodoTests: 1, testResults };
  expect(parseVitestReport(report)).toEqual({ passed: 2, failed: 2, skipped: 4 });
});

test('a playwright report counts flaky tests and errors outside tests as failures', () => {
  const stats = { expected: 5, unexpected: 1, flaky: 1, skipped: 2 };
  expect(parsePlaywrightReport({ errors: [{}], stats })).toEqual({ passed: 5, failed: 3, skipped: 2 });
});

test.each([[null], [{}], [{ stats: {} }]])('a report %o that says nothing is refused', (report) => {
  expect(() => parseVitestReport(report)).toThrow();
  expect(() => parsePlaywrightReport(report)).toThrow();
});
