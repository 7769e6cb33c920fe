import { expect, test } from 'vitest';
import { sendJson, startTestServer } from '../http/testServer';
import { iso, testLiveSource, withParameter, type FakeRun } from '../testing/liveSpec';
import { savedFiles } from '../testing/savedFiles';
import { importsOf, knownAfter } from '../testing/testImport';
import { addressesOf } from './address';
import { azure } from './source';

const api = '/shop/_apis';
const projects = ['shop'];
const write = savedFiles();

function buildOf({ n, isOver }: Pick<FakeRun, 'n' | 'isOver'>) {
  return {
    id: n,
    buildNumber: `2024.${n}`,
    status: isOver ? 'completed' : 'inProgress',
    result: isOver ? 'succeeded' : undefined,
    reason: 'individualCI',
    queueTime: iso(n),
    startTime: iso(n, 1),
    finishTime: isOver ? iso(n, 20) : undefined,
    definition: { id: 1, name: 'app', path: '\\web' },
    repository: { id: 'acme/app', type: 'GitHub' },
    sourceBranch: 'refs/heads/main',
    sourceVersion: `c${n}`,
    requestedFor: { displayName: 'Ada' },
  };
}

testLiveSource({
  source: azure,
  request: { projects },
  isList: (url) => url.pathname === `${api}/build/builds`,
  pageOf: (url) => Number(url.searchParams.get('continuationToken') ?? 0),
  nextOf: (url, number) => withParameter(url, 'continuationToken', number),
  isLinked: false,
  list: ({ runs }, next) => ({
    json: { count: runs.length, value: runs.map(buildOf) },
    headers:
      next === null
        ? undefined
        : { 'x-ms-continuationtoken': new URL(next).searchParams.get('continuationToken') ?? '' },
  }),
  other: (url, runs) => {
    if (url.pathname === `${api}/release/deployments`) return { count: 0, value: [] };
    const [, id, detail] = /\/build\/builds\/(\d+)\/?(\w+)?$/.exec(url.pathname) ?? [];
    const run = runs.find(({ n }) => String(n) === id);
    if (!run) return undefined;
    if (detail === 'timeline') return { records: [] };
    return detail === 'changes' ? { count: 0, value: [] } : buildOf(run);
  },
  // `liveSpec` looks for the token as it is; here it is in the password of Basic.
  tokenIn: (token) => Buffer.from(`:${token}`).toString('base64'),
  id: (n) => String(n),
});

const part = (id: string, type: string, parentId: string | null, more = {}) => ({
  id,
  type,
  parentId,
  name: id,
  state: 'completed',
  result: 'succeeded',
  attempt: 1,
  order: 1,
  startTime: iso(1, 2),
  finishTime: iso(1, 5),
  previousAttempts: [],
  ...more,
});

/** A build of two stages; the second was approved, failed, and was run again. */
const timelines = {
  now: [
    part('Build', 'Stage', null),
    part('phase-b', 'Phase', 'Build'),
    part('compile', 'Job', 'phase-b', { workerName: 'agent-7' }),
    part('Deploy', 'Stage', null, {
      order: 2,
      attempt: 2,
      startTime: iso(1, 30),
      previousAttempts: [{ attempt: 1, timelineId: 'old' }],
    }),
    part('gate', 'Checkpoint', 'Deploy', { attempt: 2 }),
    part('ok', 'Checkpoint.Approval', 'gate', { attempt: 2 }),
    part('phase-d', 'Phase', 'Deploy', { attempt: 2 }),
    part('ship', 'Job', 'phase-d', { attempt: 2 }),
  ],
  old: [
    part('Deploy', 'Stage', null, { order: 2, result: 'failed' }),
    part('ship', 'Job', 'phase-d', { result: 'failed' }),
    part('phase-d', 'Phase', 'Deploy'),
  ],
};
const change = { id: 'c1', message: 'A change', timestamp: iso(1, -5), author: { displayName: 'Ada' }, location: 'x' };

test('stages with their jobs and attempts, changes, and deployments of releases', async () => {
  let status = 'inProgress';
  const release = {
    id: 5,
    name: 'Release-5',
    releaseDefinition: { name: 'CD' },
    artifacts: [{ type: 'Build', definitionReference: { version: { id: '1' } } }],
  };
  const deployment = () => ({
    id: 9,
    release,
    releaseDefinition: release.releaseDefinition,
    releaseEnvironment: { id: 3, name: 'PROD' },
    attempt: 1,
    deploymentStatus: status,
    queuedOn: iso(2),
    startedOn: iso(2, 1),
    completedOn: status === 'succeeded' ? iso(2, 4) : '0001-01-01T00:00:00',
  });
  let listed = [deployment()];
  const server = await startTestServer((request, response) => {
    const path = request.url ?? '';
    if (path.includes('/timeline/old')) sendJson(response, { records: timelines.old });
    else if (path.includes('/timeline')) sendJson(response, { records: timelines.now });
    else if (path.includes('/changes')) sendJson(response, { value: [change] });
    else if (path.includes('/release/releases/5')) {
      const step = { ...deployment(), deploymentId: 9, id: 1, status };
      sendJson(response, { ...release, environments: [{ id: 3, name: 'PROD', deploySteps: [step] }] });
    } else if (path.includes('/deployments')) sendJson(response, { value: listed });
    else sendJson(response, { value: [buildOf({ n: 1, isOver: true })] });
  });
  const first = await importsOf(azure).server(server.origin, { projects });
  expect([first.failures, first.rejected]).toEqual([[], []]);
  expect(first.runs[0]).toMatchObject({
    id: '1',
    pipeline: 'web/app',
    attempt: 2,
    trigger: 'push',
    actor: 'Ada',
    revisions: [{ material: 'git:app', branch: 'main', revision: 'c1' }],
    changes: [{ material: 'git:app', revision: 'c1', author: 'Ada', committedAt: Date.parse(iso(1, -5)) }],
    stages: [
      { name: 'Build', attempt: 1, outcome: 'passed', approval: null, agent: 'agent-7', jobs: [{ name: 'compile' }] },
      { name: 'Deploy', attempt: 1, outcome: 'failed', jobs: [{ name: 'ship', outcome: 'failed' }] },
      {
        name: 'Deploy',
        attempt: 2,
        outcome: 'passed',
        approval: 'manual',
        startedAt: Date.parse(iso(1, 30)),
        jobs: [{ outcome: 'passed' }],
      },
    ],
  });
  const of = { id: 'deployment/9', pipeline: 'CD', environment: 'PROD', upstream: ['1'], trigger: 'upstream' };
  expect(first.runs[1]).toMatchObject({ ...of, outcome: 'running', finishedAt: null });
  status = 'succeeded';
  listed = [];
  const second = await importsOf(azure).server(server.origin, { projects }, { known: knownAfter(first) });
  await server.close();
  expect(second.runs).toMatchObject([{ ...of, outcome: 'passed', startedAt: Date.parse(iso(2, 1)) }]);
});

test('a token without the right to read releases still brings the builds in, and is told', async () => {
  const server = await startTestServer((request, response) => {
    if (request.url?.includes('/release/')) response.writeHead(401).end();
    else
      sendJson(response, { value: request.url?.includes('/build/builds?') ? [buildOf({ n: 1, isOver: true })] : [] });
  });
  const { runs, failures } = await importsOf(azure).server(server.origin, { projects });
  await server.close();
  expect([runs.length, failures.map((each) => each.kind)]).toEqual([1, ['no_permission']]);
});

test('a sign-in page with status 203 is no answer', async () => {
  const server = await startTestServer((_, response) =>
    response.writeHead(203, { 'content-type': 'text/html' }).end('<html>Sign in</html>'),
  );
  await expect(importsOf(azure).server(server.origin, { projects })).rejects.toMatchObject({ kind: 'sign_in_page' });
  await server.close();
});

const both = { hasBuilds: true, hasReleases: true };
const onlyBuilds = { hasBuilds: true, hasReleases: false };
const onlyReleases = { hasBuilds: false, hasReleases: true };

test.each([
  ['https://dev.azure.com/acme', 'shop', 'https://dev.azure.com/acme/shop', onlyBuilds],
  ['https://dev.azure.com/acme/shop/_build?x=1', 'shop', 'https://dev.azure.com/acme/shop', onlyBuilds],
  ['https://dev.azure.com', 'acme/My Shop', 'https://dev.azure.com/acme/My%20Shop', onlyBuilds],
  ['https://vsrm.dev.azure.com/acme', 'shop', 'https://vsrm.dev.azure.com/acme/shop', onlyReleases],
  ['https://acme.visualstudio.com/', 'shop', 'https://acme.visualstudio.com/shop', onlyBuilds],
  ['https://acme.vsrm.visualstudio.com/', 'shop', 'https://acme.vsrm.visualstudio.com/shop', onlyReleases],
  ['https://tfs.example/tfs/Main/', 'shop', 'https://tfs.example/tfs/Main/shop', both],
])('"%s" with project "%s": only the host typed is ever asked', (url, project, base, has) => {
  expect(addressesOf({ url, projects: [project] })).toEqual({
    project: project.split('/').at(-1),
    base: `${base}/_apis`,
    ...has,
  });
});

test('a timeline in a file named after its build; a release with its environments', async () => {
  const step = {
    id: 1,
    deploymentId: 30,
    status: 'partiallySucceeded',
    attempt: 1,
    queuedOn: iso(3),
    operationStatus: 'x',
  };
  const environments = [{ id: 4, name: 'QA', deploySteps: [step] }];
  const { runs, rejected } = await importsOf(azure).files(
    write(
      { value: [buildOf({ n: 1, isOver: true })] },
      { url: 'https://dev.azure.com/a/b/_apis/build/builds/1/Timeline/7', records: timelines.now },
      {
        id: 5,
        name: 'Release-5',
        createdOn: iso(3),
        releaseDefinition: { name: 'CD' },
        environments,
      },
    ),
  );
  expect(rejected).toEqual([]);
  expect(runs.map((run) => [run.id, run.environment, run.outcome, run.stages.length])).toEqual([
    ['1', null, 'passed', 2],
    ['deployment/30', 'QA', 'failed', 0],
  ]);
});
