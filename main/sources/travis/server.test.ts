import { expect, test } from 'vitest';
import { importsOf } from '../testing/testImport';
import { iso, testLiveSource, withParameter, type FakeRun } from '../testing/liveSpec';
import { travis } from './source';

const list = '/repo/acme%2Fapp/builds';

function buildOf({ n, isOver }: FakeRun) {
  const job = {
    '@type': 'job',
    id: n * 10,
    number: `${n}.1`,
    state: isOver ? 'passed' : 'started',
    created_at: iso(n),
  };
  return {
    '@type': 'build',
    id: n,
    number: String(n),
    state: isOver ? 'passed' : 'started',
    event_type: 'push',
    started_at: iso(n),
    finished_at: isOver ? iso(n, 20) : null,
    branch: { name: 'main' },
    commit: { sha: `c${n}`, committed_at: iso(n, -5) },
    jobs: [job],
    stages: [],
  };
}

testLiveSource({
  source: travis,
  request: { projects: ['acme/app'] },
  isList: (url) => url.pathname === list,
  pageOf: (url) => Number(url.searchParams.get('offset') ?? 0) / 10,
  nextOf: (url, number) => withParameter(url, 'offset', number * 10),
  list: ({ runs }, next) => ({
    json: {
      '@type': 'builds',
      '@pagination': { next: next === null ? null : { '@href': next } },
      builds: runs.map(buildOf),
    },
  }),
  other: (url, runs) => {
    const run = runs.find(({ n }) => url.pathname === `/build/${n}`);
    return run && buildOf(run);
  },
  id: (n) => String(n),
});

test('without a repository nothing is asked', async () => {
  await expect(importsOf(travis).server('http://127.0.0.1:9')).rejects.toMatchObject({ kind: 'wrong_input' });
});
