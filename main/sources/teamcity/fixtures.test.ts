import { expect } from 'vitest';
import { recordedReplies } from '../testing/recorded';
import { importsOf } from '../testing/testImport';
import { teamcity } from './source';

const { recorded, at, folder, text } = recordedReplies('teamcity');
const { files } = importsOf(teamcity);
const time = (iso: string) => Date.parse(iso);

recorded('build.xml: one build with its upstream and its commit', async () => {
  const { runs, commits, rejected, failures } = await files(at('build.xml'));
  expect([commits, rejected, failures]).toEqual([[], [], []]);
  expect(runs).toEqual([
    {
      record: 'run',
      source: '',
      id: '2153237',
      pipeline: 'IgniteTests24Java8_MvccCache_2',
      number: 1160,
      attempt: 1,
      url: 'http://ci.ignite.apache.org/viewLog.html?buildId=2153237&buildTypeId=IgniteTests24Java8_MvccCache_2',
      trigger: 'upstream',
      actor: 'Andrey Mashenkov',
      outcome: 'failed',
      sourceOutcome: 'FAILURE',
      queuedAt: time('2018-10-24T10:45:38+03:00'),
      startedAt: time('2018-10-24T11:17:49+03:00'),
      finishedAt: time('2018-10-24T11:59:28+03:00'),
      revisions: [
        {
          material: 'git:ignite',
          branch: 'master',
          revision: 'a9b65d6e4a86e00876fdbfc17a13ceed718c21e7',
          committedAt: time('2018-10-24T00:52:28+03:00'),
          author: 'spiderru5597',
          message: null,
        },
      ],
      changes: [],
      // The build of all tests started it and comes after it; the build of the product comes before.
      upstream: ['2153181'],
      environment: null,
      marks: [],
      stages: [],
      more: {
        name: 'MVCC Cache',
        project: 'Ignite Tests 2.4+ (Java 8/9/10/11)',
        branchName: 'refs/heads/master',
        agent: 'publicagent10_9094',
        statusText: 'Tests failed: 1, passed: 152, muted: 19',
      },
    },
  ]);
});

recorded('change.xml: one commit', async () => {
  const { runs, commits, rejected } = await files(at('change.xml'));
  expect([runs, rejected]).toEqual([[], []]);
  expect(commits).toEqual([
    {
      record: 'commit',
      source: '',
      material: 'git:ignite',
      revision: '5925444df9170652d4436288f470bf6d031c104e',
      parents: [],
      committedAt: time('2018-10-11T19:00:27+03:00'),
      authoredAt: null,
      author: 'Pavel Kovalenko',
      message: 'IGNITE-9561 Optimize affinity initialization for started cache groups - Fixes #4854.',
      branches: [],
    },
  ]);
});

recorded('changeList.xml alone is set aside: it does not say whose changes they are', async () => {
  const { runs, commits, rejected } = await files(at('changeList.xml'));
  expect([runs, commits]).toEqual([[], []]);
  expect(rejected).toEqual([
    {
      where: expect.stringMatching(/changeList\.xml:2$/) as string,
      id: '2063765',
      reason: expect.stringMatching(/the reply of \/app\/rest\/builds\/id:2063765 would help/) as string,
    },
  ]);
});

recorded(
  'buildHistoryMasterPage2.xml: each of the 1000 builds is set aside, having no moment, with its line',
  async () => {
    const name = 'buildHistoryMasterPage2.xml';
    const { runs, rejected } = await files(at(name));
    const lines = text(name).split('\n');
    const ids = [...text(name).matchAll(/<build id="(\d+)"/g)].map((match) => match[1]);
    expect([runs.length, rejected.length, new Set(ids).size]).toEqual([0, 1000, 1000]);
    expect(rejected.map(({ id }) => id).sort()).toEqual([...ids].sort());
    for (const { where, id, reason } of rejected) {
      expect(lines[Number(where.split(':').at(-1)) - 1]).toContain(`<build id="${id}"`);
      expect(reason).toContain('fields=build(');
    }
  },
);

recorded.each([
  ['IgniteTests24Java8.xml', 'the description of a project'],
  ['IgniteTests24Java8_RunAll.xml', 'a build configuration'],
  ['problemList.xml', 'a list of problems'],
  ['statistics.xml', 'the statistics of a build'],
])('%s is refused, with the reply that would help', async (file, what) => {
  await expect(files(at(file))).rejects.toMatchObject({
    kind: 'wrong_kind',
    message: expect.stringMatching(new RegExp(`is ${what}, .* would help`)) as string,
  });
});

recorded('the whole folder is one import', async () => {
  const { runs, commits, rejected, failures } = await files([folder]);
  expect([runs.length, commits.length, rejected.length, failures.length]).toEqual([1, 1, 1001, 4]);
});
