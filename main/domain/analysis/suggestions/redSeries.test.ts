import { expect, test } from 'vitest';
import type { Run } from '../../history/records';
import { environmentMap, history, run, t } from '../testing/records';
import type { WindowBucket } from '../window/metricsWindow';
import { redSeries } from './redSeries';
import { findSuggestions } from './suggestMilestones';

const hour = 3_600_000;
const week = 7 * 24 * hour;
const begin = t('2024-01-01');
const weeks = (count: number): WindowBucket[] =>
  Array.from({ length: count }, (_, n) => ({
    ...{ id: `w${String(n)}`, start: begin + n * week, end: begin + (n + 1) * week, partial: n === count - 1 },
  }));
const done = (pipeline: string, number: number, at: number, outcome: 'passed' | 'failed'): Run =>
  run(`${pipeline}/${String(number)}`, { number, outcome, finishedAt: at });

test('by hand: red hours of the hours with a known state, complete weeks only', () => {
  const runs = [
    // Known from the middle of the first week on, of which it is red for 21 of 84 hours; then green for a week.
    done('build', 1, begin + week / 2, 'failed'),
    done('build', 2, begin + week / 2 + 21 * hour, 'passed'),
    // Red from the middle of the third week to the end of what is known.
    done('build', 3, begin + 2.5 * week, 'failed'),
    done('other', 1, begin, 'failed'),
  ];
  const [build, none, ...rest] = redSeries(runs, new Set(['none', 'build']), weeks(5), begin + 4.5 * week);
  expect(build).toMatchObject({ name: 'red:build', series: { family: 'magnitude', values: [25, 0, 50, 100] } });
  expect(build?.spans.map((one) => one.from)).toEqual([0, 1, 2, 3].map((n) => begin + n * week));
  expect(none).toMatchObject({ name: 'red:none', series: { values: [] } });
  expect(rest).toEqual([]);
});

test('a pipeline that is red much longer from one week on is told so, with the time before and after', () => {
  // Twice a week it breaks; repaired after three hours or so at first, after a day later.
  const runs = Array.from({ length: 60 }, (_, n) =>
    [0, 1].flatMap((half) => {
      const at = begin + n * week + (half * 80 + ((n * 7 + half) % 5)) * hour;
      const red = (n < 30 ? 2 + (n % 3) : 22 + (n % 5)) * hour;
      const number = 4 * n + 2 * half;
      return [done('build', number, at, 'failed'), done('build', number + 1, at + red, 'passed')];
    }),
  ).flat();
  const coverage = [{ source: 'ci', from: begin, to: begin + 60 * week, gaps: [] }];
  const found = findSuggestions(history({ runs, coverage }), environmentMap(), []);
  const [told] = found;
  expect(told?.detected).toMatchObject({ series: 'red:build', family: 'magnitude' });
  expect(told?.title).toMatch(/^Red time of build rose from a median of 3\.\d to 2\d\.\d % of the week$/);
  const { window } = told?.detected ?? { window: { from: 0, to: 0 } };
  expect(window.from <= begin + 30 * week && begin + 30 * week <= window.to).toBe(true);
});
