import { expect, test } from 'vitest';
import { sendJson, startTestServer } from '../http/testServer';
import { importsOf } from '../testing/testImport';
import { iso, testLiveSource, withParameter, type FakeRun } from '../testing/liveSpec';
import { bitbucket } from './source';

const at = '/2.0/repositories/acme/app';

function pipelineOf({ n, isOver, attempts }: FakeRun) {
  return {
    type: 'pipeline',
    uuid: `{p-${n}}`,
    build_number: n,
    run_number: attempts,
    state: isOver
      ? { name: 'COMPLETED', result: { name: 'SUCCESSFUL' } }
      : { name: 'IN_PROGRESS', stage: { name: 'RUNNING' } },
    created_on: iso(n),
    completed_on: isOver ? iso(n, 20) : undefined,
    target: { ref_type: 'branch', ref_name: 'main', commit: { hash: `c${n}` } },
    trigger: { name: 'PUSH' },
    creator: { display_name: 'Ada' },
  };
}

function stepsOf(n: number) {
  const state = { name: 'COMPLETED', result: { name: 'SUCCESSFUL' } };
  return {
    values: [
      { type: 'pipeline_step', uuid: `{s-${n}}`, name: 'test', state, started_on: iso(n, 1), completed_on: iso(n, 9) },
    ],
  };
}

testLiveSource({
  source: bitbucket,
  request: { projects: ['acme/app'] },
  isList: (url) => url.pathname === `${at}/pipelines/`,
  pageOf: (url) => Number(url.searchParams.get('page') ?? 1) - 1,
  nextOf: (url, number) => withParameter(url, 'page', number + 1),
  list: ({ runs }, next) => ({ json: { values: runs.map(pipelineOf), ...(next === null ? {} : { next }) } }),
  other: (url, runs) => {
    const [, n, rest] = /\/pipelines\/%7Bp-(\d+)%7D(\/steps\/)?$/.exec(url.pathname) ?? [];
    const run = runs.find((each) => each.n === Number(n));
    if (run) return rest === undefined ? pipelineOf(run) : stepsOf(run.n);
    return /\/(deployments|environments)\/$/.test(url.pathname) ? { values: [] } : undefined;
  },
  id: (n) => `{p-${n}}`,
});

test('pipelines with their steps; deployments with the names of their environments', async () => {
  const deployment = (name: string, state: unknown) => ({
    type: 'deployment',
    uuid: `{d-${name}}`,
    environment: { uuid: `{e-${name}}` },
    release: { name: '#1', pipeline: { uuid: '{p-1}' }, commit: { hash: 'c1' }, created_on: iso(1) },
    state,
  });
  const over = { name: 'COMPLETED', status: { name: 'FAILED' }, started_on: iso(1, 10), completed_on: iso(1, 12) };
  const lists: Record<string, unknown[]> = {
    pipelines: [pipelineOf({ n: 1, isOver: true, attempts: 2 })],
    deployments: [deployment('prod', over), deployment('test', { name: 'UNDEPLOYED' })],
    environments: [{ uuid: '{e-prod}', name: 'Production' }],
  };
  const server = await startTestServer((request, response) => {
    const name = /\/([a-z]+)\/(\?|$)/.exec(request.url ?? '')?.[1] ?? '';
    sendJson(response, name === 'steps' ? stepsOf(1) : { values: lists[name] });
  });
  const { runs, failures } = await importsOf(bitbucket)
    .server(`${server.origin}/2.0/repositories/acme/app`)
    .finally(() => server.close());
  expect(failures).toEqual([]);
  expect(runs).toHaveLength(2);
  expect(runs[0]).toMatchObject({
    id: '{p-1}',
    pipeline: 'acme/app',
    attempt: 2,
    trigger: 'push',
    actor: 'Ada',
    startedAt: Date.parse(iso(1, 1)),
    stages: [{ name: 'test', outcome: 'passed', finishedAt: Date.parse(iso(1, 9)) }],
  });
  expect(runs[1]).toMatchObject({
    id: '{d-prod}',
    environment: 'Production',
    outcome: 'failed',
    sourceOutcome: 'FAILED',
    upstream: ['{p-1}'],
    queuedAt: null,
    startedAt: Date.parse(iso(1, 10)),
  });
});

test('without a repository nothing is asked', async () => {
  await expect(importsOf(bitbucket).server('http://127.0.0.1:9')).rejects.toMatchObject({ kind: 'wrong_input' });
});
