import { expect } from 'vitest';
import { recordedReplies, rowOf } from '../testing/recorded';
import { importsOf } from '../testing/testImport';
import { argocd } from './source';

const { recorded, at } = recordedReplies('argocd');

recorded('roadie-application.json: two deployments', async () => {
  const { runs, rejected, failures, coverage } = await importsOf(argocd).files(at('roadie-application.json'));
  expect([rejected, failures]).toEqual([[], []]);
  expect(runs.map(rowOf)).toEqual([
    ['test-app/0', 'test-app', 0, 'unknown', 'passed', null, null, '2021-03-04T17:39:06Z', '2021-03-04T17:39:07Z'],
    [
      'test-app/1',
      'test-app',
      1,
      'manual',
      'passed',
      'Succeeded',
      null,
      '2021-08-11T11:38:52Z',
      '2021-08-11T11:38:52Z',
    ],
  ]);
  expect(runs.map((run) => [run.environment, run.actor])).toEqual([
    ['in-cluster/default', null],
    ['in-cluster/default', 'iain'],
  ]);
  expect(runs[1]?.revisions).toEqual([
    {
      material: 'git:argocd-example-apps',
      branch: null,
      revision: '53e28ff20cc530b9ada2173fbbd64d48338583ba',
      committedAt: null,
      author: null,
      message: null,
    },
  ]);
  expect(coverage?.from).toBe(Date.UTC(2021, 2, 4, 17, 39, 6));
});
