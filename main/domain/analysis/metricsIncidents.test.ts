import { describe, expect, test } from 'vitest';
import { deploy, line, metrics } from './testing/metricsOf';
import { environmentMap, incident, run, t } from './testing/records';

describe('incidents', () => {
  const runs = [
    deploy(1, '2024-01-02T00:00:00Z', 'c0'),
    deploy(2, '2024-01-04T00:00:00Z', 'c2'),
    deploy(3, '2024-01-08T00:00:00Z', 'c5', { marks: ['hotfix'] }),
    deploy(4, '2024-01-09T00:00:00Z', 'c6', { marks: ['failed'] }),
  ];

  test('two incidents fail one deployment once; recovery ends with the last resolution', () => {
    const report = metrics({
      runs,
      commits: line,
      incidents: [
        incident('i0', t('2024-01-01T00:00:00Z')),
        incident('i1', t('2024-01-05T00:00:00Z'), { resolvedAt: t('2024-01-05T02:00:00Z') }),
        incident('i2', t('2024-01-05T01:00:00Z'), { resolvedAt: t('2024-01-05T06:00:00Z') }),
        incident('i3', t('2024-01-05T01:00:00Z'), { environment: 'staging' }),
      ],
    });
    expect(report.summary.changeFailRate).toEqual({ value: 0.5, failed: 2, total: 4, basis: 'incidents' });
    expect(report.summary.recoveryHours).toEqual({ n: 1, median: 30, open: 1 });
    expect(report.incidents.map((one) => [one.id, one.run])).toEqual([
      ['i0', null],
      ['i1', 'deploy/2'],
      ['i2', 'deploy/2'],
    ]);
  });

  test('while one incident is open, the first later hotfix or rollback restores', () => {
    const { summary, deployments } = metrics({
      runs: runs.slice(0, 3),
      commits: line,
      incidents: [
        incident('i1', t('2024-01-05T00:00:00Z'), { resolvedAt: t('2024-01-05T02:00:00Z') }),
        incident('i2', t('2024-01-05T01:00:00Z')),
      ],
    });
    expect(deployments[1]).toMatchObject({ failed: true, recoveryHours: 96 });
    expect(summary.reworkRate.count).toBe(1);
  });

  test('an incident may call an environment by its plain label', () => {
    const dumpling = environmentMap([{ name: 'dumpling', label: 'production', role: 'production' }]);
    const given = [run('ship/1', { environment: 'dumpling', finishedAt: t('2024-01-03') })];
    const { incidents } = metrics({ runs: given, incidents: [incident('i1', t('2024-01-04'))] }, {}, dumpling);
    expect(incidents).toMatchObject([{ id: 'i1', run: 'ship/1' }]);
  });

  test('a link goes before time', () => {
    const { deployments, incidents } = metrics({
      runs: runs.slice(0, 3),
      commits: line,
      incidents: [
        incident('i1', t('2024-01-20'), { run: 'deploy/1', environment: null }),
        incident('i2', t('2024-01-20'), { run: 'build/7' }),
      ],
    });
    expect(deployments.map((one) => one.failed)).toEqual([true, false, false]);
    expect(incidents.map((one) => one.run)).toEqual(['deploy/1', null]);
  });
});
