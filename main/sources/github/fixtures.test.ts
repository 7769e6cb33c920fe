import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { importFiles } from './testImport';

const folder = path.resolve(import.meta.dirname, '../../../../shared/fixtures/github');
const absent = !existsSync(folder);
if (absent) console.warn(`SKIPPED: recorded replies of GitHub are not at ${folder}`);
const recorded = test.skipIf(absent);
const at = (...names: string[]) => names.map((name) => path.join(folder, name));
const time = (text: string) => Date.parse(text);

type Expected = [
  id: string,
  pipeline: string,
  outcome: string,
  word: string | null,
  queuedAt: string | null,
  branch: string,
];
const M = 'manual';
const runsOf: [file: string, trigger: string, material: string, rows: Expected[]][] = [
  [
    'hub4j-cancelled-run.json',
    M,
    'GHWorkflowRunTest',
    [['686036126', 'Slow workflow', 'cancelled', 'cancelled', '2021-03-25T09:37:09Z', 'main']],
  ],
  [
    'hub4j-runs-on-branch.json',
    M,
    'GHWorkflowRunTest',
    [
      ['677006583', 'Fast workflow', 'passed', 'success', '2021-03-22T18:03:17Z', 'second-branch'],
      ['686039314', 'Fast workflow', 'passed', 'success', '2021-03-25T09:38:23Z', 'second-branch'],
    ],
  ],
  [
    'hub4j-startup-failure-runs.json',
    'push',
    'GHWorkflowRunTest',
    [
      [
        '6804095195',
        '.github/workflows/startup-failure-workflow.yml',
        'failed',
        'startup_failure',
        '2023-11-08T21:14:53Z',
        'main',
      ],
      ['6804324440', 'Broken Workflow', 'failed', 'startup_failure', '2023-11-08T21:40:03Z', 'main'],
      [
        '6804363049',
        '.github/workflows/startup-failure-workflow.yml',
        'failed',
        'startup_failure',
        '2023-11-08T21:44:54Z',
        'main',
      ],
      ['6804432015', 'Broken Workflow', 'failed', 'startup_failure', '2023-11-08T21:53:13Z', 'main'],
    ],
  ],
  [
    'faros-workflow-runs.json',
    'push',
    'Hello-World',
    [['30433642', 'Build', 'running', 'queued', '2020-01-22T19:33:08Z', 'master']],
  ],
  [
    'gitactionboard-workflow-runs-2057656.json',
    'schedule',
    'hello-world',
    [
      ['268815032', 'workflow 2057656', 'passed', 'success', '2024-09-17T06:11:05Z', 'master'],
      ['260614024', 'workflow 2057656', 'passed', 'success', '2024-09-18T06:11:26Z', 'master'],
    ],
  ],
  [
    'metrik-runs3.json',
    M,
    'test_repo',
    [
      ['1111111111', 'CI', 'passed', 'success', '2021-08-11T11:11:01Z', 'master'],
      ['1111111113', 'CI', 'failed', 'failure', '2021-08-12T11:11:01Z', 'master'],
      ['1111111114', 'CI', 'passed', 'success', '2021-08-12T11:11:01Z', 'master'],
    ],
  ],
  [
    'metrik-in-progress-runs1.json',
    M,
    'test_repo',
    [
      ['1111111111', 'CI', 'running', 'in_progress', '2021-08-11T11:11:01Z', 'master'],
      ['1111111112', 'CI', 'running', 'queued', '2021-08-11T11:11:01Z', 'master'],
    ],
  ],
  [
    'octokit-webhook-workflow_run-completed.payload.json',
    'api',
    'octo-repo',
    [['289782451', 'test', 'passed', 'success', '2020-10-05T16:33:24Z', 'master']],
  ],
  [
    'octokit-webhook-workflow_run-completed.with-pull-requests.payload.json',
    'api',
    'octo-repo',
    [['289782451', 'test', 'passed', 'success', '2020-10-05T16:33:24Z', 'master']],
  ],
  [
    'octokit-webhook-deployment_review-requested.payload.json',
    'pull_request',
    'sample-app',
    [['5453085689', 'Build pull_request 3 by @ilmax', 'running', 'waiting', '2023-07-04T09:28:10Z', 'sample']],
  ],
  // Jobs whose run is not there, but that name their workflow.
  ['faros-workflow-jobs.json', 'unknown', 'octo-repo', [['29679449', 'CI', 'passed', null, null, 'main']]],
  [
    'octokit-webhook-workflow_job-completed.failure.with-organization.payload.json',
    'unknown',
    'octo-repo',
    [['2202229078', 'CodeQL', 'failed', null, '2021-08-05T10:33:58Z', 'main']],
  ],
  [
    'octokit-webhook-workflow_job-waiting.payload.json',
    'unknown',
    'elastic-machines-testing',
    [['4747967848', 'Env Test', 'running', null, '2023-04-19T21:12:12Z', 'main']],
  ],
];
recorded.each(runsOf)('%s', async (file, trigger, material, rows) => {
  const { runs, rejected, failures } = await importFiles(at(file));
  expect([rejected, failures]).toEqual([[], []]);
  expect(
    runs.map((run) => [run.id, run.pipeline, run.outcome, run.sourceOutcome, run.queuedAt, run.revisions[0]?.branch]),
  ).toEqual(
    rows.map(([id, pipeline, outcome, word, queuedAt, branch]) => [
      id,
      pipeline,
      outcome,
      word,
      queuedAt === null ? null : time(queuedAt),
      branch,
    ]),
  );
  expect(new Set(runs.map((run) => run.trigger))).toEqual(new Set([trigger]));
  expect(new Set(runs.map((run) => run.revisions[0]?.material))).toEqual(new Set([`git:${material}`]));
});

const lists: [file: string, count: number][] = [
  ['hub4j-quarkus-runs-page-a.json', 20],
  ['hub4j-runs-search-created-a.json', 8],
  ['hub4j-workflow-runs-list.json', 10],
  ['devlake-ants-workflow-runs.by-url.json', 35],
];
recorded.each(lists)('%s: %i runs, each as the reply says', async (file, count) => {
  const { runs, rejected, coverage } = await importFiles(at(file));
  expect(rejected).toEqual([]);
  expect(runs).toHaveLength(count);
  const items = recordedRuns(file);
  for (const run of runs) {
    const item = items.find((each) => String(each.id) === run.id)!;
    expect([run.pipeline, run.number, run.attempt, run.url]).toEqual([
      item.name,
      item.run_number,
      item.run_attempt ?? 1,
      item.html_url,
    ]);
    expect([run.queuedAt, run.finishedAt]).toEqual([time(item.created_at), null]);
    expect([run.revisions[0]?.branch, run.revisions[0]?.revision]).toEqual([item.head_branch, item.head_sha]);
    expect(run.revisions[0]?.committedAt).toBe(time(item.head_commit.timestamp));
  }
  expect(coverage?.from).toBe(Math.min(...items.map((item) => time(item.created_at))));
});

const edited: [id: string, outcome: string, word: string][] = [
  ['2559400722', 'passed', 'success'],
  ['2559400724', 'failed', 'failure'],
  ['2559400725', 'cancelled', 'cancelled'],
  ['2559400726', 'failed', 'timed_out'],
  ['2559400727', 'failed', 'startup_failure'],
  ['2559400728', 'running', 'IN_PROGRESS'],
  ['2559400729', 'running', 'QUEUED'],
  ['2559400730', 'running', 'WAITING'],
  ['2559400731', 'running', 'PENDING'],
  ['2559400732', 'skipped', 'neutral'],
  ['2559400733', 'skipped', 'skipped'],
  ['2559400734', 'unknown', 'stale'],
  ['2559400735', 'running', 'action_required'],
  ['2559400736', 'running', 'REQUESTED'],
];
recorded('every status and conclusion of the ants runs, whatever its case', async () => {
  const { runs } = await importFiles(at('devlake-ants-workflow-runs.by-url.json'));
  const found = new Map(runs.map((run) => [run.id, [run.id, run.outcome, run.sourceOutcome]]));
  expect(edited.map(([id]) => found.get(id))).toEqual(edited);
  expect(runs.find((run) => run.id === '2589885639')).toMatchObject({
    attempt: 2,
    trigger: 'pull_request',
    actor: 'panjf2000',
    queuedAt: time('2022-06-30T12:23:37Z'),
    startedAt: time('2022-07-01T13:34:14Z'),
    more: { headRepository: 'hanfezh/ants' },
  });
  expect(runs.find((run) => run.id === '2559400729')?.startedAt).toBeNull();
});

recorded('jobs, runs and the list of workflows complete one another, in either order', async () => {
  const files = at(
    'gitactionboard-jobs-260614024.json',
    'gitactionboard-workflows.json',
    'gitactionboard-workflow-runs-2057656.json',
  );
  const there = await importFiles(files);
  expect((await importFiles([...files].reverse())).runs).toEqual(there.runs);
  expect([there.rejected, there.failures]).toEqual([[], []]);
  expect(there.runs.map((run) => [run.id, run.pipeline, run.startedAt, run.finishedAt])).toEqual([
    ['268815032', 'hello-world-checks', time('2024-09-17T06:11:05Z'), null],
    ['260614024', 'hello-world-checks', time('2024-09-18T06:11:36Z'), time('2024-09-18T06:14:54Z')],
  ]);
  expect(there.runs[1]?.stages.map((stage) => [stage.name, stage.outcome, stage.attempt, stage.finishedAt])).toEqual([
    ['format', 'passed', 1, time('2024-09-18T06:11:41Z')],
    ['test', 'passed', 1, time('2024-09-18T06:14:54Z')],
  ]);
});

recorded('of one run the reply in which it is over counts, in either order', async () => {
  const files = at('metrik-in-progress-runs1.json', 'metrik-runs1.json', 'metrik-runs3.json');
  const there = await importFiles(files);
  expect((await importFiles([...files].reverse())).runs).toEqual(there.runs);
  expect(there.runs.map((run) => [run.id, run.outcome])).toEqual([
    ['1111111111', 'passed'],
    ['1111111112', 'passed'],
    ['1111111113', 'failed'],
    ['1111111114', 'passed'],
  ]);
});

type ExpectedDeployment = [
  id: string,
  environment: string,
  outcome: string,
  word: string | null,
  queued: string,
  started: string | null,
  finished: string | null,
];
const deploymentsOf: [file: string, rows: ExpectedDeployment[]][] = [
  [
    'hub4j-deployment-object-payload.json',
    [['178653229', 'production', 'unknown', null, '2019-10-30T00:03:34Z', null, null]],
  ],
  [
    'hub4j-deployment-string-payload.json',
    [['178653229', 'production', 'unknown', null, '2019-10-30T00:03:34Z', null, null]],
  ],
  ['hub4j-deployments.json', [['315601563', 'unittest', 'unknown', null, '2021-01-23T05:30:28Z', null, null]]],
  [
    'octokit-webhook-deployment-payload.json',
    [['145988746', 'production', 'unknown', null, '2019-05-15T15:20:53Z', null, null]],
  ],
  [
    'octokit-webhook-deployment_status-payload.json',
    [
      [
        '145988746',
        'production',
        'passed',
        'success',
        '2019-05-15T15:20:53Z',
        '2019-05-15T15:20:53Z',
        '2019-05-15T15:20:55Z',
      ],
    ],
  ],
  [
    'devlake-graphql-deployments.by-url.json',
    [
      ['1670973641', 'github-pages', 'passed', 'INACTIVE', '2024-07-24T00:18:51Z', '2024-07-24T00:18:51Z', null],
      ['1693412381', 'github-pages', 'passed', 'INACTIVE', '2024-08-02T00:17:55Z', '2024-08-02T00:17:55Z', null],
      ['1696032217', 'github-pages', 'passed', 'INACTIVE', '2024-08-03T00:17:32Z', '2024-08-03T00:17:32Z', null],
      ['1701084484', 'github-pages', 'passed', 'INACTIVE', '2024-08-06T00:18:05Z', '2024-08-06T00:18:05Z', null],
      [
        '1707033729',
        'github-pages',
        'passed',
        'SUCCESS',
        '2024-08-08T00:17:56Z',
        '2024-08-08T00:17:56Z',
        '2024-08-08T00:18:12Z',
      ],
      [
        '3839563910',
        'github-pages',
        'passed',
        'SUCCESS',
        '2026-02-14T00:32:15Z',
        '2026-02-14T00:32:20Z',
        '2026-02-14T00:32:36Z',
      ],
      [
        '3881429895',
        'github-pages',
        'passed',
        'SUCCESS',
        '2026-02-20T00:30:37Z',
        '2026-02-20T00:30:40Z',
        '2026-02-20T00:30:59Z',
      ],
    ],
  ],
];
recorded.each(deploymentsOf)('%s', async (file, rows) => {
  const { runs, rejected } = await importFiles(at(file));
  const moment = (text: string | null) => (text === null ? null : time(text));
  expect(rejected).toEqual([]);
  expect(
    runs.map((run) => [
      run.id,
      run.environment,
      run.outcome,
      run.sourceOutcome,
      run.queuedAt,
      run.startedAt,
      run.finishedAt,
    ]),
  ).toEqual(
    rows.map(([id, environment, outcome, word, ...moments]) => [
      `deployment/${id}`,
      environment,
      outcome,
      word,
      ...moments.map(moment),
    ]),
  );
});

const alone: [file: string, rejected: string[], help: string][] = [
  ['hub4j-jobs-of-run.json', ['719643947'], 'actions/runs/719643947'],
  ['gitactionboard-jobs-260614024.json', ['260614024'], 'actions/runs/260614024'],
  ['hub4j-deployment-statuses.json', ['deployment/315601644'], 'deployments/315601644'],
  [
    'devlake-ants-workflow-jobs.by-url.json',
    [
      '577324554',
      '664533609',
      '577324558',
      '577324571',
      '577330055',
      '577330056',
      '577330057',
      '583528173',
      '604839350',
      '613518923',
    ],
    'actions/runs/577324554',
  ],
];
recorded.each(alone)('%s alone is set aside, and the reply that would help is named', async (file, ids, help) => {
  const { runs, rejected } = await importFiles(at(file));
  expect(runs).toEqual([]);
  expect(rejected.map((each) => each.id)).toEqual(ids);
  expect(rejected[0]?.reason).toContain(help);
  expect(rejected[0]?.where).toMatch(/\.json:\d+$/);
});

recorded('a commit', async () => {
  const { commits, runs } = await importFiles(at('metrik-commit1.json'));
  expect(runs).toEqual([]);
  expect(commits).toMatchObject([
    {
      material: 'git:loyalty-service',
      revision: '3986a82cf9f852e9938f7e7984d1e95742854baa',
      parents: ['CF0179FF-CFEE-4AD3-AF34-22521F3A2EC5'],
      committedAt: time('2021-08-11T01:46:31Z'),
      author: 'test_people',
    },
  ]);
});

recorded('the list of workflows alone is refused with the reply that would help', async () => {
  await expect(importFiles(at('gitactionboard-workflows.json'))).rejects.toMatchObject({
    kind: 'wrong_kind',
    message: expect.stringContaining('/actions/runs would help') as string,
  });
});

recorded('the whole folder is one import', async () => {
  const { runs, commits, rejected, failures } = await importFiles([folder]);
  expect(new Set(runs.map((run) => run.id)).size).toBe(runs.length);
  // 35 + 20 + 2 + 8 + 4 + 10 + 1 cancelled + 2 + 1 + 4 + 1 + 1 + 2 jobs + 1 jobs, and 7 + 1 + 1 + 1 deployments.
  expect([runs.length, commits.length, rejected.length, failures]).toEqual([102, 1, 12, []]);
});

interface RecordedRun {
  id: number;
  name: string;
  run_number: number;
  run_attempt?: number;
  html_url: string;
  created_at: string;
  head_branch: string;
  head_sha: string;
  head_commit: { timestamp: string };
}

function recordedRuns(file: string): RecordedRun[] {
  const json = JSON.parse(readFileSync(path.join(folder, file), 'utf8')) as Record<string, RecordedRun[]>;
  return json.workflow_runs ?? Object.values(json).flat();
}
