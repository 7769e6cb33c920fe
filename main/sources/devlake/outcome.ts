import type { Outcome } from '../../domain/history/records';
import type { Row } from './database';

/**
 * DevLake counts what was stopped as a failure; the server's own word, which it keeps, tells them apart. What is still
 * under way has no outcome, whatever it looks like by now.
 */
export function outcomeOf(row: Row): Outcome {
  const status = upper(row.status);
  const result = upper(row.result);
  const word = upper(row.original_result) || upper(row.original_status);
  if (status === 'IN_PROGRESS') return 'running';
  if (/^(CANCELL?ED|CANCELL?ING|ABORTED|ABORT|STOPPED|TERMINATED)$/.test(word)) return 'cancelled';
  if (/^(SKIPPED|NEUTRAL|NOT_?RUN|NOT_?EXECUTED|NOT_?BUILT)$/.test(word)) return 'skipped';
  if (result === 'SUCCESS') return 'passed';
  if (result === 'FAILURE') return 'failed';
  if (result === 'ABORT') return 'cancelled';
  return result === 'MANUAL' ? 'running' : 'unknown';
}

/** The server's own word; where DevLake did not keep it, its own. */
export function wordOf(row: Row): string | null {
  return [row.original_result, row.original_status, row.result, row.status].find((word) => word) ?? null;
}

function upper(text: string | null | undefined): string {
  return (text ?? '').trim().toUpperCase();
}
