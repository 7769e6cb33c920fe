import { describe, expect, test } from 'vitest';
import type { History, Run } from '../../history/records';
import type { MapReport } from '../mapReport';
import { day, dayMs, environments, history, revision, run, stage } from './testing/smallHistory';
import { buildEvolution } from './buildEvolution';
import { mapDifference } from './mapDifference';
import { mapReport } from './mapReportAt';
import { mapReportToJson } from './mapToJson';

const map = environments(
  ['dumpling', 'production', 'deploy-dumpling'],
  ['baklava', 'snapshot', 'deploy-baklava'],
  ['pasty', 'dogfood', 'deploy-pasty'],
);

/**
 * Days 0–99: build → dumpling from branch saas. From day 100: build → pasty → baklava → dumpling from master, with a
 * second stage of build. Days 50–119: a pipeline "report" that is then removed. One build a day, one deployment a week.
 */
function story(): History {
  const runs: Run[] = [];
  for (let i = 0; i < 200; i += 1) {
    const isNew = i >= 100;
    runs.push(
      run(`build/${i}`, day(i), {
        outcome: i % 10 === 3 ? 'failed' : 'passed',
        revisions: [revision('git:mingle', isNew ? 'master' : 'saas', `c${i}`)],
        stages: [stage('compile'), ...(isNew ? [stage('package')] : [])],
      }),
    );
    if (i >= 50 && i < 120) runs.push(run(`report/${i}`, day(i) + 1, { upstream: [`build/${i}`] }));
    if (i % 7 !== 0) continue;
    if (isNew) {
      runs.push(run(`deploy-pasty/${i}`, day(i) + 2, { upstream: [`build/${i}`] }));
      runs.push(run(`deploy-baklava/${i}`, day(i) + 3, { upstream: [`deploy-pasty/${i}`] }));
    }
    runs.push(run(`deploy-dumpling/${i}`, day(i) + 4, { upstream: [isNew ? `deploy-baklava/${i}` : `build/${i}`] }));
  }
  const coverage = [{ source: 'go', from: day(0), to: day(200), gaps: [] }];
  return history(runs, { coverage });
}

const arrows = (report: MapReport) => report.edges.map(({ from, to }) => `${short(from)}>${short(to)}`).sort();
const short = (id: string) => id.slice(id.indexOf(':') + 1);

describe('the map as of a day', () => {
  const told = story();

  test.each([
    [-1, []],
    [40, ['build>deploy-dumpling', 'deploy-dumpling>dumpling', 'git:mingle>build']],
    [80, ['build>deploy-dumpling', 'build>report', 'deploy-dumpling>dumpling', 'git:mingle>build']],
    [
      150,
      [
        'build>deploy-pasty',
        'deploy-baklava>baklava',
        'deploy-baklava>deploy-dumpling',
        'deploy-dumpling>dumpling',
        'deploy-pasty>deploy-baklava',
        'deploy-pasty>pasty',
        'git:mingle>build',
      ],
    ],
  ])('day %i has its own arrows, upstream and downstream', (number, expected) => {
    expect(arrows(mapReport(told, map, day(number)))).toEqual(expected);
  });

  test('counts, last outcomes, branch and first and last seen are those known then', () => {
    const report = mapReport(told, map, day(33) + dayMs / 2);
    expect(report.nodes.find(({ id }) => id === 'pipeline:build')).toMatchObject({
      kind: 'pipeline',
      level: 1,
      runs: 34,
      failed: 4,
      firstSeen: day(0),
      lastSeen: day(33),
      stages: [{ name: 'compile', outcome: 'passed' }],
    });
    expect(report.nodes.find(({ id }) => id === 'material:git:mingle')?.branch).toBe('saas');
    expect(report.edges.find(({ kind }) => kind === 'deploys')?.runs).toBe(5);
  });

  test('what is shown is exactly the contract, with instants ending in Z', () => {
    const [node] = mapReportToJson(mapReport(told, map, day(33))).nodes;
    const fields = [
      'id',
      'kind',
      'name',
      'level',
      'x',
      'y',
      'stages',
      'firstSeen',
      'lastSeen',
      'runs',
      'failed',
      'branch',
    ];
    expect(Object.keys(node ?? {}).sort()).toEqual([...fields].sort());
    expect(node?.firstSeen).toBe('2014-01-06T00:00:00Z');
  });

  test('nothing ever moves', () => {
    const places = new Map<string, string>();
    for (let number = 0; number < 200; number += 9) {
      for (const { id, x, y, level } of mapReport(told, map, day(number)).nodes) {
        const place = `${x} ${y} ${level}`;
        expect(places.get(id) ?? place).toBe(place);
        places.set(id, place);
      }
    }
    expect(places.size).toBe(9);
  });

  test('the difference of two days names what came, what went and what changed', () => {
    expect(mapDifference(told, map, day(80), day(150))).toEqual({
      from: day(80),
      to: day(150),
      added: ['pipeline:deploy-pasty', 'pipeline:deploy-baklava', 'environment:pasty', 'environment:baklava'].sort(
        byPlace(mapReport(told, map, day(150))),
      ),
      removed: ['pipeline:report'],
      changed: [
        { id: 'material:git:mingle', what: ['branch'] },
        { id: 'pipeline:build', what: ['stages'] },
        { id: 'pipeline:deploy-dumpling', what: ['upstream'] },
      ],
    });
  });
});

function byPlace(report: MapReport) {
  const order = report.nodes.map(({ id }) => id);
  return (a: string, b: string) => order.indexOf(a) - order.indexOf(b);
}

describe('identity', () => {
  test('two sources that share a pipeline name get two nodes', () => {
    const both = history([
      run('build/1', day(0)),
      run('build/1', day(1), { source: 'jenkins' }),
      run('test/1', day(2)),
    ]);
    expect(
      mapReport(both, map, day(3))
        .nodes.map(({ id }) => id)
        .sort(),
    ).toEqual(['pipeline:go:build', 'pipeline:jenkins:build', 'pipeline:test']);
  });

  test('upstream of another source is found by SOURCE:ID, and a missing one is there by its name', () => {
    const runs = [
      run('build/1', day(0), { source: 'jenkins' }),
      run('deploy/1', day(1), { upstream: ['jenkins:build/1', 'lost/1'] }),
    ];
    expect(arrows(mapReport(history(runs), map, day(2)))).toEqual(['build>deploy', 'lost>deploy']);
  });

  test('a cycle is drawn', () => {
    const runs = [
      run('a/1', day(0), { upstream: ['b/1'] }),
      run('b/1', day(0), { upstream: ['a/1', 'b/0'] }),
      run('b/0', day(0)),
    ];
    expect(arrows(mapReport(history(runs), map, day(0)))).toEqual(['a>b', 'b>a', 'b>b']);
  });

  test('cancelled runs count for presence but not as conclusive', () => {
    const runs = [run('a/1', day(0), { outcome: 'cancelled' }), run('a/2', day(1), { outcome: 'failed' })];
    expect(mapReport(history(runs), map, day(2)).nodes).toMatchObject([{ runs: 1, failed: 1, firstSeen: day(0) }]);
  });
});

describe('stages', () => {
  const stagesOn = (runs: Run[], number: number) =>
    mapReport(history(runs), map, day(number)).nodes[0]?.stages.map(({ name, outcome }) => `${name} ${outcome}`);

  test('one that earlier runs failed to reach was there from the start', () => {
    const runs = [
      run('a/1', day(0), { outcome: 'failed', stages: [stage('compile', { outcome: 'failed' })] }),
      run('a/2', day(2), { stages: [stage('compile'), stage('deploy')] }),
    ];
    expect(stagesOn(runs, 1)).toEqual(['compile failed', 'deploy unknown']);
  });

  test('one that runs passed without came later, and takes its place in the flow', () => {
    const runs = [
      run('a/1', day(0), { stages: [stage('compile'), stage('deploy')] }),
      run('a/2', day(2), { stages: [stage('compile'), stage('check'), stage('deploy')] }),
    ];
    expect(stagesOn(runs, 1)).toEqual(['compile passed', 'deploy passed']);
    expect(stagesOn(runs, 3)).toEqual(['compile passed', 'check passed', 'deploy passed']);
  });

  test('the outcome is that of the last attempt that had ended by then', () => {
    const attempts = [
      stage('deploy', { outcome: 'failed', finishedAt: day(1) }),
      stage('deploy', { attempt: 2, outcome: 'passed', finishedAt: day(3) }),
      stage('deploy', { attempt: 3, outcome: 'skipped', finishedAt: day(4) }),
    ];
    const runs = [run('a/1', day(0), { finishedAt: day(4), stages: attempts })];
    expect([0, 2, 5].map((number) => stagesOn(runs, number))).toEqual([
      ['deploy unknown'],
      ['deploy failed'],
      ['deploy passed'],
    ]);
  });
});

describe('levels', () => {
  test('environments stand right of what deploys to them and in the order of their roles', () => {
    const all = environments(['p', 'production', 'x'], ['s', 'staging', 'x'], ['d', 'dogfood', 'x']);
    const { nodes } = mapReport(history([run('x/1', day(0))]), all, day(0));
    expect(nodes.map(({ name, level }) => [name, level])).toEqual([
      ['x', 1],
      ['d', 2],
      ['s', 3],
      ['p', 4],
    ]);
  });
});

describe('evolution', () => {
  const told = story();
  const weeks = Array.from({ length: 29 }, (_, i) => ({
    id: `w${i}`,
    start: day(7 * i),
    end: day(7 * i + 7),
    partial: false,
  }));
  const { evolution } = buildEvolution(told, map, weeks);

  test('weekly counts add up to all conclusive runs', () => {
    const build = evolution.nodes.find(({ id }) => id === 'pipeline:build');
    expect(build?.runs.reduce((sum, n) => sum + n, 0)).toBe(200);
    expect(build?.failed.reduce((sum, n) => sum + n, 0)).toBe(20);
    expect(build?.runs[0]).toBe(7);
  });

  test('it says the same as the map of any day', () => {
    for (let number = 0; number < 200; number += 5) {
      const shown = evolution.nodes.filter(({ present }) =>
        present.some(({ from, to }) => from <= day(number) && day(number) < to),
      );
      const { nodes } = mapReport(told, map, day(number));
      expect(shown.map(({ id }) => id).sort()).toEqual(nodes.map(({ id }) => id).sort());
    }
  });

  test('branch and stages are there week by week', () => {
    const material = evolution.nodes.find(({ kind }) => kind === 'material');
    expect([material?.branch[3], material?.branch[20], material?.branch[28]]).toEqual(['saas', 'master', 'master']);
    const build = evolution.nodes.find(({ id }) => id === 'pipeline:build');
    expect(build?.stages.map(({ name, outcome }) => [name, outcome[3], outcome[20]])).toEqual([
      ['compile', 'passed', 'passed'],
      ['package', null, 'passed'],
    ]);
    expect(build?.stages[1]?.present).toEqual([{ from: day(100), to: weeks.at(-1)?.end }]);
  });

  test('everything is plain finite data', () => {
    expect(JSON.parse(JSON.stringify(evolution))).toEqual(evolution);
  });
});

test('10,000 runs of 20 pipelines take well under a second', () => {
  const runs: Run[] = [];
  for (let i = 0; i < 10_000; i += 1) {
    const [pipeline, number] = [i % 20, Math.floor(i / 20)];
    const upstream = pipeline === 0 ? [] : [`p${(pipeline - 1) >> 1}/${number}`];
    runs.push(run(`p${pipeline}/${number}`, day(number) + pipeline, { upstream, stages: [stage('a'), stage('b')] }));
  }
  const many = history(runs);
  const before = performance.now();
  expect(mapReport(many, map, day(400)).nodes).toHaveLength(20);
  expect(performance.now() - before).toBeLessThan(1000);
});
