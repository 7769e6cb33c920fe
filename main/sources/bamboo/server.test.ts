import { expect, test } from 'vitest';
import { sendJson, startTestServer } from '../http/testServer';
import { importsOf } from '../testing/testImport';
import { at, iso, testLiveSource, withParameter, type FakeRun } from '../testing/liveSpec';
import { bamboo } from './source';

const rest = '/rest/api/latest';

function resultOf({ n, isOver }: FakeRun) {
  const word = { lifeCycleState: isOver ? 'Finished' : 'InProgress', buildState: isOver ? 'Successful' : 'Unknown' };
  const moments = { buildStartedTime: iso(n), buildCompletedTime: isOver ? iso(n, 20) : undefined };
  return { key: `APP-MAIN-${n}`, buildNumber: n, plan: { key: 'APP-MAIN', type: 'chain' }, ...word, ...moments };
}

function detailsOf(run: FakeRun) {
  const { lifeCycleState, buildState } = resultOf(run);
  const job = { plan: { shortName: 'unit', type: 'job' }, lifeCycleState, buildState, buildStartedTime: iso(run.n, 1) };
  const stage = { name: 'Test', lifeCycleState, state: buildState, manual: false, results: { result: [job] } };
  return {
    ...resultOf(run),
    buildReason: 'Child of <a href="http://x/browse/LIB-MAIN-4">LIB-MAIN-4</a>',
    stages: { stage: [stage] },
  };
}

testLiveSource({
  source: bamboo,
  request: {},
  isList: (url) => url.pathname === `${rest}/result/APP-MAIN.json`,
  pageOf: (url) => Number(url.searchParams.get('start-index') ?? 0) / 10,
  nextOf: (url, number) => withParameter(url, 'start-index', number * 10),
  // The server counts, and gives no links.
  list: ({ runs, number, isLast }) => ({
    json: {
      results: {
        size: isLast ? number * 10 + runs.length : 1e6,
        'start-index': number * 10,
        result: runs.map(resultOf),
      },
    },
  }),
  other: (url, runs) => {
    if (url.pathname === `${rest}/plan.json`)
      return { plans: { size: 1, 'start-index': 0, plan: [{ key: 'APP-MAIN' }] } };
    if (url.pathname === `${rest}/deploy/project/all.json`) return [];
    const run = runs.find(({ n }) => url.pathname === `${rest}/result/APP-MAIN-${n}.json`);
    return run && detailsOf(run);
  },
  id: (n) => `APP-MAIN-${n}`,
  isLinked: false,
});

test('builds with their stages, and deployments with the names of their environments', async () => {
  const deployment = {
    id: 77,
    deploymentState: 'FAILED',
    lifeCycleState: 'FINISHED',
    queuedDate: at(2),
    startedDate: at(2) + 5,
    finishedDate: at(3),
    key: { entityKey: { key: '1-2' } },
    deploymentVersion: { id: 5, name: 'release-5', items: [{ planResultKey: { key: 'APP-MAIN-1' } }] },
  };
  const replies: Record<string, unknown> = {
    '/plan/APP-MAIN/branch.json': { branches: { branch: [] } },
    '/result/APP-MAIN.json': {
      results: { size: 1, 'start-index': 0, result: [resultOf({ n: 1, isOver: true, attempts: 1 })] },
    },
    '/result/APP-MAIN-1.json': detailsOf({ n: 1, isOver: true, attempts: 1 }),
    '/project/APP.json': { plans: { size: 1, 'start-index': 0, plan: [{ key: 'APP-MAIN' }] } },
    '/deploy/project/all.json': [
      { id: 1, planKey: { key: 'APP-MAIN' }, environments: [{ id: 2, name: 'production' }] },
      { id: 9, planKey: { key: 'OTHER-MAIN' }, environments: [{ id: 3, name: 'elsewhere' }] },
    ],
    '/deploy/environment/2/results.json': { size: 1, 'start-index': 0, results: [deployment] },
  };
  const server = await startTestServer((request, response) => {
    const path = new URL(request.url ?? '', 'http://x').pathname.replace(`/bamboo${rest}`, '');
    if (path in replies) sendJson(response, replies[path]);
    else response.writeHead(404, { 'content-type': 'application/json' }).end('{}');
  });
  const { runs, failures } = await importsOf(bamboo)
    .server(`${server.origin}/bamboo/browse/APP`, { projects: ['APP'] })
    .finally(() => server.close());
  expect(failures).toEqual([]);
  expect(runs).toHaveLength(2);
  expect(runs[0]).toMatchObject({
    id: 'APP-MAIN-1',
    trigger: 'upstream',
    upstream: ['LIB-MAIN-4'],
    stages: [{ name: 'Test', approval: 'auto', startedAt: Date.parse(iso(1, 1)), jobs: [{ name: 'unit' }] }],
  });
  expect(runs[1]).toMatchObject({
    id: 'deployment/77',
    pipeline: 'deploy-production',
    environment: 'production',
    outcome: 'failed',
    upstream: ['APP-MAIN-1'],
    queuedAt: at(2),
    finishedAt: at(3),
  });
});
