import { describe, expect, test } from 'vitest';
import type { PresenceRule } from './presence';
import { presenceOf } from './presence';
import { noSightings } from './sightings';
import type { Sightings } from './sightings';

const dayMs = 86_400_000;
const idle: PresenceRule = { begin: 0, end: 400 * dayMs, uncovered: [], removedAt: [], axis: null, idleCounts: true };

describe('idleness, in days', () => {
  test.each<[what: string, seen: number[], rule: Partial<PresenceRule>, expected: [number, number][]]>([
    ['never seen', [], {}, []],
    ['daily to the end', daily(380, 400), {}, [[380, Infinity]]],
    ['daily, then removed', daily(0, 20), {}, [[0, 21]]],
    ['idle less than four weeks at the end', daily(360, 375), {}, [[360, Infinity]]],
    ['weekly, missed after two weeks', [0, 7, 14, 21, 28, 35], {}, [[0, 49]]],
    [
      'twice with a long pause',
      [...daily(0, 10), ...daily(100, 105)],
      {},
      [
        [0, 11],
        [100, 106],
      ],
    ],
    ['a pause within the rhythm', [0, 60, 115, 175, 240, 290, 350], {}, [[0, Infinity]]],
    ['a quarter of patience while the rhythm is unknown', [0, 80], { end: 81 * dayMs }, [[0, Infinity]]],
    [
      'a pause nobody recorded',
      [...daily(0, 10), ...daily(100, 105)],
      { uncovered: [span(10, 99)], end: 106 * dayMs },
      [[0, Infinity]],
    ],
    ['configuration removed', daily(0, 10), { removedAt: [9.5 * dayMs], end: 12 * dayMs }, [[0, 9.5]]],
  ])('%s', (_, seen, rule, expected) => {
    const { present } = presenceOf(seenOn(seen), { ...idle, ...rule });
    expect(present.map(({ from, to }) => [from / dayMs, to / dayMs])).toEqual(expected);
  });
});

describe('runs that did without it', () => {
  test.each<[what: string, uses: string, expected: [number, number][]]>([
    ['always used', 'xxxxxxxx', [[0, Infinity]]],
    ['rewired', 'xxxx....', [[0, 4]]],
    ['the last run alone proves nothing', 'xxxx.', [[0, Infinity]]],
    ['one of two taking turns', 'x.x.x.x..', [[0, Infinity]]],
    [
      'taken out and put back',
      'xxxxx.......xxxx',
      [
        [0, 5],
        [12, Infinity],
      ],
    ],
    ['skipped a few times', 'xxxx...xxxx', [[0, Infinity]]],
  ])('%s', (_, uses, expected) => {
    const axis = [...uses].map((__, place) => place);
    const sightings = noSightings();
    [...uses].forEach((use, place) => {
      if (use !== 'x') return;
      sightings.seenAt.push(place);
      sightings.axisBefore.push(place);
      sightings.axisAfter.push(place + 1);
    });
    const { present } = presenceOf(sightings, { ...idle, axis, idleCounts: false });
    expect(present.map(({ from, to }) => [from, to])).toEqual(expected);
  });
});

function daily(from: number, to: number): number[] {
  return Array.from({ length: to - from }, (_, i) => from + i);
}

function span(from: number, to: number) {
  return { from: from * dayMs, to: to * dayMs };
}

function seenOn(days: readonly number[]): Sightings {
  return { ...noSightings(), seenAt: days.map((number) => number * dayMs) };
}
