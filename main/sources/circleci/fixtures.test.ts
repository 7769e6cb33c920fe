import { expect } from 'vitest';
import { recordedReplies, rowOf } from '../testing/recorded';
import { importsOf } from '../testing/testImport';
import { circleci } from './source';

const { folder, recorded, at } = recordedReplies('circleci');
const { files } = importsOf(circleci);

const lists = ['devlake-pipelines.by-url.json', 'devlake-workflows.by-url.json', 'devlake-jobs.by-url.json'];
const day = '2023-03-25T';

recorded('pipelines, workflows and jobs complete one another, in any order', async () => {
  const there = await files(at(...lists));
  expect((await files(at(...[...lists].reverse()))).runs).toEqual(there.runs);
  const rows: [id: string, name: string, number: number, trigger: string, outcome: string, ...times: string[]][] = [
    ['8971a56b', 'say-hello-workflow', 2, 'push', 'passed', '17:12:18', '17:12:20', '17:12:23'],
    ['8fe60291', 'say-hello-workflow', 1, 'api', 'passed', '17:12:18', '17:12:20', '17:12:22'],
    ['89054eb2', 'say-hello-workflow', 3, 'push', 'passed', '17:39:23', '17:39:25', '17:39:28'],
    ['c7df82a6', 'workflow', 4, 'push', 'failed', '17:50:20', '17:50:22', '17:50:25'],
    ['6731159f', 'workflow', 5, 'push', 'failed', '17:52:15', '17:52:20', '17:52:23'],
    ['b9ab7bbe', 'workflow', 6, 'push', 'failed', '17:54:09', '17:54:11', '17:54:23'],
    ['7370985a', 'workflow', 7, 'push', 'failed', '17:56:24', '17:56:27', '17:56:43'],
    ['fc76deef', 'workflow', 8, 'push', 'failed', '18:06:13', '18:06:15', '18:05:28'],
    ['fd0bd4f5', 'workflow', 9, 'push', 'passed', '18:13:21', '18:13:25', '18:13:38'],
  ];
  const word = (outcome: string) => (outcome === 'passed' ? 'success' : outcome);
  expect(there.runs.map(rowOf).map(([id, ...rest]) => [String(id).slice(0, 8), ...rest])).toEqual(
    rows.map(([id, name, number, trigger, outcome, ...times]) => [
      ...[id, name, number, trigger, outcome, word(outcome)],
      ...times.map((time) => `${day}${time}Z`),
    ]),
  );
  // The pipeline whose configuration could not be read, and the workflow that has no moment.
  expect(there.rejected.map((each) => [each.id?.slice(0, 8), each.reason])).toEqual([
    ['d323f088', 'no workflow of this pipeline is there; the server says: Failed to fetch config.yml file.'],
    ['b3b77371', 'it has no moment: neither a creation nor a start nor a finish'],
  ]);
  expect(there.runs.at(-1)).toMatchObject({
    actor: 'coldgust',
    url: 'https://app.circleci.com/pipelines/github/coldgust/coldgust.github.io/9/workflows/fd0bd4f5-264f-4e3c-a151-06153c018f78',
    revisions: [
      {
        material: 'git:coldgust.github.io',
        branch: 'master',
        revision: '49874a6ac988e2b3434501d4a4554c54583e6820',
        message: 'add circle',
      },
    ],
    stages: [{ name: 'build', attempt: 1, outcome: 'passed', sourceOutcome: 'success', approval: null }],
  });
});

recorded('workflows alone are runs without a start; pipelines and jobs alone name what would help', async () => {
  const workflows = await files(at('devlake-workflows.by-url.json'));
  expect(workflows.runs.map((run) => [run.startedAt, run.trigger, run.stages])).toEqual(
    Array.from({ length: 9 }, () => [null, 'unknown', []]),
  );
  const pipelines = await files(at('devlake-pipelines.by-url.json'));
  expect([pipelines.runs, pipelines.rejected.length]).toEqual([[], 10]);
  expect(pipelines.rejected[1]?.reason).toContain('/api/v2/pipeline/7fcc1623-edcc-4a76-ad20-cd81aa83519f/workflow');
  expect(pipelines.rejected[1]?.where).toMatch(/devlake-pipelines\.by-url\.json:35$/);
  const jobs = await files(at('devlake-jobs.by-url.json'));
  expect([jobs.runs, jobs.rejected.length]).toEqual([[], 9]);
  expect(jobs.rejected[0]?.reason).toContain('/api/v2/workflow/8971a56b-5547-4824-94dd-07bb467524c5');
  const joined = await files(at('faros-pipelines.json'));
  expect([joined.runs, joined.rejected.length]).toEqual([[], 4]);
});

recorded('a usage export is runs of workflows', async () => {
  const { runs, rejected } = await files(at('faros-usage-export.csv'));
  expect(rejected).toEqual([]);
  const end = (hour: number) => [`2025-07-02T${hour}:25:47Z`, `2025-07-02T${hour}:25:48Z`, `2025-07-02T${hour}:27:17Z`];
  expect(runs.map(rowOf)).toEqual([
    ['669f1257-test-4e5b-9c8c-bb081ce128e8', 'build-and-test', 528, 'push', 'passed', 'success', ...end(18)],
    ['779f1257-test-4e5b-9c8c-bb081ce128e8', 'deploy', 529, 'push', 'passed', 'success', ...end(19)],
  ]);
  expect(runs[0]?.stages).toMatchObject([
    { name: 'test-job', outcome: 'passed', agent: 'medium', finishedAt: Date.parse('2025-07-02T18:26:18Z') },
  ]);
});

recorded('the description of a project is refused with the reply that would help', async () => {
  const refused = files(at('devlake-projects.by-url.json'));
  await expect(refused).rejects.toMatchObject({ kind: 'wrong_kind' });
  await expect(refused).rejects.toThrow('/api/v2/pipeline/ID/workflow would help');
});

recorded('the whole folder is one import', async () => {
  const { runs, rejected, failures } = await files([folder]);
  expect([runs.length, rejected.length, failures.length]).toEqual([11, 6, 1]);
});
