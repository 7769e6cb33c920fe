import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { importsOf } from '../testing/testImport';
import { jenkins } from './source';

const folder = path.resolve(import.meta.dirname, '../../../../shared/fixtures/jenkins');
const recorded = test.skipIf(!existsSync(folder));
if (!existsSync(folder)) console.warn(`No recorded replies of Jenkins at ${folder}: their tests are skipped.`);

const { files } = importsOf(jenkins);
const at = (...names: string[]) => names.map((name) => path.join(folder, name));

type Row = [id: string, outcome: string, word: string, started: number, finished: number | null, stages?: string];
const hello = 'Declarative: Checkout SCM passed';
const few: [file: string, rows: Row[]][] = [
  [
    'elastic-build-report.json',
    [['apm-shared/apm-apm-pipeline-library-mbp/develop/49', 'failed', 'FAILURE', 1559131635104, null]],
  ],
  [
    'hygieia-buildDetails_full.json',
    [['Lucene-Solr-Tests-5.x-Java7/2483', 'failed', 'FAILURE', 1421281415000, 1421284113495]],
  ],
  [
    'hygieia-buildDetails_withMultipleRepos.json',
    [['Hygieia-Common/179', 'failed', 'FAILURE', 1473102515400, 1473102515614]],
  ],
  [
    'hygieia-buildDetails_withMultipleSCM.json',
    [['Hygieia-Common/179', 'failed', 'FAILURE', 1473102515400, 1473102515614]],
  ],
  [
    'hygieia-buildDetails_withRepo-multipleBranches.json',
    [['Hygieia-Common/179', 'failed', 'FAILURE', 1473102515400, 1473102515614]],
  ],
  [
    'hygieia-wfapi-describe.json',
    [
      [
        'testGenericItem/61',
        'passed',
        'SUCCESS',
        1560102298245,
        null,
        'Preparation passed, Build passed, OSS passed, Docker push images passed',
      ],
    ],
  ],
  ['jenkins-rest-build-info-git-commit.json', [['fish/10', 'passed', 'SUCCESS', 1461091892486, 1461091953236]]],
  [
    'jenkins-rest-runHistory.json',
    [
      [
        'Test Workflow/15',
        'passed',
        'SUCCESS',
        1413459910289,
        1413459937070,
        'Build passed, Test passed, Deploy passed',
      ],
      [
        'Test Workflow/16',
        'running',
        'PAUSED_PENDING_INPUT',
        1413461275770,
        null,
        'Build passed, Test passed, Deploy running',
      ],
    ],
  ],
  [
    'jenkins-rest-workflow.json',
    [
      [
        'Test Workflow/16',
        'running',
        'PAUSED_PENDING_INPUT',
        1413461275770,
        null,
        'Build passed, Test passed, Deploy running',
      ],
    ],
  ],
  [
    'metrik-raw-build-detail-1.json',
    [
      [
        '4km-backend/82',
        'cancelled',
        'ABORTED',
        1610949317914,
        1610949378334,
        `${hello}, Build Docker image failed, Push Docker image unknown, Deploy to DEV skipped, Deploy to UAT unknown`,
      ],
    ],
  ],
  [
    'metrik-raw-build-detail-2.json',
    [
      [
        '4km-backend/82',
        'cancelled',
        'ABORTED',
        1610949317914,
        1610949378334,
        `${hello}, Build Docker image cancelled, Push Docker image cancelled, Deploy to DEV cancelled, Deploy to UAT unknown`,
      ],
    ],
  ],
  [
    'metrik-raw-build-detail-3.json',
    [
      [
        '4km-backend/82',
        'cancelled',
        'ABORTED',
        1610949317914,
        1610949378334,
        `${hello}, Build Docker image cancelled, Push Docker image cancelled, Deploy to DEV skipped, Deploy to UAT unknown`,
      ],
    ],
  ],
  [
    'stageview-04_rest_api_runs_failed.json',
    [
      [
        'cd/1',
        'passed',
        'SUCCESS',
        1414318232950,
        1414318288921,
        'Dev passed, QA passed, Staging passed, Production passed',
      ],
      ['cd/3', 'failed', 'FAILED', 1414318349569, 1414318389097, 'Dev passed, QA passed, Staging failed'],
    ],
  ],
  [
    'stageview-06_rest_api_runs.json',
    [
      [
        'WFX/4',
        'passed',
        'SUCCESS',
        1416593537396,
        1416593538818,
        'Dev skipped, QA skipped, Staging skipped, Production passed',
      ],
      [
        'WFX/5',
        'passed',
        'SUCCESS',
        1416593544229,
        1416593953946,
        'Dev passed, QA passed, Staging passed, Production passed',
      ],
      [
        'WFX/6',
        'passed',
        'SUCCESS',
        1416599304588,
        1416599306990,
        'Dev skipped, QA skipped, Staging skipped, Production passed',
      ],
      [
        'WFX/7',
        'passed',
        'SUCCESS',
        1416600267530,
        1416600311344,
        'Dev passed, QA passed, Staging passed, Production passed',
      ],
    ],
  ],
  [
    'stageview-07_rest_api_runs_in_progress.json',
    [['cd/1', 'running', 'IN_PROGRESS', 1414318232950, null, 'Staging passed, Production running']],
  ],
  [
    'stageview-08_rest_api_unstable_run.json',
    [['cd/1', 'failed', 'UNSTABLE', 1414318232950, 1414318288921, 'Staging failed, Production failed']],
  ],
];
recorded.each(few)('%s', async (file, rows) => {
  const { runs, rejected, failures } = await files(at(file));
  expect([rejected, failures]).toEqual([[], []]);
  expect(
    runs.map((run) => [
      run.id,
      run.outcome,
      run.sourceOutcome,
      run.startedAt,
      run.finishedAt,
      run.stages.map(({ name, outcome }) => `${name} ${outcome}`).join(', '),
    ]),
  ).toEqual(
    rows.map(([id, outcome, word, started, finished, stages = '']) => [id, outcome, word, started, finished, stages]),
  );
});

recorded('devlake-builds-freestyle-and-pipeline.by-url.json, counted again from the file', async () => {
  const { runs, rejected } = await files(at('devlake-builds-freestyle-and-pipeline.by-url.json'));
  const lists = JSON.parse(
    readFileSync(at('devlake-builds-freestyle-and-pipeline.by-url.json')[0] ?? '', 'utf8'),
  ) as Record<string, { number: number; result: string; timestamp: number; duration: number }[]>;
  const outcomes: Record<string, string> = {
    SUCCESS: 'passed',
    FAILURE: 'failed',
    UNSTABLE: 'failed',
    ABORTED: 'cancelled',
  };
  const expected = Object.entries(lists).flatMap(([address, builds]) => {
    const job = new URL(address).pathname
      .replace('/api/json', '')
      .split('/job/')
      .slice(1)
      .map(decodeURIComponent)
      .join('/');
    return builds.map(({ number, result, timestamp, duration }) => ({
      id: `${job}/${number}`,
      pipeline: job,
      number,
      trigger: 'manual',
      actor: 'merico',
      outcome: outcomes[result] ?? 'unknown',
      sourceOutcome: result,
      queuedAt: null,
      startedAt: timestamp,
      finishedAt: timestamp + duration,
    }));
  });
  expect([expected.length, rejected]).toEqual([14, []]);
  const byId = (a: { id: string }, b: { id: string }) => (a.id < b.id ? -1 : 1);
  expect(runs.sort(byId)).toMatchObject(expected.sort(byId));
  expect(runs.find((run) => run.id === 'devlake/31')?.revisions).toMatchObject([
    { material: 'git:lake', branch: 'main', revision: '0f886c74949c3ee7e489188911c7dc0c1d547418' },
  ]);
});

recorded('every checkout is an input, with the branch of the revision that was built', async () => {
  const { runs } = await files(at('hygieia-buildDetails_withMultipleSCM.json'));
  expect(runs[0]?.revisions.map(({ material, branch, revision }) => [material, branch, revision.slice(0, 7)])).toEqual([
    ['git:Hygieia', 'master', 'f661779'],
    ['git:Hygieia222', 'test', '385bbf9'],
  ]);
});

recorded('changes of a build: of Subversion in a freestyle job, of git in a pipeline', async () => {
  const svn = (await files(at('hygieia-buildDetails_full.json'))).runs[0];
  expect(svn?.revisions).toMatchObject([{ material: 'svn:branch_5x', revision: '1651902' }]);
  expect(
    svn?.changes.map(({ material, revision, author, committedAt }) => [material, revision, author, committedAt]),
  ).toEqual([
    ['svn:branch_5x', '1651902', 'uschindler', 1421279592948],
    ['svn:branch_5x', '1651896', 'ehatcher', 1421279338234],
  ]);
  const git = (await files(at('jenkins-rest-build-info-git-commit.json'))).runs[0];
  expect(git).toMatchObject({
    trigger: 'manual',
    actor: 'anonymous',
    changes: [
      {
        material: 'git:unknown',
        revision: 'd27afa0805201322d846d7defc29b82c88d9b5ce',
        author: 'username',
        message: 'Commit comment',
      },
    ],
  });
});

recorded('a run of Blue Ocean', async () => {
  const { runs } = await files(at('elastic-build-report.json'));
  expect(runs[0]).toMatchObject({
    trigger: 'push',
    queuedAt: 1559131635094,
    revisions: [
      { material: 'git:apm-pipeline-library', branch: 'develop', revision: '62e45e5eec4bf6f447230b41c22db5d1b6c3b52a' },
    ],
  });
});

recorded('a stage that waited for a person is a gate; nothing runs in a build that is over', async () => {
  const { runs } = await files(at('jenkins-rest-workflow.json'));
  expect(runs[0]?.stages.map(({ approval, finishedAt }) => [approval, finishedAt])).toEqual([
    [null, 1413461280998],
    [null, 1413461285992],
    ['manual', null],
  ]);
});

recorded('of one build the reply in which it is over counts, in either order', async () => {
  const names = at('stageview-07_rest_api_runs_in_progress.json', 'stageview-04_rest_api_runs_failed.json');
  const there = await files(names);
  expect((await files([...names].reverse())).runs).toEqual(there.runs);
  expect(there.runs.map((run) => [run.id, run.outcome, run.stages.map((stage) => stage.outcome)])).toEqual([
    ['cd/1', 'passed', ['passed', 'passed', 'passed', 'passed']],
    ['cd/3', 'failed', ['passed', 'passed', 'failed']],
  ]);
});

recorded('builds and their stages complete one another', async () => {
  const { runs, rejected } = await files(
    at('devlake-builds-freestyle-and-pipeline.by-url.json', 'devlake-stages.by-url.json'),
  );
  expect(runs.find((run) => run.id === 'pipeline-test2/1')?.stages.map((stage) => stage.name)).toEqual([
    'Hello',
    'Hello',
  ]);
  expect([runs.length, rejected.length]).toEqual([14, 11]);
});

recorded('stages and changes alone are set aside, and the reply that would help is named', async () => {
  const stages = await files(at('devlake-stages.by-url.json'));
  expect([stages.runs, stages.rejected.length]).toEqual([[], 12]);
  expect(stages.rejected[0]?.reason).toContain('/job/pipeline-test2/2/api/json');
  expect(stages.rejected[1]?.where).toMatch(/devlake-stages\.by-url\.json:\d\d$/);
  const changes = await files(at('stageview-01_run_changeset_pre_model.json'));
  expect(changes.rejected.map((each) => each.id)).toEqual(['Test Workflow/18']);
});

recorded.each([
  ['hygieia-instanceJobs_multibranchPipeline.json', 'a list of jobs'],
  ['hygieia-instanceJobs_twoJobsTwoBuilds.json', 'a list of jobs'],
  ['jenkins-rest-job-info.json', 'the description of a job'],
  ['jenkins-rest-queueItemRunning.json', 'an item of the queue'],
])('%s is refused with the reply that would help', async (file, what) => {
  const refused = files(at(file));
  await expect(refused).rejects.toMatchObject({ kind: 'wrong_kind', message: expect.stringContaining(what) as string });
  await expect(refused).rejects.toThrow('allBuilds');
});

recorded('the whole folder is one import', async () => {
  const { runs, rejected, failures } = await files([folder]);
  // 14 of DevLake, 1 elastic, 1 + 1 + 1 hygieia, fish, Test Workflow 15 and 16, 4km-backend, cd 1 and 3, WFX 4 to 7.
  expect([runs.length, rejected.length, failures.length]).toEqual([28, 12, 4]);
});
