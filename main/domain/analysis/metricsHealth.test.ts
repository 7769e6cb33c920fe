import { describe, expect, test } from 'vitest';
import type { Run } from '../history/records';
import { metrics } from './testing/metricsOf';
import { revision, run, stage, t } from './testing/records';

describe('pipeline health', () => {
  const build = (number: number, finished: string, outcomes: Run['outcome'][], fields: Partial<Run> = {}) =>
    run(`build/${String(number)}`, {
      number,
      outcome: outcomes.at(-1) ?? 'unknown',
      finishedAt: t(finished),
      stages: outcomes.map((outcome, i) => stage('test', outcome, { attempt: i + 1, finishedAt: t(finished) })),
      revisions: [revision(`r${String(number)}`, { branch: 'main' })],
      ...fields,
    });

  test('first pass and eventual success; inconclusive attempts are counted apart', () => {
    const { summary } = metrics({
      runs: [
        build(1, '2024-01-02', ['failed', 'passed']),
        build(2, '2024-01-03', ['cancelled', 'passed']),
        build(3, '2024-01-04', ['failed']),
        build(4, '2024-01-05', ['running']),
      ],
    });
    expect(summary.firstPassYield).toEqual({ value: 1 / 3, passed: 1, total: 3 });
    expect(summary.eventualSuccess).toEqual({ value: 2 / 3, passed: 2, total: 3 });
    expect(summary.attemptFailRate).toEqual({ value: 0.5, failed: 2, total: 4, inconclusive: 2 });
    expect(summary.flaky).toEqual({ rate: 1 / 3, groups: 3, flakyGroups: 1, retriedGroups: 1, failureShare: 0.5 });
  });

  test('flaky across runs of the same inputs only', () => {
    const same = { revisions: [revision('same')] };
    const { flakyGroups, summary } = metrics({
      runs: [
        build(1, '2024-01-02', ['failed'], same),
        build(2, '2024-01-03', ['passed'], same),
        build(3, '2024-01-04', ['passed'], { ...same, upstream: ['image/2'] }),
        build(4, '2024-01-05', ['failed'], { revisions: [] }),
        build(5, '2024-01-06', ['passed'], { revisions: [] }),
      ],
    });
    expect(flakyGroups).toEqual([
      { pipeline: 'build', stage: 'test', runs: ['build/1', 'build/2'], passed: 1, failed: 1 },
    ]);
    expect(summary.flaky).toMatchObject({ groups: 4, flakyGroups: 1, retriedGroups: 1, failureShare: 0.5 });
  });

  test('an old run that ends late does not turn the pipeline red', () => {
    const { redEpisodes, summary } = metrics({
      runs: [
        build(1, '2024-01-02', ['passed']),
        build(3, '2024-01-04', ['passed']),
        build(2, '2024-01-05', ['failed']),
        build(4, '2024-01-06', ['failed']),
        build(5, '2024-01-07', ['failed']),
        build(6, '2024-01-08', ['passed']),
        build(7, '2024-01-22', ['failed']),
      ],
    });
    expect(redEpisodes).toEqual([
      { pipeline: 'build', branch: 'main', from: t('2024-01-06'), to: t('2024-01-08'), hours: 48 },
      { pipeline: 'build', branch: 'main', from: t('2024-01-22'), to: null, hours: 168 },
    ]);
    expect(summary.red).toEqual({
      fraction: 216 / 648,
      hours: 216,
      knownHours: 648,
      timeToGreenHoursMedian: 48,
      openSince: t('2024-01-22'),
    });
  });

  test('episodes are cut at bucket edges, and the state is unknown before the first completion', () => {
    const { series } = metrics({ runs: [build(1, '2024-01-06', ['failed']), build(2, '2024-01-09', ['passed'])] });
    expect(series.map((one) => [one.redHours, one.knownHours, one.redFraction])).toEqual([
      [48, 48, 1],
      [24, 168, 24 / 168],
      [0, 168, 0],
      [0, 168, 0],
    ]);
  });

  test('a colour comes from the whole history', () => {
    const { summary, redEpisodes } = metrics(
      { runs: [build(1, '2024-01-02', ['failed']), build(2, '2024-01-20', ['passed'])] },
      { since: t('2024-01-08'), until: t('2024-01-09') },
    );
    expect(summary.red).toMatchObject({ fraction: 1, hours: 24, knownHours: 24, openSince: null });
    expect(redEpisodes).toMatchObject([{ from: t('2024-01-02'), to: t('2024-01-20') }]);
  });

  test('--pipeline, with stage or without, also where names hold slashes', () => {
    const two = (id: string, fields: Partial<Run>) => run(id, { finishedAt: t('2024-01-03'), ...fields });
    const runs = [
      two('a/b/1', { pipeline: 'a/b', stages: [stage('unit', 'passed'), stage('lint/x', 'failed')] }),
      two('a/b/2', { pipeline: 'a', stages: [stage('b', 'passed')] }),
      two('plain', { outcome: 'failed' }),
    ];
    const yieldOf = (pipeline?: string) => {
      const { passed, total } = metrics({ runs }, { pipeline }).summary.firstPassYield;
      return [passed, total];
    };
    expect(yieldOf()).toEqual([2, 4]);
    expect(yieldOf('a/b')).toEqual([1, 2]);
    expect(yieldOf('a/b/unit')).toEqual([1, 1]);
    expect(yieldOf('a/b/lint/x')).toEqual([0, 1]);
    expect(yieldOf('plain')).toEqual([0, 1]);
  });
});
