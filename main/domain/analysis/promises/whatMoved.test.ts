import { describe, expect, it, test } from 'vitest';
import type { Action } from '../../retro/milestone';
import { environmentMap, history, revision, run, t } from '../testing/records';
import { movementOf } from './movement';
import { standingOf } from './standing';
import { whatMoved } from './whatMoved';

const day = 86_400_000;
const map = environmentMap([{ name: 'production', role: 'production' }]);

/** One deployment a week in January and February 2024, three a week from 4 March on; `weeks` of history. */
function deployments(weeks: number) {
  const runs = Array.from({ length: weeks }, (_, week) =>
    Array.from({ length: week < 9 ? 1 : 3 }, (_, n) =>
      run(`deploy/${String(week)}-${String(n)}`, {
        environment: 'production',
        finishedAt: t('2024-01-01') + (week * 7 + n) * day,
        revisions: [revision(`r${String(week)}-${String(n)}`)],
      }),
    ),
  ).flat();
  const coverage = [{ source: 'ci', from: t('2024-01-01'), to: t('2024-01-01') + weeks * 7 * day, gaps: [] }];
  return history({ runs, coverage });
}
const measured = { measure: 'deployments', environment: null, pipeline: null } as const;

function actionMade(weeks: number): Action {
  const { value, n, from, to, knownTo } = standingOf(deployments(weeks), map, measured);
  const metric = { ...measured, value, n, from, to, knownTo, target: 3 };
  return { id: 'a', text: 'Deploy smaller', owner: 'Everybody', due: null, metric };
}

describe('where a measure stands', () => {
  it('is told of the last 13 complete weeks at most, with what it was counted from', () => {
    expect(standingOf(deployments(9), map, measured)).toEqual({
      ...{ value: 1, n: 9, weeks: 9 },
      ...{ from: t('2024-01-01'), to: t('2024-03-04'), knownTo: t('2024-03-04') },
    });
    expect(standingOf(deployments(22), map, measured)).toMatchObject({
      value: 3,
      n: 39,
      weeks: 13,
      from: t('2024-03-04'),
    });
  });
  it('is unknown without history, and of what is not there', () => {
    expect(standingOf(history({}), map, measured)).toMatchObject({ value: null, weeks: 0, from: null, knownTo: null });
    expect(standingOf(deployments(9), map, { ...measured, pipeline: 'nowhere' })).toMatchObject({ value: null, n: 0 });
  });
});

describe('what moved', () => {
  it('is nothing while no newer history is there', () => {
    expect(whatMoved(deployments(9), map, [actionMade(9)])).toEqual([]);
  });
  it('compares with the weeks since, none of which was in the window of then', () => {
    const [moved] = whatMoved(deployments(14), map, [actionMade(9)]);
    expect(moved).toMatchObject({ action: 'a', isDone: false, movement: 'reached' });
    expect(moved?.now).toMatchObject({ value: 3, n: 15, weeks: 5, from: t('2024-03-04') });
  });
  it('says that a few weeks are not enough', () => {
    expect(whatMoved(deployments(12), map, [actionMade(9)])[0]).toMatchObject({ movement: 'not enough data' });
  });
  it('leaves out actions that are to move no number', () => {
    expect(whatMoved(deployments(14), map, [{ ...actionMade(9), metric: null }])).toEqual([]);
  });
});

const share = (value: number | null, n = 100) => ({ value, n, weeks: 13 });
test.each([
  // 80 % wanted, 60 % then: the way is 20 points, a tenth of it two.
  ['reached', 0.6, 0.8, 0.8],
  ['on the way', 0.6, 0.63, 0.8],
  ['not moved', 0.6, 0.61, 0.8],
  ['not moved', 0.6, 0.59, 0.8],
  ['moved away', 0.6, 0.57, 0.8],
  // It was there, and is no more.
  ['moved away', 0.85, 0.79, 0.8],
  // Nobody said where to: a tenth of the value itself counts.
  ['on the way', 0.6, 0.67, null],
  ['not moved', 0.6, 0.65, null],
  ['not moved', 0, 0, null],
  ['not enough data', null, 0.8, 0.8],
] as const)('%s: from %d to %d with a target of %d', (movement, then, now, target) => {
  expect(movementOf('firstPassYield', share(then), share(now), target)).toBe(movement);
});

test('where less is better the other way is the way', () => {
  const hours = (value: number) => ({ value, n: 8, weeks: 4 });
  expect(movementOf('leadTimeHours', hours(40), hours(24), 24)).toBe('reached');
  expect(movementOf('leadTimeHours', hours(40), hours(30), 24)).toBe('on the way');
  expect(movementOf('leadTimeHours', hours(40), hours(50), 24)).toBe('moved away');
});

test('the counts decide what is enough: as for the evidence of a milestone', () => {
  const enough = (measure: Parameters<typeof movementOf>[0], n: number, weeks = 4) =>
    movementOf(measure, { value: 1, n }, { value: 1, n, weeks }, 1) !== 'not enough data';
  expect([enough('deployments', 4), enough('deployments', 5)]).toEqual([false, true]);
  expect([enough('flaky', 19), enough('flaky', 20)]).toEqual([false, true]);
  expect([enough('batchSize', 7), enough('batchSize', 8)]).toEqual([false, true]);
  expect([enough('flaky', 20, 3), enough('flaky', 20, 4)]).toEqual([false, true]);
});
