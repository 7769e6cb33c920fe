import { expect, test } from 'vitest';
import { commit, environmentMap, history, revision, run, t } from '../testing/records';
import { branchList } from './branchList';
import { deploymentStream } from './deploymentStream';

const at = (hour: number): number => t('2024-01-01') + hour * 3_600_000;
const build = run('build/1', { startedAt: at(2), finishedAt: at(3), upstream: ['fetch/1', 'fetch/2'] });
const deploy = run('live/1', {
  ...{ environment: 'production', startedAt: at(5), finishedAt: at(6), upstream: ['build/1'] },
  revisions: [revision('a', { committedAt: at(0) })],
});

test('what the first step was made from and history does not have is named', () => {
  const found = deploymentStream(history({ runs: [build, deploy] }), environmentMap(), 'live/1');
  if ('problem' in found) throw new Error(found.problem);
  expect(found.missing).toEqual(['fetch/1', 'fetch/2']);
  expect(found.stream.path.map((one) => one.run)).toEqual(['build/1', 'live/1']);
  // The path begins with a run that names no revision: nothing says when its commit was made.
  expect(found.stream).toMatchObject({ commit: null, leadTimeHours: null, processHours: 2, triggerWaitHours: 2 });
});

test('nothing is missing where history has it all; what is no run is said in a sentence', () => {
  const whole = history({ runs: [{ ...build, upstream: [] }, deploy] });
  expect(deploymentStream(whole, environmentMap(), 'live/1')).toMatchObject({ missing: [] });
  expect(deploymentStream(whole, environmentMap(), 'live/9')).toMatchObject({
    problem: expect.stringContaining('live/9') as string,
  });
});

test('branches: the open first and the oldest of them on top, then the merged, the latest first', () => {
  const day = (n: number): number => t('2024-01-01') + n * 86_400_000;
  const on = (branch: string) => ({ branches: [branch] });
  const commits = [
    ...[commit('m0', [], day(0), on('main')), commit('x1', ['m0'], day(1), on('short'))],
    ...[commit('y1', ['m0'], day(2), on('long')), commit('m1', ['m0', 'x1'], day(3), on('main'))],
    ...[commit('z1', ['m1'], day(4), on('young')), commit('w1', ['m1'], day(5), on('late'))],
    commit('m2', ['m1', 'w1'], day(6), on('main')),
  ];
  const list = branchList(history({ commits }), day(10));
  expect(list.rows.map((one) => [one.name, one.ageDays, one.lifetimeDays])).toEqual([
    ['long', 8, null],
    ['young', 6, null],
    ['late', null, 1],
    ['short', null, 2],
  ]);
  expect(list).toMatchObject({ open: 2, merged: 2 });
  expect(branchList(history({}), day(10))).toEqual({ open: 0, merged: 0, rows: [] });
});
