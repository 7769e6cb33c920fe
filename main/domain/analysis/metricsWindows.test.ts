import { describe, expect, test } from 'vitest';
import { deploy, hour, line, metrics } from './testing/metricsOf';
import { t } from './testing/records';

describe('windows and buckets', () => {
  const runs = [1, 2, 3, 9, 10, 24].map((day, i) =>
    deploy(i, new Date(t('2024-01-01T18:00:00Z') + (day - 1) * 24 * hour).toISOString(), `c${String(i)}`),
  );

  test('weeks without events are 0 and null; means are over complete weeks', () => {
    const { series, summary } = metrics({ runs, commits: line });
    expect(series.map((one) => [one.id, one.partial, one.deployments, one.leadTimeHoursMedian === null])).toEqual([
      ['2024-W01', false, 3, false],
      ['2024-W02', false, 2, false],
      ['2024-W03', false, 0, true],
      ['2024-W04', false, 1, false],
    ]);
    expect(summary.deployments).toMatchObject({
      count: 6,
      perWeekMean: 1.5,
      perWeekMedian: 1.5,
      daysPerWeekMedian: 1.5,
    });
  });

  test('the window chooses what is counted, not what is known', () => {
    const { series, summary, deployments, from, to } = metrics(
      { runs, commits: line },
      { since: t('2024-01-03'), until: t('2024-01-24T18:00:00Z') },
    );
    expect([from, to]).toEqual([t('2024-01-03'), t('2024-01-24T18:00:00Z')]);
    expect(series.map((one) => [one.deployments, one.partial])).toEqual([
      [1, true],
      [2, false],
      [0, false],
      [0, true],
    ]);
    expect(deployments[0]).toMatchObject({ kind: 'change', batchSize: 1 });
    expect(summary.deployments).toMatchObject({ count: 3, perWeekMean: 1, intervalHoursMedian: 24 });
    expect(summary.leadTimeHours.excluded.no_predecessor).toBe(0);
  });

  test('weeks that coverage cuts or that a gap touches are partial', () => {
    const gaps = [{ from: t('2024-01-16'), to: t('2024-01-17'), reason: 'purged' }];
    const coverage = [{ source: 'ci', from: t('2024-01-02'), to: t('2024-02-01'), gaps }];
    const { series, summary } = metrics({ runs, commits: line, coverage });
    expect(series.map((one) => one.partial)).toEqual([true, false, true, false, true]);
    expect(summary.deployments.perWeekMean).toBe(1.5);
  });

  test('per week stays per week when the series is by month', () => {
    const { series, summary } = metrics({ runs, commits: line }, { bucket: 'month' });
    expect(series.map((one) => [one.id, one.partial, one.deployments, one.deploymentDays])).toEqual([
      ['2024-01', true, 6, 6],
    ]);
    expect(summary.deployments.perWeekMean).toBe(1.5);
  });

  test('a local team has local weeks and days', () => {
    // Sunday 23:30 in UTC is Monday in Berlin.
    const sunday = [deploy(1, '2024-01-14T23:30:00Z', 'c0'), deploy(2, '2024-01-15T22:30:00Z', 'c1')];
    const berlin = metrics({ runs: sunday }, { zone: 'Europe/Berlin' }).series;
    expect(berlin.map((one) => [one.id, one.deployments, one.deploymentDays]).filter(([, n]) => n !== 0)).toEqual([
      ['2024-W03', 2, 1],
    ]);
    const utc = metrics({ runs: sunday }).series.filter((one) => one.deployments > 0);
    expect(utc.map((one) => one.id)).toEqual(['2024-W02', '2024-W03']);
  });

  test('an empty history has no data, never 0', () => {
    const report = metrics({ runs: [], coverage: [] });
    expect(report).toMatchObject({ from: null, to: null, environment: null, series: [] });
    expect(report.summary.deployments.perWeekMean).toBeNull();
    expect(report.summary.red).toMatchObject({ fraction: null, hours: 0, knownHours: 0, openSince: null });
    expect(report.summary.firstPassYield.value).toBeNull();
  });
});
