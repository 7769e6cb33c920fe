import type { MetricsReport } from '../domain/analysis/metricsReport';
import { printInstant } from '../domain/time/instant';

/**
 * The weekly metrics as CSV (RFC 4180): one row a bucket, numbers as numbers, nothing where there is no data. Text that a
 * spreadsheet would take for a formula gets an apostrophe.
 */
export function metricsCsv(report: MetricsReport): string {
  const columns = [
    'id',
    'start',
    'end',
    'partial',
    'deployments',
    'deploymentDays',
    'leadTimeHoursMedian',
    'leadTimeHoursP90',
    'leadTimeN',
    'batchSizeMedian',
    'firstPassYield',
    'flakyRate',
    'redFraction',
    'redHours',
    'knownHours',
  ] as const;
  const rows = report.series.map((bucket) =>
    columns.map((column) => {
      const value = bucket[column];
      return column === 'start' || column === 'end' ? printInstant(value as number) : value;
    }),
  );
  return [columns, ...rows].map((row) => `${row.map(cell).join(',')}\r\n`).join('');
}

export function cell(value: string | number | boolean | null): string {
  if (value === null) return '';
  if (typeof value !== 'string') return String(value);
  const safe = /^[=+\-@\t\r\0]/.test(value) ? `'${value}` : value;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}
