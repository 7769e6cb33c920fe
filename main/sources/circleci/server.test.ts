import { expect, test } from 'vitest';
import { sendJson, startTestServer } from '../http/testServer';
import { iso, testLiveSource, withParameter, type FakeRun } from '../testing/liveSpec';
import { savedFiles } from '../testing/savedFiles';
import { importsOf, knownAfter } from '../testing/testImport';
import { circleci } from './source';

const list = '/api/v2/project/gh/acme/app/pipeline';
const projects = ['gh/acme/app'];
const write = savedFiles();

function pipelineOf({ n }: Pick<FakeRun, 'n'>) {
  return {
    id: `pipeline-${n}`,
    number: n,
    state: 'created',
    project_slug: 'gh/acme/app',
    created_at: iso(n),
    trigger: { type: 'webhook', actor: { login: 'ada' } },
    vcs: { revision: `c${n}`, branch: 'main', origin_repository_url: 'https://github.com/acme/app' },
  };
}

function workflowOf(n: number, isOver: boolean, id = `wf-${n}`) {
  const status = isOver ? 'success' : 'running';
  const of = { pipeline_id: `pipeline-${n}`, pipeline_number: n, project_slug: 'gh/acme/app' };
  return { id, name: 'build', status, created_at: iso(n), stopped_at: isOver ? iso(n, 20) : null, ...of };
}

function jobOf(n: number, isOver: boolean, id = `job-${n}`) {
  const status = isOver ? 'success' : 'running';
  const times = { started_at: iso(n, 2), stopped_at: isOver ? iso(n, 19) : null };
  return { id, name: 'test', type: 'build', status, job_number: n, dependencies: [], ...times };
}

testLiveSource({
  source: circleci,
  request: { projects },
  isList: (url) => url.pathname === list,
  pageOf: (url) => Number(url.searchParams.get('page-token') ?? 0),
  nextOf: (url, number) => withParameter(url, 'page-token', number),
  isLinked: false,
  list: ({ runs }, next) => ({
    json: {
      items: runs.map(pipelineOf),
      next_page_token: next === null ? null : new URL(next).searchParams.get('page-token'),
    },
  }),
  other: (url, runs) => {
    const [, kind, id, detail] = /^\/api\/v2\/(pipeline|workflow)\/([^/]+)\/?(\w+)?$/.exec(url.pathname) ?? [];
    const run = runs.find(({ n }) => id === `pipeline-${n}` || id === `wf-${n}`);
    if (!run) return undefined;
    if (kind === 'pipeline') return detail ? { items: [workflowOf(run.n, run.isOver)] } : pipelineOf(run);
    return detail ? { items: [jobOf(run.n, run.isOver)], next_page_token: null } : workflowOf(run.n, run.isOver);
  },
  id: (n) => `wf-${n}`,
});

test('a workflow that is run again stays the same run, with another attempt', async () => {
  const first = { ...workflowOf(1, true), status: 'failed' };
  const workflows = [first];
  const again = { ...workflowOf(1, true, 'wf-again'), created_at: iso(1, 30), stopped_at: iso(1, 50) };
  const server = await startTestServer((request, response) => {
    const path = request.url ?? '';
    const failed = { ...jobOf(1, true, 'job-b'), name: 'deploy', status: 'failed', started_at: iso(1, 5) };
    const retried = { ...jobOf(1, true, 'job-c'), name: 'deploy', started_at: iso(1, 35), stopped_at: iso(1, 45) };
    if (path.endsWith('/workflow')) sendJson(response, { items: [...workflows].reverse() });
    else if (path.endsWith('/wf-1/job')) sendJson(response, { items: [jobOf(1, true, 'job-a'), failed] });
    else if (path.endsWith('/wf-again/job')) sendJson(response, { items: [jobOf(1, true, 'job-a'), retried] });
    else sendJson(response, { items: [pipelineOf({ n: 1 })], next_page_token: null });
  });
  const before = await importsOf(circleci).server(server.origin, { projects });
  expect(before.runs.map(({ id, attempt, outcome }) => [id, attempt, outcome])).toEqual([['wf-1', 1, 'failed']]);
  workflows.push(again);
  const after = await importsOf(circleci).server(server.origin, { projects }, { known: knownAfter(before) });
  await server.close();
  expect(after.runs).toMatchObject([
    {
      id: 'wf-1',
      pipeline: 'build',
      attempt: 2,
      outcome: 'passed',
      trigger: 'push',
      actor: 'ada',
      startedAt: Date.parse(iso(1, 2)),
      finishedAt: Date.parse(iso(1, 50)),
      stages: [
        { name: 'test', attempt: 1, outcome: 'passed' },
        { name: 'deploy', attempt: 1, outcome: 'failed' },
        { name: 'deploy', attempt: 2, outcome: 'passed', startedAt: Date.parse(iso(1, 35)) },
      ],
    },
  ]);
});

test('a gate waits for a person; jobs in a file named after their workflow belong to it', async () => {
  const id = '11111111-2222-4333-8444-555555555555';
  const gate = {
    id: 'hold',
    name: 'hold',
    type: 'approval',
    status: 'on_hold',
    dependencies: [],
    started_at: iso(1, 3),
  };
  const [workflows = '', jobs = ''] = write(
    { items: [{ ...workflowOf(1, false, id), status: 'on_hold' }], next_page_token: null },
    { items: [{ ...gate, latest_workflow: { id } }, jobOf(1, true)] },
  );
  const { runs, rejected } = await importsOf(circleci).files([jobs, workflows]);
  expect(runs).toMatchObject([{ id, outcome: 'running', sourceOutcome: 'on_hold', finishedAt: null }]);
  expect(runs[0]?.stages).toMatchObject([{ name: 'hold', approval: 'manual', outcome: 'running' }]);
  expect(rejected.map((each) => each.reason)).toEqual([
    'a list of jobs does not say of which workflow it is: put the id of the workflow in the name of the file',
  ]);
});

test.each(['https://app.circleci.com/pipelines/gh/acme/app', 'gh/acme/app/', '/gh/acme/app'])(
  'the project may be named "%s"',
  async (project) => {
    const server = await startTestServer((_, response) => sendJson(response, { items: [], next_page_token: null }));
    await importsOf(circleci).server(`${server.origin}/api/v2/`, { projects: [project] });
    await server.close();
    expect(server.asked).toEqual([list]);
  },
);
