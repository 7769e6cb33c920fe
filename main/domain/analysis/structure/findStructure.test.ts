import { describe, expect, it } from 'vitest';
import type { Run, SourceCoverage } from '../../history/records';
import { analyseDeployments, HistoryIndex } from '../deployments/analyseDeployments';
import { collectAttempts } from '../environments/attempts';
import { chooseGroup } from '../environments/environmentGroup';
import { knownEnvironments } from '../environments/knownEnvironments';
import { environmentMap, history, revision, run, stage } from '../testing/records';
import { buildSignatures } from './buildSignatures';
import { findStructure } from './findStructure';
import { patternOf } from './features';
import { overlap } from './renames';

const hourMs = 3_600_000;
const dayMs = 24 * hourMs;
const begin = Date.UTC(2021, 0, 4);

/** How the n-th deployment comes about; what is left out is plain. */
interface Way {
  branch?: string;
  /** Environment passed before production, in a run of its own. */
  gate?: boolean;
  trigger?: Run['trigger'];
  image?: string;
  agent?: string;
  job?: string;
  source?: string;
  /** Stages of the build. */
  build?: { name: string; jobs: string[] }[];
  pipeline?: string;
}

/** Twenty deployments two days apart, the first ten one way, the others another; found structure in short. */
function found(before: Way, after: Way, options: { at?: number; coverage?: SourceCoverage[]; linked?: boolean } = {}) {
  const { at = 10, linked = true } = options;
  const runs = Array.from({ length: 20 }, (_, n) => runsOf(n, n < at ? before : after, linked)).flat();
  const span = [{ source: 'ci', from: begin - 90 * dayMs, to: begin + 120 * dayMs, gaps: [] }];
  const all = history({ runs, coverage: options.coverage ?? span });
  const map = environmentMap([
    { name: 'live', role: 'production', match: [{ stage: 'deploy' }] },
    { name: 'copy', role: 'snapshot', match: [{ pipeline: 'copy' }] },
  ]);
  const index = new HistoryIndex(all);
  const environments = knownEnvironments(runs, map);
  const attempts = collectAttempts(runs, environments);
  const group = chooseGroup(environments, null);
  if (!group) throw new Error('no production');
  const analysis = analyseDeployments(index, environments, attempts, group);
  expect(analysis.deployments).toHaveLength(20);
  return findStructure(index, buildSignatures(index, analysis, environments, attempts)).milestones;
}

const series = (milestones: ReturnType<typeof found>) =>
  milestones.map((one) => one.changes.map((change) => change.series));

function runsOf(n: number, way: Way, linked: boolean): Run[] {
  const at = begin + n * 2 * dayMs;
  const source = way.source ?? 'ci';
  const stages = (way.build ?? [{ name: 'test', jobs: ['unit'] }]).map(({ name, jobs }, place) =>
    stage(name, 'passed', {
      startedAt: at + place * hourMs,
      finishedAt: at + (place + 1) * hourMs,
      jobs: jobs.map((job) => jobNamed(job)),
    }),
  );
  const pipeline = way.pipeline ?? 'build';
  const revisions = [revision(`r${n}`, { branch: way.branch ?? 'main' })];
  const own = (upstream: string[]): Partial<Run> => ({ source, ...(linked ? { upstream } : { revisions }) });
  const build = run(`${pipeline}/${n}`, { source, revisions, ...times(at, 4), stages, trigger: 'push' });
  const gate = run(`copy/${n}`, { ...own([build.id]), ...times(at + 5 * hourMs, 1), trigger: 'upstream' });
  const deploy = stage('deploy', 'passed', {
    ...{ startedAt: at + 8 * hourMs, finishedAt: at + 9 * hourMs, image: way.image ?? null, agent: way.agent ?? null },
    jobs: way.job === undefined ? [] : [jobNamed(way.job)],
  });
  const live = run(`ship/${n}`, {
    ...own([way.gate ? gate.id : build.id]),
    ...{ ...times(at + 8 * hourMs, 1), stages: [deploy], trigger: way.trigger ?? 'manual' },
  });
  return [build, ...(way.gate ? [gate] : []), live];
}

function jobNamed(name: string): Run['stages'][number]['jobs'][number] {
  return {
    ...{ name, outcome: 'passed', sourceOutcome: null, agent: null },
    ...{ scheduledAt: null, startedAt: null, finishedAt: null },
  };
}

function times(at: number, hours: number) {
  return { queuedAt: at, startedAt: at, finishedAt: at + hours * hourMs };
}

describe('findStructure', () => {
  it.each<[string, Way, Way, string[]]>([
    ['nothing', {}, {}, []],
    ['a gate', {}, { gate: true }, ['gate:copy', 'stage:copy']],
    ['a gate gone', { gate: true }, {}, ['gate:copy', 'stage:copy']],
    ['a branch', { branch: 'saas' }, {}, ['branch:git:app']],
    ['by itself', {}, { trigger: 'upstream' }, ['trigger:ship/deploy']],
    ['an image', { image: 'scripts:1' }, { image: 'packed:1' }, ['image:ship/deploy']],
    ['an agent', { agent: 'old' }, { agent: 'new' }, ['agent:ship/deploy']],
    ['another job', { job: 'scripts' }, { job: 'launch' }, ['stage:ship/deploy']],
    [
      'a stage',
      {},
      {
        build: [
          { name: 'test', jobs: ['unit'] },
          { name: 'scan', jobs: ['scan'] },
        ],
      },
      ['stage:build/scan'],
    ],
    ['release branches', { branch: 'release/1.0' }, { branch: 'release/1.1' }, []],
  ])('%s', (_, before, after, wanted) => {
    const milestones = found(before, after);
    expect(series(milestones).flat()).toEqual(wanted);
    for (const { changes } of milestones) {
      expect(changes[0].at).toBe(begin + 20 * dayMs + 8 * hourMs);
      expect(changes[0].window).toEqual({ from: begin + 18 * dayMs + 8 * hourMs, to: changes[0].at });
      expect(changes[0].run).toBe('ship/10');
    }
  });

  it('finds a gate by its revision where nothing links the runs', () => {
    const [first] = found({}, { gate: true }, { linked: false });
    expect(first?.changes[0].series).toBe('gate:copy');
  });

  it('tells what changed together as one, the most important first', () => {
    const milestones = found({ branch: 'saas', agent: 'a' }, { gate: true, agent: 'b', trigger: 'upstream' });
    expect(series(milestones)).toEqual([
      ['branch:git:app', 'gate:copy', 'trigger:ship/deploy', 'agent:ship/deploy', 'stage:copy'],
    ]);
  });

  it('takes a renamed stage for the same', () => {
    const after = { build: [{ name: 'check', jobs: ['unit', 'lint'] }] };
    expect(found({ build: [{ name: 'test', jobs: ['unit'] }] }, after)).toEqual([]);
    expect(
      series(found({ build: [{ name: 'test', jobs: ['unit'] }] }, { build: [{ name: 'check', jobs: ['x'] }] })).flat(),
    ).toContain('stage:build/check');
  });

  it('takes a renamed pipeline for a move of that pipeline at most', () => {
    const build = [1, 2, 3, 4, 5, 6].map((n) => ({ name: `s${n}`, jobs: [] }));
    const milestones = found({ build, pipeline: 'jenkins-build' }, { build, pipeline: 'actions-build' });
    expect(series(milestones)).toEqual([['source']]);
    expect(milestones[0]?.changes[0]).toMatchObject({ before: 'jenkins', now: 'actions' });
  });

  it('sees a move to another server', () => {
    const span = (source: string, from: number, to: number) => ({ source, from, to, gaps: [] });
    const turn = begin + 20 * dayMs;
    const coverage = [span('old', begin - 30 * dayMs, turn), span('new', turn, begin + 90 * dayMs)];
    const milestones = found({ source: 'old' }, { source: 'new', gate: true }, { coverage });
    expect(series(milestones)).toEqual([['source']]);
  });

  it.each([
    ['too few before', 2],
    ['too few after', 16],
  ])('%s: nothing', (_, at) => {
    expect(found({}, { gate: true }, { at })).toEqual([]);
  });

  it('believes nothing next to an edge of what is known', () => {
    const from = begin - 30 * dayMs;
    const to = begin + 60 * dayMs;
    const edge = begin + 17 * dayMs;
    const gap = [{ source: 'ci', from, to, gaps: [{ from: edge, to: edge + dayMs / 2, reason: 'purged' }] }];
    expect(found({}, { gate: true }, { coverage: gap })).toEqual([]);
    expect(found({}, { gate: true }, { coverage: [{ source: 'ci', from: edge, to, gaps: [] }] })).toEqual([]);
    expect(found({}, { gate: true }, { coverage: [{ source: 'ci', from, to, gaps: [] }] })).toHaveLength(1);
  });
});

it.each([
  ['release/1.4', 'release/*'],
  ['ami-0fd31c9b', 'ami-*'],
  ['9a41c7e3-30b8-4e55-b1d2-71c6f80e0303', '*'],
  ['main', 'main'],
  ['facade', 'facade'],
  ['ubuntu-22.04', 'ubuntu-*'],
])('%s without what counts up is %s', (name, pattern) => {
  expect(patternOf(name)).toBe(pattern);
});

it.each([
  [['a', 'b'], ['b', 'c'], 1 / 3],
  [['a'], ['a', 'b'], 1 / 2],
  [[], [], 0],
])('overlap of %j and %j is %f', (some, others, wanted) => {
  expect(overlap(some, others)).toBeCloseTo(wanted, 12);
});
