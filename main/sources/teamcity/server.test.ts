import { expect, test } from 'vitest';
import { sendJson, startTestServer } from '../http/testServer';
import { importsOf } from '../testing/testImport';
import { iso, testLiveSource, withParameter, type FakeRun } from '../testing/liveSpec';
import { teamcity } from './source';

const moment = (n: number, minutes = 0) => `${iso(n, minutes).replace(/[-:]|\.000Z/g, '')}+0000`;

function buildOf({ n, isOver }: FakeRun) {
  return {
    id: n,
    buildTypeId: 'App_Build',
    number: String(n),
    state: isOver ? 'finished' : 'running',
    status: 'SUCCESS',
    queuedDate: moment(n),
    startDate: moment(n, 2),
    finishDate: isOver ? moment(n, 9) : undefined,
    'snapshot-dependencies': { build: n > 1 ? [{ id: n - 1 }] : [] },
    changes: { change: [{ version: `c${n}`, username: 'ada', date: moment(n, -5) }] },
  };
}

testLiveSource({
  source: teamcity,
  request: { token: 't' },
  isList: (url) => url.pathname === '/app/rest/builds',
  pageOf: (url) => Number(url.searchParams.get('page') ?? 0),
  nextOf: (url, number) => withParameter(url, 'page', number),
  list: ({ runs }, next) => ({
    json: {
      count: runs.length,
      ...(next === null ? {} : { nextHref: next }),
      build: runs.map(buildOf),
    },
  }),
  other: (url, runs) => {
    const run = runs.find(({ n }) => url.pathname === `/app/rest/builds/id:${n}`);
    return run && buildOf(run);
  },
  id: (n) => String(n),
});

test.each([
  ['', 'tok', '/app/rest/builds'],
  ['/tc/', 'tok', '/tc/app/rest/builds'],
  ['/tc/app/rest/latest', 'tok', '/tc/app/rest/builds'],
  ['/project.html?projectId=App', 'tok', '/app/rest/builds'],
  ['/tc', null, '/tc/guestAuth/app/rest/builds'],
])('the address may end in "%s"; without a token it is asked as a guest', async (end, token, path) => {
  const server = await startTestServer((_, response) =>
    sendJson(response, { build: [buildOf({ n: 1, isOver: true, attempts: 1 })] }),
  );
  const request = { pipelines: ['App_Build'], token };
  const { runs } = await importsOf(teamcity)
    .server(server.origin + end, request)
    .finally(() => server.close());
  const asked = new URL(server.asked[0] ?? '', server.origin);
  expect([runs.length, asked.pathname]).toEqual([1, path]);
  expect(asked.searchParams.get('locator')).toBe('buildType:(id:App_Build),defaultFilter:false,state:any,count:100');
});

test('a build with what was asked for in the list', async () => {
  const server = await startTestServer((_, response) =>
    sendJson(response, { build: [buildOf({ n: 3, isOver: true, attempts: 1 })] }),
  );
  const { runs } = await importsOf(teamcity)
    .server(server.origin, { token: 'user:secret' })
    .finally(() => server.close());
  expect(runs[0]).toMatchObject({
    id: '3',
    queuedAt: Date.parse(iso(3)),
    startedAt: Date.parse(iso(3, 2)),
    finishedAt: Date.parse(iso(3, 9)),
    upstream: ['2'],
    changes: [{ revision: 'c3', author: 'ada', committedAt: Date.parse(iso(3, -5)) }],
  });
  expect(server.headers[0]).toContain(`Basic ${Buffer.from('user:secret').toString('base64')}`);
});
