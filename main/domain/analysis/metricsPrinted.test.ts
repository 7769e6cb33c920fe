import { expect, test } from 'vitest';
import { metricsToJson } from './metricsToJson';
import { deploy, line, metrics } from './testing/metricsOf';
import { run, t } from './testing/records';

test('ids of two sources are told apart only where they are the same', () => {
  const at = (source: string, id: string, finished: string) =>
    run(id, { source, environment: 'production', finishedAt: t(finished) });
  const { deployments } = metrics({
    runs: [at('a', '1', '2024-01-02'), at('b', '1', '2024-01-03'), at('b', '2', '2024-01-04')],
  });
  expect(deployments.map((one) => one.run)).toEqual(['a:1', 'b:1', '2']);
});

test('what is printed has exactly the keys others rely on, instants end in Z', () => {
  const report = metricsToJson(metrics({ runs: [deploy(1, '2024-01-02T00:00:00Z', 'c0')], commits: line }));
  expect(Object.keys(report).join(' ')).toBe(
    'environment zone bucket from to coverage summary series deployments leadTimes partialRuns incidents flakyGroups redEpisodes',
  );
  expect(Object.keys(report.deployments[0] ?? {}).join(' ')).toBe(
    'run at kind diverged batchSize removed leadTimeHoursMedian failed recoveryHours',
  );
  expect(Object.keys(report.series[0] ?? {}).join(' ')).toBe(
    'id start end partial deployments deploymentDays leadTimeHoursMedian leadTimeHoursP90 leadTimeN batchSizeMedian firstPassYield flakyRate redFraction redHours knownHours',
  );
  expect(report).toMatchObject({ from: '2024-01-01T00:00:00Z', coverage: { to: '2024-01-29T00:00:00Z', gaps: [] } });
  expect(report.deployments[0]?.at).toBe('2024-01-02T00:00:00Z');
});
