import type { GatesReport, GateWeek } from '../domain/analysis/gates/gateReport';
import type { Slide } from '../domain/deck/deck';
import type { MetricsReport } from '../domain/analysis/metricsReport';
import { printInstant } from '../domain/time/instant';

/**
 * The weekly metrics as CSV (RFC 4180): one row a bucket, numbers as numbers, nothing where there is no data. Text that a
 * spreadsheet would take for a formula gets an apostrophe. After the measures, three columns for each environment before
 * production: the share of deployments that had passed it, the revisions it stopped, the minutes it added;
 * then what the slides of toggles and of confidence show by week, where there are such.
 */
export function metricsCsv(
  report: MetricsReport,
  gates: GatesReport | null = null,
  slides: readonly Slide[] = [],
): string {
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
  const charted = slides.flatMap(chartedByWeek);
  const rows = report.series.map((bucket) => [
    ...columns.map((column) => {
      const value = bucket[column];
      return column === 'start' || column === 'end' ? printInstant(value as number) : value;
    }),
    ...before.flatMap(({ weeks }) => gateColumns.map((column) => weeks.get(bucket.id)?.[column] ?? null)),
    ...charted.map(({ weeks }) => weeks.get(bucket.id) ?? null),
  ]);
  const titles = [...columns, ...before.flatMap((gate) => gate.titles), ...charted.map(({ title }) => title)];
  return [titles, ...rows].map((row) => `${row.map(cell).join(',')}\r\n`).join('');
}

/** A column for each series of the slides that measure nothing of the pipelines. */
function chartedByWeek({ id, chart }: Slide): { title: string; weeks: Map<string, number | null> }[] {
  if (!chart || (id !== 'toggles' && id !== 'confidence')) return [];
  return chart.series.map(({ name, values }) => ({
    title: name === id ? `${id} by week` : `${id}: ${name}`,
    weeks: new Map(chart.categories.map((week, i) => [week, values[i] ?? null])),
  }));
}

const gateTitles = { coverage: 'passed first', stopped: 'revisions stopped', minutesMedian: 'minutes added, median' };
const gateColumns = Object.keys(gateTitles) as (keyof typeof gateTitles & keyof GateWeek)[];

export function cell(value: string | number | boolean | null): string {
  if (value === null) return '';
  if (typeof value !== 'string') return String(value);
  const safe = /^[=+\-@\t\r\0]/.test(value) ? `'${value}` : value;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}
