import { afterEach, expect, test } from 'vitest';
import { sendJson, startTestServer, type Answer, type TestServer } from '../http/testServer';
import { savedFiles } from '../testing/savedFiles';
import { importsOf, knownAfter, testNow } from '../testing/testImport';
import { at, iso } from '../testing/liveSpec';
import { argocd } from './source';

const open: TestServer[] = [];
afterEach(() => Promise.all(open.splice(0).map((server) => server.close())));

async function serve(answer: Answer): Promise<TestServer> {
  const server = await startTestServer(answer);
  open.push(server);
  return server;
}

const { server: importServer, files } = importsOf(argocd);
const saved = savedFiles();
const ids = (runs: { id: string }[]) => runs.map((run) => run.id).sort();

/** An application with deployments number `from` to `to`, one an hour; the server forgets the oldest. */
function application(name: string, from: number, to: number, more: Record<string, unknown> = {}) {
  const entry = (n: number) => ({
    id: n,
    revision: `c${n}`,
    deployStartedAt: iso(n),
    deployedAt: iso(n, 5),
    source: { repoURL: 'https://example.com/acme/gitops.git', targetRevision: 'main', path: name },
    initiatedBy: n % 2 === 0 ? { automated: true } : { username: 'ada' },
  });
  const history = Array.from({ length: to - from + 1 }, (_, index) => entry(from + index));
  return {
    metadata: { name, namespace: 'argocd', labels: { env: 'production' } },
    spec: { destination: { server: 'https://kubernetes.default.svc', namespace: 'shop' } },
    status: { history },
    ...more,
  };
}

test('the history of every application; the next import brings what was added to it, and keeps what the server forgot', async () => {
  let items = [application('shop', 1, 4), application('site', 1, 1)];
  const server = await serve((_, response) => sendJson(response, { items }));
  const first = await importServer(`${server.origin}/applications/argocd/shop`, { token: 'tok' });
  expect(ids(first.runs)).toEqual(['shop/1', 'shop/2', 'shop/3', 'shop/4', 'site/1']);
  expect(first.coverage).toEqual({ from: at(1), to: testNow, gaps: [] });
  expect(first.runs.find(({ id }) => id === 'shop/4')).toMatchObject({
    pipeline: 'shop',
    trigger: 'push',
    environment: 'production',
    outcome: 'passed',
    startedAt: at(4),
    revisions: [{ material: 'git:gitops', branch: 'main', revision: 'c4' }],
  });
  expect([server.asked, server.headers[0]]).toEqual([['/api/v1/applications'], expect.stringContaining('Bearer tok')]);
  items = [application('shop', 3, 6), application('site', 1, 1)];
  const second = await importServer(server.origin, {}, { known: knownAfter(first) });
  expect(ids(second.runs)).toEqual(['shop/5', 'shop/6']);
  const third = await importServer(server.origin, {}, { known: knownAfter(first, second) });
  expect([third.runs, third.cursor]).toEqual([[], second.cursor]);
});

test('projects, applications, since and until choose', async () => {
  const items = [application('shop', 1, 9), application('site', 1, 9)];
  const server = await serve((_, response) => sendJson(response, { items }));
  const request = { projects: ['web', 'b c'], pipelines: ['site'], since: at(3), until: at(5) };
  expect(ids((await importServer(server.origin, request)).runs)).toEqual(['site/3', 'site/4']);
  expect(server.asked).toEqual(['/api/v1/applications?projects=web&projects=b%20c']);
});

test('without a label the environment is where the application is deployed to; several sources have several revisions', async () => {
  const history = [
    {
      id: 0,
      revisions: ['1.2.3', 'ab1'],
      deployedAt: iso(1),
      sources: [
        { chart: 'redis', repoURL: 'https://charts.example.com', targetRevision: '1.2.x' },
        { repoURL: 'git@example.com:acme/values.git', targetRevision: 'HEAD' },
      ],
    },
  ];
  const destination = { name: 'eu-1', namespace: 'shop' };
  const { runs } = await files(saved({ metadata: { name: 'shop' }, spec: { destination }, status: { history } }));
  expect(runs).toMatchObject([
    { id: 'shop/0', environment: 'eu-1/shop', trigger: 'unknown', startedAt: null, finishedAt: at(1) },
  ]);
  expect(runs[0]?.revisions.map(({ material, branch, revision }) => [material, branch, revision])).toEqual([
    ['helm:redis', null, '1.2.3'],
    ['git:values', null, 'ab1'],
  ]);
});

test('applications of one name in two namespaces stay two', async () => {
  const other = application('shop', 1, 1, { metadata: { name: 'shop', namespace: 'team' } });
  expect(ids((await files(saved({ items: [application('shop', 1, 1), other] }))).runs)).toEqual([
    'argocd/shop/1',
    'team/shop/1',
  ]);
});

test('an application that was never deployed is told of; no application at all is no failure', async () => {
  const { runs, rejected } = await files(saved(application('shop', 1, 0)));
  expect([runs, rejected.map(({ reason }) => reason)]).toEqual([
    [],
    ['the application has no history yet: nothing was deployed with it'],
  ]);
  const server = await serve((_, response) => sendJson(response, { metadata: {}, items: null }));
  expect((await importServer(server.origin)).failures).toEqual([]);
});

test.each([
  [401, 'application/json', '{}', 'bad_token'],
  [403, 'application/json', '{}', 'no_permission'],
  [200, 'text/html', '<html>Sign in</html>', 'sign_in_page'],
  [200, 'application/json', '{"message":"no"}', 'unreadable'],
] as const)('a server that answers %i %s %s brings in nothing', async (status, type, body, kind) => {
  const server = await serve((_, response) => response.writeHead(status, { 'content-type': type }).end(body));
  await expect(importServer(server.origin, { token: 'marker' })).rejects.toMatchObject({ kind });
});
