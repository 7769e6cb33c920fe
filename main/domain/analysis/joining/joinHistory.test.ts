import { describe, expect, test } from 'vitest';
import type { Commit, History, Run } from '../../history/records';
import { printRecord } from '../../history/printRecord';
import { HistoryIndex } from '../deployments/analyseDeployments';
import { buildMetrics } from '../buildMetrics';
import { commit, environmentMap, history as emptyHistory, revision, run, stage, t } from '../testing/records';
import { asStreams } from './asStreams';
import { joinHistory, twiceBySource } from './joinHistory';

const at = (time: string) => t(`2024-03-01T${time}:00Z`);
const hash = (letter: string) => letter.repeat(40);
const history = (runs: Run[], commits: Commit[] = []): History =>
  emptyHistory({
    ...{ runs, commits },
    coverage: [...new Set(runs.map((one) => one.source))].map((source) => ({ source, from: null, to: null, gaps: [] })),
  });
const ids = (runs: readonly Run[]) => runs.map(({ source, id }) => `${source}:${id}`);

describe('the same run told by two sources', () => {
  const github = run('1001', {
    ...{
      source: 'github',
      pipeline: 'CI',
      startedAt: at('09:00'),
      stages: [stage('build', 'passed'), stage('test', 'passed')],
    },
  });
  const devlake = run('github:GithubRun:1:77:1001', {
    ...{ source: 'devlake', pipeline: 'CI', startedAt: at('09:00') + 20_000, stages: [stage('build', 'passed')] },
  });

  test('counts once by the id of the server in that of DevLake; the fuller record counts, whichever came first', () => {
    for (const runs of [
      [github, devlake],
      [devlake, github],
    ]) {
      const joined = joinHistory(history(runs));
      expect(ids(joined.history.runs)).toEqual(['github:1001']);
      expect(twiceBySource(joined.twice)).toEqual([{ source: 'devlake', by: 'github', runs: 1 }]);
    }
    const fuller = { ...devlake, stages: [...github.stages, stage('lint', 'passed')] };
    expect(ids(joinHistory(history([github, fuller])).history.runs)).toEqual(['devlake:github:GithubRun:1:77:1001']);
  });

  test.each<[string, Partial<Run>, Partial<Run>]>([
    ['a minute later it is another', {}, { startedAt: at('09:02') }],
    ['another id is another', { id: '1002' }, {}],
    ['another kind of server is another', { source: 'gitlab' }, {}],
    ['a deployment is no run of a pipeline', { id: 'deployment/1001' }, {}],
  ])('%s', (_, one, other) => {
    expect(
      joinHistory(
        history([
          { ...github, ...one },
          { ...devlake, ...other },
        ]),
      ).twice.size,
    ).toBe(0);
  });

  test.each<[string, Partial<Run>, Partial<Run>]>([
    ['Jenkins', { source: 'jenkins', id: 'shop/deploy/12' }, { id: 'jenkins:JenkinsBuild:1:shop/deploy#12' }],
    ['Bitbucket', { source: 'bitbucket@host', id: '{ab}' }, { id: 'bitbucket:BitbucketPipeline:1:{ab}' }],
    ['Azure', { source: 'azure', id: '12' }, { id: 'azuredevops_go:AzuredevopsBuild:1:12' }],
    ['a deployment', { id: 'deployment/7' }, { id: 'github:GithubDeployment:1:7' }],
    [
      'the same page',
      { source: 'a', url: 'https://github.com/o/r/actions/runs/5' },
      { source: 'b', url: 'https://api.github.com/repos/o/r/actions/runs/5/' },
    ],
    ['pipeline and number', { source: 'a', number: 5 }, { source: 'b', number: 5 }],
  ])('%s', (_, one, other) => {
    expect(
      joinHistory(
        history([
          { ...github, ...one },
          { ...devlake, ...other },
        ]),
      ).twice.size,
    ).toBe(1);
  });

  test('a page that a run and its deployment share makes them no one run', () => {
    const url = 'https://github.com/o/r/actions/runs/5';
    const runs = [
      run('5', { source: 'a', pipeline: 'CI', url, startedAt: at('09:00') }),
      run('9', { source: 'b', pipeline: 'deploy-x', environment: 'x', url, startedAt: at('09:00') }),
    ];
    expect(joinHistory(history(runs)).twice.size).toBe(0);
  });

  test('runs of one source are never the same, and three sources may tell of one', () => {
    const twins = [
      run('a', { pipeline: 'p', number: 1, startedAt: 5 }),
      run('b', { pipeline: 'p', number: 1, startedAt: 5 }),
    ];
    expect(joinHistory(history([...twins])).twice.size).toBe(0);
    const three = ['x', 'y', 'z'].map((source) => run('1', { source, pipeline: 'p', number: 1, startedAt: 5 }));
    expect(ids(joinHistory(history(three)).history.runs)).toEqual(['x:1']);
  });

  test('what was made from the one that does not count is made from the one that does', () => {
    const next = run('webhook:1:5', { source: 'devlake', upstream: [devlake.id], startedAt: at('10:00') });
    const { history: joined } = joinHistory(history([github, devlake, next]));
    const last = joined.runs.at(-1);
    expect(new HistoryIndex(joined).names.find(last?.upstream[0] ?? '', 'devlake')?.id).toBe('1001');
  });

  test('what is stored is printed as before', () => {
    const given = history([github, devlake]);
    const before = given.runs.map((one) => printRecord(one, { withSource: true }));
    joinHistory(given);
    expect(given.runs.map((one) => printRecord(one, { withSource: true }))).toEqual(before);
  });
});

describe('a pipeline that two sources tell of', () => {
  const dayMs = 86_400_000;
  /** A run a day of the days `from` (in) to `to` (out). */
  const daily = (source: string, pipeline: string, from: number, to: number, more: Partial<Run> = {}) =>
    Array.from({ length: to - from }, (_, n) => {
      const startedAt = at('09:00') + (from + n) * dayMs;
      const url = `https://ci.example/runs/${String(from + n)}`;
      return run(`${pipeline}/${String(from + n)}`, { source, pipeline, startedAt, url, environment: 'x', ...more });
    });
  const joined = (...all: Run[][]) => {
    const byTime = all.flat().sort((a, b) => (a.startedAt ?? 0) - (b.startedAt ?? 0));
    return joinHistory(history(byTime)).history.runs;
  };
  const names = (runs: readonly Run[]) => [...new Set(runs.map(({ source, pipeline }) => `${source} ${pipeline}`))];
  const full = { stages: [stage('test', 'passed')] };

  test('is one, also where only one of them tells of it; runs remember where they were recorded', () => {
    const runs = joined(daily('lake', 'org/ci', 0, 20), daily('github', 'CI', 10, 30, full));
    expect(names(runs)).toEqual(['github CI']);
    expect(runs.map(({ recorded }) => recorded?.source)).toEqual([
      ...Array.from({ length: 10 }, () => 'lake'),
      ...Array.from({ length: 20 }, () => 'github'),
    ]);
  });

  test('two runs that look alike may do so by accident', () => {
    expect(names(joined(daily('lake', 'org/ci', 0, 12), daily('github', 'CI', 10, 30, full)))).toHaveLength(2);
    expect(names(joined(daily('lake', 'org/ci', 0, 13), daily('github', 'CI', 10, 30, full)))).toHaveLength(1);
  });

  test('where one source has two for it they stay apart, as nobody knows which the rest belongs to', () => {
    const two = [daily('github', 'CI', 10, 20, full), daily('github', 'Docs', 20, 30, full)];
    expect(names(joined(daily('lake', 'org/ci', 0, 30), ...two))).toEqual(['lake org/ci', 'github CI', 'github Docs']);
  });

  test('a stream that people named it in holds all of it', () => {
    const runs = joined(
      daily('lake', 'org/ci', 0, 20),
      daily('github', 'CI', 10, 30, full),
      daily('go', 'old', 0, 9, { url: null }),
    );
    const of = [
      { source: 'go', pipeline: 'old' },
      { source: 'github', pipeline: 'CI' },
    ];
    const streamed = asStreams(history([...runs]), [{ name: 'Tests', of }]).runs;
    expect(names(streamed)).toEqual(['github Tests']);
    expect(new Set(streamed.map(({ recorded }) => recorded?.source))).toEqual(new Set(['lake', 'go', 'github']));
  });
});

describe('commits of a checkout and runs of a server', () => {
  const commits = ['a', 'b', 'c'].map((letter, index) =>
    commit(hash(letter), index === 0 ? [] : [hash('ab'[index - 1] ?? '')], at('08:00') + index * 600_000, {
      source: 'git',
    }),
  );
  const deployed = (material: string, first: string, second: string) =>
    history(
      [first, second].map((text, index) =>
        run(`deploy/${index + 1}`, {
          ...{ startedAt: at(`1${index}:00`), finishedAt: at(`1${index}:05`), environment: 'production' },
          revisions: [revision(text, { material })],
        }),
      ),
      commits,
    );
  const batch = (given: History) => {
    const map = environmentMap([{ name: 'production', role: 'production' }]);
    const { history: joined } = joinHistory(given);
    const report = buildMetrics(joined, map, { bucket: 'week' }, new HistoryIndex(joined));
    if ('problem' in report) throw new Error(report.problem);
    return report.deployments.map(({ batchSize, leadTimeHoursMedian }) => [batchSize, leadTimeHoursMedian]);
  };
  test.each([
    ['whole hashes', 'git:app', hash('a'), hash('c')],
    ['short hashes', 'git:app', 'aaaaaaa', 'cccccccccccc'],
    ['an address for a name', 'https://git.example/team/app.git', hash('a'), hash('c')],
    ['an address and short hashes', 'git@git.example:team/app', 'aaaaaaaa', 'cccccccc'],
    ['another short name', 'git:app-mirror', hash('a'), hash('c')],
  ])('join by %s', (_, material, first, second) => {
    // Made at 8:10 and 8:20, deployed at 11:05.
    expect(batch(deployed(material, first, second))).toEqual([
      [null, null],
      [2, expect.closeTo((175 + 165) / 2 / 60, 9)],
    ]);
  });

  test('a beginning that two commits share, a number of another kind, and a foreign hash are left alone', () => {
    const twins = [...commits, commit(`ccccccc${'d'.repeat(33)}`, [], 5)];
    const given = history(
      [run('1', { startedAt: 1, revisions: ['ccccccc', '1234567', hash('f')].map((text) => revision(text)) })],
      twins,
    );
    expect(joinHistory(given).history.runs).toEqual(given.runs);
  });
});
