import { expect, test } from 'vitest';
import type { KnownServer } from '../../main/ipc/contract';
import { ordersOf } from './syncOrders';

const server = (more: Partial<KnownServer>): KnownServer => ({
  source: 'gitlab',
  kind: 'gitlab',
  url: 'https://ci.example/git',
  project: null,
  pipelines: [],
  lookedAt: 0,
  ...more,
});

test('projects of one server are one order, asked as before; another address or choice is another', () => {
  const orders = ordersOf('saas', [
    server({ project: 'a/b' }),
    server({ project: 'a/c' }),
    server({ project: 'a/d', pipelines: ['deploy-*'] }),
    server({ kind: 'gocd', url: 'https://go.example:8153/go' }),
  ]);
  expect(orders.map(({ host, order }) => [host, order.kind, order.url, order.projects, order.pipelines])).toEqual([
    ['ci.example', 'gitlab', 'https://ci.example/git', ['a/b', 'a/c'], []],
    ['ci.example', 'gitlab', 'https://ci.example/git', ['a/d'], ['deploy-*']],
    ['go.example:8153', 'gocd', 'https://go.example:8153/go', [], []],
  ]);
  expect(orders.every(({ order }) => order.retro === 'saas' && order.token === null && order.since === null)).toBe(
    true,
  );
  expect(ordersOf('saas', [])).toEqual([]);
});
