import { expect, test } from 'vitest';
import { sendJson, startTestServer } from '../http/testServer';
import { importsOf } from '../testing/testImport';
import { iso, testLiveSource, withParameter, type FakeRun } from '../testing/liveSpec';
import { buildkite } from './source';

const builds = '/v2/organizations/acme/pipelines/app/builds';

function buildOf({ n, isOver, attempts }: FakeRun) {
  const job = (attempt: number) => ({
    id: `job-${n}-${attempt}`,
    type: 'script',
    name: 'test',
    state: attempt < attempts ? 'failed' : isOver ? 'passed' : 'running',
    runnable_at: iso(n, attempt),
    started_at: iso(n, attempt + 1),
    finished_at: isOver ? iso(n, attempt + 2) : null,
    retried_in_job_id: attempt < attempts ? `job-${n}-${attempt + 1}` : null,
    agent: { name: 'agent-1' },
  });
  return {
    id: `build-${n}`,
    number: n,
    state: isOver ? 'passed' : 'running',
    commit: `c${n}`,
    branch: 'main',
    message: 'A change',
    source: 'webhook',
    created_at: iso(n),
    started_at: iso(n, 1),
    finished_at: isOver ? iso(n, 20) : null,
    pipeline: { slug: 'app', repository: 'git@example.com:acme/app.git' },
    jobs: Array.from({ length: attempts }, (_, index) => job(index + 1)),
  };
}

testLiveSource({
  source: buildkite,
  request: { projects: ['acme'] },
  isList: (url) => url.pathname === builds,
  pageOf: (url) => Number(url.searchParams.get('page') ?? 1) - 1,
  nextOf: (url, number) => withParameter(url, 'page', number + 1),
  list: ({ runs }, next) => ({
    json: runs.map(buildOf),
    headers: next === null ? undefined : { link: `<${next}>; rel="next", <${next}>; rel="last"` },
  }),
  other: (url, runs) => {
    if (url.pathname === '/v2/organizations/acme/pipelines') return [{ slug: 'app' }];
    const run = runs.find(({ n }) => url.pathname === `${builds}/${n}`);
    return run && buildOf(run);
  },
  id: (n) => `build-${n}`,
});

test('a build with a retried job, and one started by another pipeline', async () => {
  const started = { ...buildOf({ n: 2, isOver: true, attempts: 1 }), triggered_from: { build_id: 'build-1' } };
  const server = await startTestServer((_, response) =>
    sendJson(response, [started, buildOf({ n: 1, isOver: true, attempts: 3 })]),
  );
  const request = { projects: ['acme'], pipelines: ['app'] };
  const { runs } = await importsOf(buildkite)
    .server(`${server.origin}/v2`, request)
    .finally(() => server.close());
  expect(runs.map((run) => [run.id, run.trigger, run.upstream, run.attempt])).toEqual([
    ['build-2', 'upstream', ['build-1'], 1],
    ['build-1', 'push', [], 3],
  ]);
  expect(runs[1]).toMatchObject({
    pipeline: 'app',
    number: 1,
    queuedAt: Date.parse(iso(1)),
    startedAt: Date.parse(iso(1, 1)),
    finishedAt: Date.parse(iso(1, 20)),
    revisions: [{ material: 'git:app', branch: 'main', revision: 'c1' }],
    stages: [
      { name: 'test', attempt: 1, outcome: 'failed', agent: 'agent-1' },
      { name: 'test', attempt: 2, outcome: 'failed' },
      { name: 'test', attempt: 3, outcome: 'passed', scheduledAt: Date.parse(iso(1, 3)) },
    ],
  });
});
