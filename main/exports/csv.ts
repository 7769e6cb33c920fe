import type { GatesReport, GateWeek } from '../domain/analysis/gates/gateReport';
import type { MetricsReport } from '../domain/analysis/metricsReport';
import { printInstant } from '../domain/time/instant';

/**
 * The weekly metrics as CSV (RFC 4180): one row a bucket, numbers as numbers, nothing where there is no data. Text that a
 * spreadsheet would take for a formula gets an apostrophe. After the measures, three columns for each environment before
 * production: the share of deployments that had passed it, the revisions it stopped, the minutes it added.
 */
export function metricsCsv(report: MetricsReport, gates: GatesReport | null = null): string {
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
  const before = (gates?.gates ?? []).map(({ environment, series }) => ({
    titles: gateColumns.map((column) => `${environment}: ${gateTitles[column]}`),
    weeks: new Map(series.map((week) => [week.id, week])),
  }));
  const rows = report.series.map((bucket) => [
    ...columns.map((column) => {
      const value = bucket[column];
      return column === 'start' || column === 'end' ? printInstant(value as number) : value;
    }),
    ...before.flatMap(({ weeks }) => gateColumns.map((column) => weeks.get(bucket.id)?.[column] ?? null)),
  ]);
  const titles = [...columns, ...before.flatMap((gate) => gate.titles)];
  return [titles, ...rows].map((row) => `${row.map(cell).join(',')}\r\n`).join('');
}

const gateTitles = { coverage: 'passed first', stopped: 'revisions stopped', minutesMedian: 'minutes added, median' };
const gateColumns = Object.keys(gateTitles) as (keyof typeof gateTitles & keyof GateWeek)[];

export function cell(value: string | number | boolean | null): string {
  if (value === null) return '';
  if (typeof value !== 'string') return String(value);
  const safe = /^[=+\-@\t\r\0]/.test(value) ? `'${value}` : value;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}
