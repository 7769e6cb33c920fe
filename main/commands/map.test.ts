import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { CommandLine } from '../testing/commandLine';

let line: CommandLine;

const at = (day: number, hour = 0, minute = 0) => new Date(Date.UTC(2024, 2, day, hour, minute)).toISOString();

function commit(revision: string, committedAt: string, branch: string, ...parents: string[]) {
  return { record: 'commit', material: 'git:m', revision, parents, committedAt, branches: [branch] };
}

function stage(name: string, times: [scheduled: string, started: string, finished: string], more: object = {}) {
  const [scheduledAt, startedAt, finishedAt] = times;
  return { name, outcome: 'passed', scheduledAt, startedAt, finishedAt, ...more };
}

const told = [
  {
    ...{ record: 'history', version: 1, source: 'ci', zone: 'UTC' },
    coverage: { from: at(1), to: '2024-04-01T00:00:00Z' },
  },
  ...[commit('c1', at(1, 8), 'main'), commit('c2', at(2, 8), 'main', 'c1'), commit('b1', at(2, 12), 'saas', 'c1')],
  ...[commit('b2', at(3, 12), 'saas', 'b1'), commit('m1', at(8, 12), 'main', 'c2', 'b2')],
  commit('f1', at(9), 'feat', 'c2'),
  {
    ...{ record: 'run', id: 'build/1', pipeline: 'build', number: 1, outcome: 'passed', trigger: 'push' },
    ...{ queuedAt: at(4, 8), startedAt: at(4, 8, 30), finishedAt: at(4, 10) },
    revisions: [{ material: 'git:m', branch: 'main', revision: 'c2' }],
    stages: [
      stage('compile', [at(4, 8), at(4, 8, 30), at(4, 9)]),
      stage('test', [at(4, 9), at(4, 9, 6), at(4, 9, 21)], { outcome: 'failed' }),
      stage('test', [at(4, 9, 30), at(4, 9, 36), at(4, 10)]),
    ],
  },
  {
    ...{ record: 'run', id: 'deploy/1', pipeline: 'deploy', number: 1, outcome: 'passed', trigger: 'upstream' },
    ...{ queuedAt: at(4, 12), startedAt: at(4, 12, 12), finishedAt: at(4, 13), upstream: ['build/1'] },
    stages: [
      stage('smoke', [at(4, 12), at(4, 12, 12), at(4, 12, 24)], { environment: 'staging' }),
      stage('go', [at(4, 12, 48), at(4, 12, 51), at(4, 13)], { environment: 'production', approval: 'manual' }),
    ],
  },
];

beforeAll(async () => {
  line = await CommandLine.open();
  await line.import('told', told);
});
afterAll(() => line.close());

const close = (value: number): unknown => expect.closeTo(value, 9);

test('the way of one deployment: lead = process + queue + trigger + gate, by hand', async () => {
  const report = (await line.json('map', 'told', '--run', 'deploy/1')) as Record<string, number> & {
    path: Record<string, unknown>[];
  };
  const { path, ...totals } = report;
  expect(totals).toEqual({
    ...{ run: 'deploy/1', environment: 'production' },
    commit: { material: 'git:m', revision: 'c2', committedAt: '2024-03-02T08:00:00Z' },
    leadTimeHours: 53,
    processHours: close(0.5 + 0.25 + 0.4 + 0.2 + 0.15),
    queueHours: close(0.5 + 0.1 + 0.1 + 0.2 + 0.05),
    triggerWaitHours: close(48 + 0 + 0.15 + 2),
    gateWaitHours: close(0.4),
    flowEfficiency: close(1.5 / 53),
    rolledFirstPassYield: 0,
  });
  const { leadTimeHours = 0, processHours = 0, queueHours = 0, triggerWaitHours = 0, gateWaitHours = 0 } = report;
  expect(processHours + queueHours + triggerWaitHours + gateWaitHours).toBeCloseTo(leadTimeHours, 9);
  expect(path.map(({ run, stage: of, wait }) => [run, of, wait])).toEqual([
    ['build/1', 'compile', 'trigger'],
    ['build/1', 'test', 'trigger'],
    ['build/1', 'test', 'trigger'],
    ['deploy/1', 'smoke', 'trigger'],
    ['deploy/1', 'go', 'gate'],
  ]);
  expect(path.at(-1)).toEqual({
    ...{ run: 'deploy/1', pipeline: 'deploy', stage: 'go', wait: 'gate' },
    ...{ waitHours: close(0.4), queueHours: close(0.05), runHours: close(0.15) },
    firstPassYield: { value: 1, passed: 1, total: 1 },
  });
});

test('the way of one deployment as lines: totals, and the steps with their waits', async () => {
  const { out } = await line.call(['map', 'told', '--run', 'deploy/1']);
  const lines = out.replaceAll('\u00a0', ' ').split('\n');
  expect(lines[0]).toBe('deploy/1, to production, from c2 of git:m, committed 2024-03-02T08:00:00Z');
  expect(lines).toContain('  lead time                2.2 days');
  expect(lines).toContain('  waiting for a person     24 min');
  expect(lines).toContain(
    '  deploy/1 go: waited 24 min for a person, queued 3 min, ran 9 min; passes at first 100 % (1 of 1)',
  );
});

test('yields on the way are those of the window', async () => {
  expect(await line.json('map', 'told', '--run', 'deploy/1', '--since', '2024-03-05')).toMatchObject({
    leadTimeHours: 53,
    rolledFirstPassYield: null,
  });
});

test('the map on a day has exactly these fields, and edges between its nodes', async () => {
  const report = (await line.json('map', 'told', '--at', '2024-03-05')) as {
    at: string;
    nodes: { id: string }[];
    edges: { from: string; to: string; kind: string; runs: number }[];
  };
  expect(Object.keys(report)).toEqual(['at', 'nodes', 'edges', 'branches']);
  expect(report.at).toBe('2024-03-05T00:00:00Z');
  expect(report.nodes.map(({ id }) => id)).toEqual([
    'material:git:m',
    'pipeline:build',
    'pipeline:deploy',
    'environment:staging',
    'environment:production',
  ]);
  expect(report.nodes[1]).toEqual({
    ...{ id: 'pipeline:build', kind: 'pipeline', name: 'build', level: 1 },
    ...{ x: expect.any(Number) as number, y: expect.any(Number) as number },
    stages: [
      { name: 'compile', outcome: 'passed' },
      { name: 'test', outcome: 'passed' },
    ],
    ...{ firstSeen: '2024-03-04T08:00:00Z', lastSeen: '2024-03-04T08:00:00Z', runs: 1, failed: 0, branch: null },
  });
  expect(report.edges).toEqual([
    { from: 'material:git:m', to: 'pipeline:build', kind: 'material', runs: 1 },
    { from: 'pipeline:build', to: 'pipeline:deploy', kind: 'upstream', runs: 1 },
    { from: 'pipeline:deploy', to: 'environment:production', kind: 'deploys', runs: 1 },
    { from: 'pipeline:deploy', to: 'environment:staging', kind: 'deploys', runs: 1 },
  ]);
});

test('a node keeps its id and place on every date', async () => {
  type Nodes = { nodes: { id: string; x: number; y: number }[] };
  const placed = async (day: string) => {
    const { nodes } = (await line.json('map', 'told', '--at', day)) as Nodes;
    return nodes.map(({ id, x, y }) => [id, x, y]);
  };
  expect(await placed('2024-03-05')).toEqual(await placed('2024-03-20'));
  expect(await placed('2024-02-01')).toEqual([]);
});

test('the difference runs from the earlier date to the later, whichever is named first', async () => {
  const forth = await line.json('map', 'told', '--at', '2024-03-05', '--against', '2024-02-01');
  expect(forth).toEqual({
    ...{ from: '2024-02-01T00:00:00Z', to: '2024-03-05T00:00:00Z' },
    added: ['material:git:m', 'pipeline:build', 'pipeline:deploy', 'environment:staging', 'environment:production'],
    ...{ removed: [], changed: [] },
  });
  expect(await line.json('map', 'told', '--at', '2024-02-01', '--against', '2024-03-05')).toEqual(forth);
});

test('people read the difference as lines', async () => {
  const { out } = await line.call(['map', 'told', '--at', '2024-02-01', '--against', '2024-03-05']);
  expect(out.split('\n')).toContain('+ pipeline:deploy');
  const same = await line.call(['map', 'told', '--at', '2024-02-01', '--against', '2024-02-02']);
  expect(same.out).toBe('The value stream was the same on both dates.\n');
});

test('what a second source begins with, and the first ends with, is named as what nobody can tell of', async () => {
  const source = (name: string, from: string, to: string) => [
    { record: 'history', version: 1, source: name, zone: 'UTC', coverage: { from, to } },
    ...Array.from({ length: 60 }, (_, n) => {
      const queuedAt = new Date(Date.parse(from) + n * 86_400_000).toISOString();
      return { record: 'run', id: `of-${name}/${String(n)}`, pipeline: `of-${name}`, outcome: 'passed', queuedAt };
    }),
  ];
  await line.import('two', source('old', '2024-01-01T00:00:00Z', '2024-03-01T00:00:00Z'));
  await line.import('two', source('new', '2024-03-01T00:00:00Z', '2024-04-30T00:00:00Z'));
  const days = ['map', 'two', '--at', '2024-02-01', '--against', '2024-04-15'] as const;
  expect(await line.json(...days)).toEqual({
    ...{ from: '2024-02-01T00:00:00Z', to: '2024-04-15T00:00:00Z', changed: [] },
    ...{ added: ['pipeline:of-new'], removed: ['pipeline:of-old'] },
    ...{ knownFrom: ['pipeline:of-new'], knownUntil: ['pipeline:of-old'] },
  });
  expect((await line.call([...days])).out).toBe(
    '? pipeline:of-new (known from here on)\n? pipeline:of-old (not known any more)\n',
  );
});

describe('branches as of a day', () => {
  const branches = async (day: string) =>
    ((await line.json('map', 'told', '--at', day)) as { branches: unknown }).branches;

  test('before the merge', async () => {
    expect(await branches('2024-03-05')).toEqual([
      {
        ...{ material: 'git:m', name: 'saas', head: 'b2', ahead: 2, behind: 1 },
        ...{ ageDays: 2.5, mergedAt: null, lifetimeDays: null },
      },
    ]);
  });

  test('after it, with one more', async () => {
    expect(await branches('2024-03-20')).toEqual([
      {
        ...{ material: 'git:m', name: 'feat', head: 'f1', ahead: 1, behind: 3 },
        ...{ ageDays: 11, mergedAt: null, lifetimeDays: null },
      },
      {
        ...{ material: 'git:m', name: 'saas', head: 'b2', ahead: 0, behind: 2 },
        ...{ ageDays: null, mergedAt: '2024-03-08T12:00:00Z', lifetimeDays: 6 },
      },
    ]);
  });
});
