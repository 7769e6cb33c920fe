import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { CommandLine } from '../testing/commandLine';

let line: CommandLine;

const map = {
  zone: 'Europe/Berlin',
  environments: [
    {
      ...{ name: 'dumpling', label: 'production', role: 'production', group: 'live' },
      match: [{ source: 'ci', pipeline: 'deploy-*', stage: 'go', job: 'ship', environment: 'x*', branch: 'main' }],
    },
    { name: 'bao', label: 'bao', role: 'production', group: 'live', match: [] },
  ],
  tracks: [{ name: 'SaaS', match: [{ pipeline: 'saas-*' }] }],
  targets: [
    { measure: 'deployments', value: 3, by: '2024-06-30T22:00:00Z', environment: 'live', pipeline: null },
    { measure: 'firstPassYield', value: 0.9, by: null, environment: null, pipeline: 'build/test' },
  ],
};

function run(id: string, day: number, more: object = {}) {
  const finishedAt = `2024-01-${String(day).padStart(2, '0')}T12:00:00Z`;
  return { record: 'run', id, pipeline: 'deploy-a', outcome: 'passed', startedAt: finishedAt, finishedAt, ...more };
}

function stage(name: string, hour: number, more: object = {}) {
  return { name, outcome: 'passed', finishedAt: `2024-01-02T${String(hour).padStart(2, '0')}:00:00Z`, ...more };
}

beforeAll(async () => {
  line = await CommandLine.open();
});
afterAll(() => line.close());

async function set(retro: string, value: unknown): Promise<unknown> {
  return line.json('environments', retro, '--set', await line.file('map.json', [value]));
}

test('what is set is shown, and what is shown can be set', async () => {
  await line.import('shown', [run('1', 2)]);
  expect(await set('shown', map)).toEqual(map);
  const { out } = await line.call(['environments', 'shown', '--json']);
  expect(await line.json('environments', 'shown', '--set', await line.file('again.json', [out]))).toEqual(map);
});

describe('streams', () => {
  const tests = [
    { name: 'build', outcome: 'passed' },
    { name: 'test', outcome: 'passed' },
  ];
  const many = (pipeline: string, from: number, environment: string) =>
    Array.from({ length: 5 }, (_, at) =>
      run(`${pipeline}/${String(at)}`, from + at, { pipeline, environment, stages: tests }),
    );
  const streams = [
    {
      name: 'new',
      of: [
        { source: 'runs', pipeline: 'old' },
        { source: 'runs', pipeline: 'new' },
      ],
    },
  ];

  test('a rename is suggested with what to set, and runs on as one once it is set; records stay as they were', async () => {
    await line.import('renamed', [...many('old', 2, 'live'), ...many('new', 8, 'live')]);
    const before = await line.call(['environments', 'renamed']);
    expect(before.out).toContain('maybe one stream: old (runs) until 2024-01-06, then new (runs) from 2024-01-08');
    expect(before.out).toContain('100 % of the stage and job names are the same: build, test');
    expect(before.out).toContain(`"streams": [${JSON.stringify(streams[0])}]`);
    const records = (await line.call(['runs', 'renamed'])).out;
    const pipelines = async () => {
      const { nodes } = (await line.json('map', 'renamed', '--at', '2024-01-10')) as {
        nodes: { id: string; runs: number }[];
      };
      return nodes.filter(({ id }) => id.startsWith('pipeline:')).map(({ id, runs }) => `${id} ${String(runs)}`);
    };
    const asTwo = await pipelines();
    const shown = await set('renamed', { environments: [{ name: 'live', role: 'production' }], streams });
    expect(shown).toMatchObject({ streams });
    expect(asTwo).toHaveLength(2);
    expect(await pipelines()).toHaveLength(1);
    expect((await line.call(['runs', 'renamed'])).out).toBe(records);
    expect((await line.call(['environments', 'renamed'])).out).toMatch(/stream new = old \(runs\) \+ new \(runs\)\n$/);
    await set('renamed', { environments: [], streams: [{ ...streams[0], dismissed: true }] });
    expect((await line.call(['environments', 'renamed'])).out).toMatch(/not one stream: old \(runs\), new \(runs\)\n$/);
  });

  test.each([
    [
      [...streams, { name: 'other', of: [{ pipeline: 'old' }] }],
      'the pipeline “old” is in two streams, “new” and “other”',
    ],
    [[{ name: 'new', of: [] }], 'streams[0].of: must not be empty'],
  ])('what makes no sense is refused', async (wrong, problem) => {
    await line.import('wrong', [run('1', 2)]);
    const file = await line.file('wrong.json', [{ environments: [], streams: wrong }]);
    const { status, err } = await line.call(['environments', 'wrong', '--set', file]);
    expect([status, err]).toEqual([1, expect.stringContaining(problem)]);
  });
});

test('what is left out: the zone stays, label and group are the name, the role is other', async () => {
  await line.import('short', [run('1', 2)]);
  await set('short', map);
  expect(await set('short', { environments: [{ name: 'e' }] })).toEqual({
    zone: 'Europe/Berlin',
    environments: [{ name: 'e', label: 'e', role: 'other', group: 'e', match: [] }],
    tracks: [],
    targets: [],
  });
});

test.each([
  [{ environments: [{ name: 'e' }, { name: 'e' }] }, 'environments names “e” twice'],
  [{ environments: [{ name: 'e', role: 'prod' }] }, 'environments[0].role: must be one of production'],
  [{ environments: [{ name: 'e', match: [{ pipelin: 'x' }] }] }, 'environments[0].match[0].pipelin'],
  [{ zone: 'Mars', environments: [] }, 'zone: must be the name of a time zone'],
  [{}, 'environments: is missing'],
])('%j is refused and changes nothing', async (value, problem) => {
  await line.import('kept', [run('1', 2)]);
  const before = await line.json('environments', 'kept');
  const file = await line.file('wrong.json', [value]);
  const { status, err } = await line.call(['environments', 'kept', '--set', file]);
  expect(status).toBe(1);
  expect(err).toContain(problem);
  expect(await line.json('environments', 'kept')).toEqual(before);
});

describe('all given fields of a match must agree, * is a wildcard, any entry suffices', () => {
  const source = { record: 'history', version: 1, source: 'ci' };
  const full = run('full', 2, {
    revisions: [{ material: 'git:m', branch: 'main', revision: 'r' }],
    stages: [stage('build', 8), stage('go', 9, { environment: 'x1', jobs: [{ name: 'ship', outcome: 'passed' }] })],
  });
  beforeAll(() => line.import('match', [source, full, run('other', 3, { pipeline: 'b.d' })]));

  test.each<[object[], string[]]>([
    [[{ pipeline: 'deploy-a' }], ['full']],
    [[{ pipeline: 'deploy*' }], ['full']],
    [[{ pipeline: '*' }], ['full', 'other']],
    [[{ pipeline: '*-a' }], ['full']],
    [[{ pipeline: 'b?d' }], []],
    [[{ pipeline: 'deploy' }], []],
    [[{ pipeline: 'DEPLOY-A' }], []],
    [[{ source: 'c*', pipeline: '*a' }], ['full']],
    [[{ source: 'other' }], []],
    [[{ stage: 'go' }], ['full']],
    [[{ stage: 'g*', pipeline: 'b.d' }], []],
    [[{ job: 'ship' }], ['full']],
    [[{ stage: 'build', job: 'ship' }], []],
    [[{ environment: 'x*' }], ['full']],
    [[{ environment: 'y' }], []],
    [[{ branch: 'ma*' }], ['full']],
    [[{ branch: 'saas' }], []],
    [map.environments[0]?.match ?? [], ['full']],
    [[{ branch: 'saas' }, { pipeline: 'b.d' }], ['other']],
  ])('%j', async (match, runs) => {
    await set('match', { environments: [{ name: 'e', role: 'production', match }] });
    const { deployments } = (await line.json('metrics', 'match')) as { deployments: { run: string }[] };
    expect(deployments.map((one) => one.run)).toEqual(runs);
  });
});

test('a group is reached when all members have passed in one run; some only is partial', async () => {
  await line.import('group', [
    run('both', 2, {
      stages: [
        stage('a', 8, { environment: 'dumpling', outcome: 'failed' }),
        stage('a', 9, { environment: 'dumpling' }),
        stage('b', 10, { environment: 'bao' }),
        stage('a', 11, { environment: 'dumpling' }),
      ],
    }),
    run('one', 3, { environment: 'dumpling' }),
    run('failed', 4, { environment: 'bao', outcome: 'failed' }),
    run('test', 5, { environment: 'test' }),
  ]);
  await set('group', map);
  expect(await line.json('metrics', 'group')).toMatchObject({
    environment: 'live',
    summary: { deployments: { count: 1, failedAttempts: 2, partial: 1 } },
    deployments: [{ run: 'both', at: '2024-01-02T10:00:00Z', kind: 'first' }],
    partialRuns: [{ run: 'one', passed: ['dumpling'], missing: ['bao'] }],
  });
  expect(await line.json('metrics', 'group', '--environment', 'dumpling')).toMatchObject({
    environment: 'dumpling',
    deployments: [{ run: 'both', at: '2024-01-02T09:00:00Z' }, { run: 'one' }],
    partialRuns: [],
  });
  expect(await line.json('metrics', 'group', '--environment', 'test')).toMatchObject({
    environment: 'test',
    deployments: [{ run: 'test' }],
  });
});

test('an environment of a stage goes before that of the run', async () => {
  await line.import('stages', [
    run('1', 2, {
      environment: 'production',
      outcome: 'failed',
      stages: [stage('go', 9, { environment: 'production' })],
    }),
  ]);
  expect(await line.json('metrics', 'stages')).toMatchObject({
    deployments: [{ run: '1', at: '2024-01-02T09:00:00Z' }],
    summary: { deployments: { failedAttempts: 0 } },
  });
});

test('a track has its own deployments and its own health; a pipeline or stage restricts the health only', async () => {
  const staged = {
    pipeline: 'saas-build',
    outcome: 'failed',
    stages: [stage('unit', 8), stage('e2e', 9, { outcome: 'failed' }), stage('e2e', 10, { attempt: 2 })],
  };
  await line.import('tracks', [
    run('1', 2, { pipeline: 'saas-deploy', environment: 'dumpling' }),
    run('2', 3, { pipeline: 'installer', environment: 'dumpling' }),
    run('3', 4, staged),
  ]);
  await set('tracks', { ...map, environments: [{ name: 'dumpling', role: 'production' }] });
  expect(await line.json('metrics', 'tracks', '--track', 'SaaS')).toMatchObject({
    deployments: [{ run: '1' }],
    summary: { firstPassYield: { passed: 2, total: 3 }, eventualSuccess: { passed: 3, total: 3 } },
  });
  const restricted = async (pipeline: string) => {
    const { deployments, summary } = (await line.json('metrics', 'tracks', '--pipeline', pipeline)) as {
      deployments: unknown[];
      summary: { firstPassYield: object; attemptFailRate: object; flaky: object; red: object };
    };
    const { firstPassYield, attemptFailRate, flaky, red } = summary;
    return { deployments: deployments.length, firstPassYield, attemptFailRate, flaky, red };
  };
  expect(await restricted('saas-build')).toMatchObject({
    deployments: 2,
    firstPassYield: { value: 1 / 2, passed: 1, total: 2 },
    attemptFailRate: { failed: 1, total: 3 },
    flaky: { groups: 2, flakyGroups: 1, retriedGroups: 1, failureShare: 1 },
    red: { openSince: '2024-01-04T12:00:00Z' },
  });
  expect(await restricted('saas-build/unit')).toMatchObject({
    firstPassYield: { value: 1, passed: 1, total: 1 },
    red: { openSince: null },
  });
  expect(await restricted('saas-build/e2e')).toMatchObject({
    firstPassYield: { value: 0, passed: 0, total: 1 },
    flaky: { groups: 1, flakyGroups: 1 },
    red: { hours: 1, openSince: null },
  });
  expect(await restricted('installer')).toMatchObject({ firstPassYield: { value: 1, passed: 1, total: 1 } });
});
