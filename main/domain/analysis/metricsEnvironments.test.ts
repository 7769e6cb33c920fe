import { describe, expect, test } from 'vitest';
import type { Run } from '../history/records';
import { buildMetrics, type MetricsQuery } from './buildMetrics';
import { metrics } from './testing/metricsOf';
import { environmentMap, history, revision, run, stage, t } from './testing/records';

describe('environment groups', () => {
  const map = environmentMap([
    { name: 'eu', role: 'production', group: 'live' },
    { name: 'us', role: 'production', group: 'live' },
    { name: 'baklava', role: 'snapshot' },
  ]);
  const at = (name: string, outcome: 'passed' | 'failed', finished: string, attempt = 1) =>
    stage(`deploy-${name}`, outcome, { environment: name, finishedAt: t(finished), attempt });

  test('regions are one deployment, at the latest first pass; a missing member makes it partial', () => {
    const report = metrics(
      {
        runs: [
          run('ship/1', {
            finishedAt: t('2024-01-02'),
            stages: [
              at('eu', 'passed', '2024-01-02T10:00:00Z'),
              at('us', 'failed', '2024-01-02T11:00:00Z'),
              at('us', 'passed', '2024-01-02T12:00:00Z', 2),
              at('us', 'passed', '2024-01-02T15:00:00Z', 3),
              at('baklava', 'passed', '2024-01-02T18:00:00Z'),
            ],
          }),
          run('ship/2', {
            finishedAt: t('2024-01-03'),
            stages: [at('eu', 'passed', '2024-01-03T10:00:00Z'), at('us', 'failed', '2024-01-03T11:00:00Z')],
          }),
        ],
      },
      {},
      map,
    );
    expect(report.environment).toBe('live');
    expect(report.deployments.map((one) => [one.run, one.at])).toEqual([['ship/1', t('2024-01-02T12:00:00Z')]]);
    expect(report.summary.deployments).toMatchObject({ count: 1, failedAttempts: 2, partial: 1 });
    expect(report.partialRuns).toEqual([{ run: 'ship/2', passed: ['eu'], missing: ['us'] }]);
  });

  test('a stage goes before its run, and one environment is a group of one', () => {
    const history = {
      runs: [
        run('ship/1', {
          outcome: 'failed',
          environment: 'eu',
          finishedAt: t('2024-01-03'),
          stages: [at('eu', 'passed', '2024-01-02T10:00:00Z'), stage('smoke', 'failed')],
        }),
      ],
    };
    expect(metrics(history, { environment: 'eu' }, map).deployments).toMatchObject([{ at: t('2024-01-02T10:00:00Z') }]);
    expect(metrics(history, { environment: 'live' }, map).summary.deployments).toMatchObject({ count: 0, partial: 1 });
  });

  test('matches: all fields agree, `*` is a wildcard, any entry suffices', () => {
    const match = environmentMap([
      {
        name: 'dumpling',
        role: 'production',
        match: [
          { pipeline: 'deploy-*', stage: 'go', branch: 'saas' },
          { source: 'other', pipeline: '*' },
          { environment: 'prod-*' },
          { pipeline: 'all', job: 'ship' },
        ],
      },
    ]);
    const one = (id: string, fields: Partial<Run>) => run(id, { finishedAt: t('2024-01-03'), ...fields });
    const job = { ...stage('x', 'passed'), name: 'ship', scheduledAt: null };
    const report = metrics(
      {
        runs: [
          one('deploy-a', { revisions: [revision('a', { branch: 'saas' })], stages: [stage('go', 'passed')] }),
          one('deploy-b', { revisions: [revision('b', { branch: 'main' })], stages: [stage('go', 'passed')] }),
          one('deploy-c', { revisions: [revision('c', { branch: 'saas' })], stages: [stage('stop', 'passed')] }),
          one('redeploy-d', { revisions: [revision('d', { branch: 'saas' })], stages: [stage('go', 'passed')] }),
          one('e', { source: 'other' }),
          one('f', { environment: 'prod-eu' }),
          one('g', { environment: 'preprod-eu' }),
          one('all', {
            stages: [stage('level 2', 'failed', { jobs: [job, { ...job, name: 'notify', outcome: 'failed' }] })],
          }),
          one('h', { environment: 'dumpling' }),
        ],
      },
      {},
      match,
    );
    expect(report.deployments.map((row) => row.run)).toEqual(['all', 'deploy-a', 'e', 'f', 'h']);
  });

  test('without a map, only a name that leaves no doubt is production', () => {
    const at = (environment: string) => ({ runs: [run('a', { environment, finishedAt: t('2024-01-03') })] });
    expect(metrics(at('production')).environment).toBe('production');
    expect(metrics(at('prod-eu')).environment).toBeNull();
    expect(metrics(at('prod-eu'), { environment: 'prod-eu' }).summary.deployments.count).toBe(1);
  });

  test('names that are not there are refused with a sentence', () => {
    const given = history({ runs: [run('a', { environment: 'qa', finishedAt: t('2024-01-03') })] });
    const ask = (query: Partial<MetricsQuery>) => buildMetrics(given, environmentMap(), { bucket: 'week', ...query });
    expect(ask({ environment: 'live' })).toEqual({ problem: 'There is no environment or group “live”; known is qa.' });
    expect(ask({ track: 'SaaS' })).toEqual({ problem: 'There is no track “SaaS”; none is known.' });
    expect(ask({ pipeline: 'b' })).toEqual({ problem: 'There is no pipeline or stage “b”; known is a.' });
    expect(ask({ zone: 'Mars/Olympus' })).toHaveProperty('problem');
  });

  test('a track has pipelines of its own', () => {
    const tracked = { ...environmentMap(), tracks: [{ name: 'SaaS', match: [{ pipeline: 'saas-*' }] }] };
    const runs = ['saas-deploy', 'installer'].map((id) =>
      run(id, { environment: 'production', finishedAt: t('2024-01-03') }),
    );
    const report = metrics({ runs }, { track: 'SaaS' }, tracked);
    expect(report.deployments.map((one) => one.run)).toEqual(['saas-deploy']);
    expect(report.summary.firstPassYield.total).toBe(1);
  });
});
