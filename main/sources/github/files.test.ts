import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { github } from './source';
import { commitItem, hour, iso, minute, runItem, start0 } from './testGithub';
import { importFiles } from './testImport';

const folder = mkdtempSync(path.join(tmpdir(), 'github-'));
afterAll(() => rmSync(folder, { recursive: true }));
let written = 0;

/** Files with these replies, in this order. */
function saved(...replies: unknown[]): string[] {
  return replies.map((reply) => {
    const file = path.join(folder, `${(written += 1)}.json`);
    writeFileSync(file, typeof reply === 'string' ? reply : JSON.stringify(reply, null, 1));
    return file;
  });
}

function job(id: number, attempt: number, more: Record<string, unknown> = {}) {
  const at = start0 + (attempt - 1) * hour;
  return {
    id,
    run_id: 9,
    run_attempt: attempt,
    name: 'build',
    status: 'completed',
    conclusion: 'success',
    created_at: iso(at),
    started_at: iso(at + minute),
    completed_at: iso(at + 2 * minute),
    ...more,
  };
}

test.each([
  ['the list', (run: unknown) => ({ total_count: 1, workflow_runs: [run] })],
  ['a bare array', (run: unknown) => [run]],
  ['the run itself', (run: unknown) => run],
  ['an event', (run: unknown) => ({ action: 'completed', workflow_run: run })],
  ['under its address', (run: unknown) => ({ 'https://api.github.com/repos/o/app/actions/runs?page=1': [run] })],
])('a run is read from %s', async (_, envelope) => {
  const { runs } = await importFiles(saved(envelope(runItem({ id: 9, at: start0 }))));
  expect(runs.map((run) => [run.id, run.outcome, run.startedAt, run.finishedAt])).toEqual([
    ['9', 'passed', start0, null],
  ]);
});

test('a job run again is an attempt of its own; one that was only listed again is not', async () => {
  const jobs = [
    job(1, 1),
    job(2, 1, { name: 'test', conclusion: 'failure' }),
    job(3, 2, { started_at: iso(start0 + minute), completed_at: iso(start0 + 2 * minute) }),
    job(4, 2, { name: 'test' }),
  ];
  const files = saved({ total_count: 4, jobs }, runItem({ id: 9, at: start0, attempt: 2 }));
  const { runs } = await importFiles(files);
  expect(runs[0]?.stages.map((stage) => [stage.name, stage.attempt, stage.outcome])).toEqual([
    ['build', 1, 'passed'],
    ['test', 1, 'failed'],
    ['test', 2, 'passed'],
  ]);
  expect(runs[0]).toMatchObject({ attempt: 2, outcome: 'passed', finishedAt: start0 + hour + 2 * minute });
  expect((await importFiles([...files].reverse())).runs).toEqual(runs);
});

test('attempts of which no job is known are kept as stages', async () => {
  const files = saved(
    runItem({ id: 9, at: start0, conclusion: 'failure' }),
    runItem({ id: 9, at: start0, attempt: 2 }),
  );
  const { runs } = await importFiles(files);
  expect(runs).toHaveLength(1);
  expect(runs[0]).toMatchObject({ attempt: 2, outcome: 'passed', queuedAt: start0, startedAt: start0 + hour });
  expect(runs[0]?.stages.map((stage) => [stage.name, stage.attempt, stage.outcome, stage.startedAt])).toEqual([
    ['CI', 1, 'failed', start0],
    ['CI', 2, 'passed', start0 + hour],
  ]);
  expect((await importFiles([...files].reverse())).runs).toEqual(runs);
});

const named = { workflow_name: 'CI', head_branch: 'main', head_sha: 'c9' };
const jobsAlone: [name: string, reply: unknown, outcome: string][] = [
  ['all jobs', { total_count: 2, jobs: [job(1, 1, named), job(2, 1, { ...named, conclusion: 'skipped' })] }, 'passed'],
  [
    'one that failed',
    { total_count: 2, jobs: [job(1, 1, named), job(2, 1, { ...named, conclusion: 'failure' })] },
    'failed',
  ],
  [
    'one that is under way',
    [job(1, 1, named), job(2, 1, { ...named, status: 'in_progress', conclusion: null })],
    'running',
  ],
  ['a page of more', { total_count: 101, jobs: [job(1, 1, named)] }, 'unknown'],
  ['a single one', job(1, 1, named), 'unknown'],
];
test.each(jobsAlone)('a run known only by its jobs: %s', async (_, reply, outcome) => {
  const { runs } = await importFiles(saved(reply));
  expect(runs.map((run) => [run.id, run.pipeline, run.outcome, run.queuedAt])).toEqual([['9', 'CI', outcome, start0]]);
});

test('a job without moments and a job that was skipped before it began are kept as they are', async () => {
  const jobs = [
    job(1, 1, { conclusion: 'skipped', started_at: iso(start0 + 2 * minute), completed_at: iso(start0 + minute) }),
    job(2, 1, { name: 'wait', status: 'queued', conclusion: null, started_at: null, completed_at: null }),
  ];
  const { runs } = await importFiles(
    saved({ total_count: 2, jobs }, runItem({ id: 9, at: start0, status: 'in_progress' })),
  );
  expect(runs[0]?.stages.map((stage) => [stage.outcome, stage.startedAt, stage.finishedAt])).toEqual([
    ['skipped', start0 + 2 * minute, start0 + minute],
    ['running', null, null],
  ]);
});

test('a comparison and commits complete deployments, in any order', async () => {
  const deployment = (id: number, sha: string) => ({
    id,
    sha,
    ref: 'main',
    task: 'deploy',
    environment: 'production',
    created_at: iso(start0 + id * hour),
    repository_url: 'https://api.github.com/repos/o/app',
  });
  const status = (id: number, state: string) => ({ state, created_at: iso(start0 + id * hour + minute) });
  const files = saved(
    [deployment(1, 'c1'), deployment(2, 'c3')],
    { 'https://api.github.com/repos/o/app/deployments/1/statuses': [{ ...status(1, 'success'), deployment_url: '' }] },
    {
      ...status(2, 'success'),
      deployment_url: 'https://api.github.com/repos/o/app/deployments/2',
      log_url: 'https://x/actions/runs/77/job/1',
    },
    { base_commit: commitItem('c1'), commits: [commitItem('c2'), commitItem('c3')] },
    [commitItem('c1')],
  );
  const { runs, commits, rejected } = await importFiles(files);
  expect(rejected).toEqual([]);
  expect(runs.map((run) => [run.id, run.outcome, run.upstream, run.changes.map((each) => each.revision)])).toEqual([
    ['deployment/1', 'passed', [], []],
    ['deployment/2', 'passed', ['77'], ['c3', 'c2']],
  ]);
  expect(runs[0]?.revisions[0]).toMatchObject({ material: 'git:app', committedAt: start0 + minute, author: 'Ada' });
  expect(commits.map((commit) => [commit.material, commit.revision]).sort()).toEqual([
    ['git:app', 'c1'],
    ['git:app', 'c2'],
    ['git:app', 'c3'],
  ]);
  const back = await importFiles([...files].reverse());
  expect(back.runs).toEqual(runs);
});

test('a deployment made by a workflow run, as its event says', async () => {
  const deployment = {
    id: 4,
    sha: 'c1',
    environment: 'qa',
    task: 'deploy',
    created_at: iso(start0),
    statuses_url: 'x',
  };
  const { runs } = await importFiles(saved({ action: 'created', deployment, workflow_run: { id: 5 } }));
  expect(runs.map((run) => [run.id, run.trigger, run.upstream])).toEqual([['deployment/4', 'upstream', ['5']]]);
});

const triggers: [event: string | undefined, trigger: string][] = [
  ['push', 'push'],
  ['schedule', 'schedule'],
  ['workflow_dispatch', 'manual'],
  ['repository_dispatch', 'api'],
  ['workflow_run', 'upstream'],
  ['pull_request', 'pull_request'],
  ['pull_request_target', 'pull_request'],
  ['release', 'tag'],
  ['dynamic', 'unknown'],
];
test.each(triggers)('event %s: %s', async (event, trigger) => {
  const { runs } = await importFiles(saved({ ...runItem({ id: 1, at: start0 }), event }));
  expect([runs[0]?.trigger, runs[0]?.more?.event]).toEqual([trigger, event]);
});

const unusable: [name: string, reply: unknown, kind: string, part: string][] = [
  ['environments', { total_count: 1, environments: [{ id: 1, name: 'qa' }] }, 'wrong_kind', '/deployments would help'],
  ['artifacts', { total_count: 0, artifacts: [] }, 'wrong_kind', '/actions/runs would help'],
  ['an error', { message: 'Bad credentials' }, 'wrong_kind', 'an error message of the server'],
  ['something else', { hello: 1 }, 'wrong_kind', '/actions/runs would help'],
  ['a number', 7, 'wrong_kind', 'no reply of GitHub'],
  ['cut', '{"total_count": 1, "workflow_runs": [{"id"', 'unreadable', 'no complete JSON'],
  ['a web page', '<!DOCTYPE html><html></html>', 'sign_in_page', 'web page'],
];
test.each(unusable)('%s: refused with a sentence', async (_, reply, kind, part) => {
  const [file] = saved(reply) as [string];
  const error: unknown = await importFiles([file]).catch((reason: unknown) => reason);
  expect(error).toMatchObject({ kind });
  expect(String(error)).toContain(part);
  expect(String(error)).toContain(file);
  const beside = await importFiles([file, ...saved(runItem({ id: 1, at: start0 }))]);
  expect([beside.runs.length, beside.failures.map((each) => each.kind)]).toEqual([1, [kind]]);
});

test('rows that cannot be used are set aside with the line they stand on', async () => {
  const good = runItem({ id: 1, at: start0 });
  const timeless = { ...runItem({ id: 2, at: start0 }), created_at: null, run_started_at: '0001-01-01T00:00:00Z' };
  const [file] = saved({ total_count: 3, workflow_runs: [good, timeless, { ...good, id: null }, 'x'] }) as [string];
  const { runs, rejected } = await importFiles([file]);
  expect(runs.map((run) => run.id)).toEqual(['1']);
  expect(rejected.map((each) => each.id)).toEqual([null, null, '2']);
  expect(rejected[2]?.where).toMatch(new RegExp(`${path.basename(file)}:[1-9]\\d+$`));
});

test('since, until and the names of workflows choose runs', async () => {
  const runs = [1, 2, 3, 4].map((id) => runItem({ id, at: start0 + id * hour, name: id === 3 ? 'Lint' : 'CI' }));
  const window = { since: start0 + 2 * hour, until: start0 + 4 * hour };
  const found = await importFiles(saved(runs), { ...window, pipelines: ['CI'] });
  expect(found.runs.map((run) => run.id)).toEqual(['2']);
  expect(found.coverage).toEqual({ from: window.since, to: window.until, gaps: [] });
});

test('saved replies are recognised by their words', () => {
  const sample = (head: string) =>
    github.recognise({ path: 'x.json', isFolder: false, head, size: head.length, isGitFolder: false });
  const list = JSON.stringify({ total_count: 1, workflow_runs: [runItem({ id: 1, at: start0 })] });
  expect(sample(list)).toEqual({ kind: 'github', what: 'GitHub workflow runs, 1 run', confidence: 0.97 });
  expect(sample(JSON.stringify({ total_count: 1, jobs: [{ ...job(1, 1), head_sha: 'c' }] }))?.what).toBe('GitHub jobs');
  expect(sample('{"pipelines":[{"build_cause":{}}]}')).toBeNull();
  expect(sample('<cruise/>')).toBeNull();
});
