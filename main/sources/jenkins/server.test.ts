import { afterEach, expect, test } from 'vitest';
import { sendJson, startTestServer, type Answer, type TestServer } from '../http/testServer';
import { importsOf, knownAfter } from '../testing/testImport';
import { jenkins } from './source';

const open: TestServer[] = [];
afterEach(async () => {
  await Promise.all(open.splice(0).map((server) => server.close()));
});

const start0 = Date.UTC(2024, 0, 1);
const hour = 3_600_000;
const importServer = importsOf(jenkins).server;

interface Build {
  number: number;
  result: string | null;
}
type Instead = (path: string, ...rest: Parameters<Answer>) => boolean;

/** A server with a freestyle job "lib" and, in a folder, a multibranch project "app" with two branches. */
async function jenkinsServer(builds: Record<string, Build[]>, instead: Instead = () => false): Promise<TestServer> {
  const branches = [{ name: 'main' }, { name: 'feature%2Fx' }];
  const tree = { jobs: [{ name: 'lib' }, { name: 'team', jobs: [{ name: 'app', jobs: branches }] }] };
  const server = await startTestServer((request, response, count) => {
    const path = request.url ?? '';
    if (instead(path, request, response, count)) return;
    const url = new URL(path, server.origin);
    const job = [...url.pathname.matchAll(/\/job\/([^/]+)/g)]
      .map((match) => decodeURIComponent(match[1] ?? ''))
      .join('/');
    const own = builds[job];
    if (job === '') return sendJson(response, tree);
    if (!own) return void response.writeHead(404).end();
    const number = Number(/\/(\d+)\/(?:api|wfapi)/.exec(url.pathname)?.[1] ?? 0);
    const build = own.find((each) => each.number === number);
    if (url.pathname.endsWith('/wfapi/describe') && build && job !== 'lib') return sendJson(response, describe(build));
    if (build) return sendJson(response, details(job, build));
    if (number > 0) return void response.writeHead(404).end();
    const [, from, to] = /\{(\d+),(\d+)\}$/.exec(url.searchParams.get('tree') ?? '') ?? [];
    sendJson(response, {
      allBuilds: [...own]
        .reverse()
        .slice(Number(from), Number(to))
        .map((each) => details(job, each)),
    });
  });
  open.push(server);
  return server;
}

function details(job: string, { number, result }: Build) {
  const upstream = job === 'team/app/main' && number === 2 ? [{ upstreamProject: 'lib', upstreamBuild: 1 }] : [];
  const causes = [
    { causes: upstream.length > 0 ? upstream : [{ _class: 'hudson.triggers.SCMTrigger$SCMTriggerCause' }] },
  ];
  const built = { SHA1: `c${number}`, branch: [{ SHA1: `c${number}`, name: 'refs/remotes/origin/main' }] };
  return {
    _class: job === 'lib' ? 'hudson.model.FreeStyleBuild' : 'org.jenkinsci.plugins.workflow.job.WorkflowRun',
    number,
    // As the server knows itself, which is not how it was asked.
    url: `http://inside:8080/job/${job}/${number}/`,
    timestamp: start0 + number * hour,
    duration: result === null ? 0 : 60_000,
    building: result === null,
    result,
    actions: [
      ...causes,
      {},
      { lastBuiltRevision: built, remoteUrls: ['git@host:org/app.git'] },
      { queuingDurationMillis: 5000 },
    ],
  };
}

function describe({ number, result }: Build) {
  const stage = {
    id: '6',
    name: 'Deploy',
    status: result ?? 'IN_PROGRESS',
    startTimeMillis: start0 + number * hour + 1000,
  };
  const whole = { name: `#${number}`, status: stage.status, startTimeMillis: start0 + number * hour };
  return { ...whole, stages: [{ ...stage, durationMillis: 9000, pauseDurationMillis: 0 }] };
}

const builds = (count: number): Build[] =>
  Array.from({ length: count }, (_, index) => ({ number: index + 1, result: 'SUCCESS' }));
const ids = (runs: { id: string }[]) => runs.map((run) => run.id);

test('jobs of folders and branches, with stages, causes and revisions', async () => {
  const server = await jenkinsServer({ lib: builds(1), 'team/app/main': builds(2), 'team/app/feature%2Fx': builds(1) });
  const { runs, failures, rejected } = await importServer(server.origin, { token: 'ada:secret' });
  expect([failures, rejected]).toEqual([[], []]);
  expect(ids(runs)).toEqual(['lib/1', 'team/app/main/2', 'team/app/main/1', 'team/app/feature/x/1']);
  expect(runs[1]).toMatchObject({
    pipeline: 'team/app/main',
    number: 2,
    trigger: 'upstream',
    upstream: ['lib/1'],
    outcome: 'passed',
    queuedAt: start0 + 2 * hour - 5000,
    startedAt: start0 + 2 * hour,
    finishedAt: start0 + 2 * hour + 60_000,
    revisions: [{ material: 'git:app', branch: 'main', revision: 'c2' }],
    stages: [
      {
        name: 'Deploy',
        outcome: 'passed',
        startedAt: start0 + 2 * hour + 1000,
        finishedAt: start0 + 2 * hour + 10_000,
      },
    ],
  });
  expect(runs[0]).toMatchObject({ trigger: 'push', stages: [] });
  const basic = Buffer.from('ada:secret').toString('base64');
  expect(server.headers.every((lines) => lines.includes(`Basic ${basic}`))).toBe(true);
  expect(server.asked.some((path) => path.includes('/lib/1/wfapi'))).toBe(false);
  expect(server.asked.some((path) => path.includes('/job/feature%252Fx/1/wfapi/describe'))).toBe(true);
  expect(server.asked.join(' ')).not.toContain('culprits');
});

test('ranges of builds are read to the end, a second import reads what is new or had not finished', async () => {
  const own = builds(120);
  own[39] = { number: 40, result: null };
  const server = await jenkinsServer({ lib: own });
  const first = await importServer(server.origin, { pipelines: ['lib'] });
  expect(new Set(ids(first.runs)).size).toBe(120);
  own[39] = { number: 40, result: 'FAILURE' };
  own.push({ number: 121, result: 'UNSTABLE' });
  server.asked.length = 0;
  const second = await importServer(server.origin, { pipelines: ['lib'] }, { known: knownAfter(first) });
  expect(second.runs.map((run) => [run.id, run.outcome])).toEqual([
    ['lib/121', 'failed'],
    ['lib/40', 'failed'],
  ]);
  expect(server.asked.filter((path) => path.includes('allBuilds'))).toHaveLength(2);
  const third = await importServer(server.origin, { pipelines: ['lib'] }, { known: knownAfter(first, second) });
  expect(third.runs).toEqual([]);
});

test('since stops the paging; later the rest comes in', async () => {
  const server = await jenkinsServer({ lib: builds(200) });
  const first = await importServer(server.origin, { pipelines: ['lib'], since: start0 + 190 * hour });
  expect(first.runs).toHaveLength(11);
  expect(server.asked.filter((path) => path.includes('allBuilds')).length).toBeLessThanOrEqual(2);
  const second = await importServer(server.origin, { pipelines: ['lib'] }, { known: knownAfter(first) });
  expect(new Set(ids([...first.runs, ...second.runs])).size).toBe(200);
  expect(second.runs).toHaveLength(189);
});

test('the address of a job imports that job', async () => {
  const server = await jenkinsServer({ lib: builds(3) }, (path, _, response) => {
    if (!path.startsWith('/job/lib/api/json?tree=name')) return false;
    sendJson(response, { name: 'lib', _class: 'hudson.model.FreeStyleProject' });
    return true;
  });
  expect(ids((await importServer(`${server.origin}/job/lib/`)).runs)).toEqual(['lib/3', 'lib/2', 'lib/1']);
});

test('a server that knows nothing of ranges does not turn in a circle', async () => {
  const server = await jenkinsServer({ lib: builds(50) }, (path, _, response) => {
    if (!path.includes('allBuilds')) return false;
    sendJson(response, { builds: builds(50).map((each) => details('lib', each)) });
    return true;
  });
  expect((await importServer(server.origin, { pipelines: ['lib'] })).runs).toHaveLength(50);
});

test('one job without permission is named, the others come in', async () => {
  const server = await jenkinsServer(
    { lib: builds(2), 'team/app/main': builds(2) },
    (path, _, response) => path.includes('/lib/') && Boolean(response.writeHead(403).end()),
  );
  const { runs, failures } = await importServer(server.origin, { pipelines: ['lib', 'team/app/main'] });
  expect([runs.length, failures.map((each) => each.kind)]).toEqual([2, ['no_permission']]);
});

test('a server without the view of stages is asked for it no more than three times', async () => {
  const server = await jenkinsServer(
    { 'team/app/main': builds(20) },
    (path, _, response) => path.includes('wfapi') && Boolean(response.writeHead(404).end()),
  );
  const { runs } = await importServer(server.origin, { pipelines: ['team/app/main'] });
  expect(runs).toHaveLength(20);
  expect(server.asked.filter((path) => path.includes('wfapi')).length).toBeLessThanOrEqual(6);
});

test.each([
  [401, 'application/json', '{}', 'bad_token'],
  [200, 'text/html', '<html>Sign in</html>', 'sign_in_page'],
  [200, 'application/json', '{"jobs"', 'unreadable'],
  [200, 'application/json', '{}', 'not_found'],
  [404, 'text/html', '<html></html>', 'not_found'],
] as const)('a server that answers everything with %i %s %s brings in nothing', async (status, type, body, kind) => {
  const server = await jenkinsServer({}, (_, __, response) =>
    Boolean(response.writeHead(status, { 'content-type': type }).end(body)),
  );
  await expect(importServer(server.origin, { token: 'ada:marker' })).rejects.toMatchObject({
    kind,
    message: expect.not.stringContaining('marker') as string,
  });
});
