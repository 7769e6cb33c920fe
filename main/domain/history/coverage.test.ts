import { expect, test } from 'vitest';
import { clipCoverage, gapAt, joinOnto, uniteCoverage } from './coverage';
import type { Coverage } from './records';

test.each<[string, Coverage[], Coverage]>([
  ['nothing', [], cover(null, null)],
  ['one', [cover(1, 5, [2, 3])], cover(1, 5, [2, 3])],
  ['touching', [cover(1, 5), cover(5, 9)], cover(1, 9)],
  ['overlapping, in any order', [cover(4, 9), cover(1, 5)], cover(1, 9)],
  ['apart', [cover(1, 3), cover(6, 9)], { from: 1, to: 9, gaps: [{ from: 3, to: 6, reason: 'not in the files' }] }],
  ['a gap that the other fills', [cover(1, 9, [3, 5]), cover(2, 6)], cover(1, 9)],
  ['a gap that the other fills in part', [cover(1, 9, [3, 5]), cover(2, 4)], cover(1, 9, [4, 5])],
  ['a gap of both', [cover(1, 9, [3, 5]), cover(1, 9, [3, 5])], cover(1, 9, [3, 5])],
  ['an open end', [cover(1, null), cover(2, 6)], cover(1, null)],
])('together: %s', (_, parts, whole) => {
  expect(uniteCoverage(parts)).toEqual(whole);
});

test.each<[string, Coverage, number | null, number | null, Coverage]>([
  ['not at all', cover(1, 9, [2, 3]), null, null, cover(1, 9, [2, 3])],
  ['both ends', cover(1, 9, [2, 5]), 4, 8, cover(4, 8, [4, 5])],
  ['a gap away', cover(1, 9, [2, 3]), 4, null, cover(4, 9)],
  ['everything away', cover(1, 3), 4, 8, cover(null, null)],
])('clipped: %s', (_, coverage, since, until, clipped) => {
  expect(clipCoverage(coverage, since, until)).toEqual(clipped);
});

function cover(from: number | null, to: number | null, gap?: [number, number]): Coverage {
  return { from, to, gaps: gap ? [{ from: gap[0], to: gap[1], reason: 'purged' }] : [] };
}

const span = (from: number | null, to: number | null): Coverage => ({ from, to, gaps: [] });

test.each<[string, Coverage, Coverage, Coverage]>([
  ['after it', span(0, 10), span(20, 30), span(10, 30)],
  ['before it', span(20, 30), span(0, 10), span(0, 20)],
  ['over it', span(5, 10), span(0, 30), span(0, 30)],
  ['within it', span(0, 30), span(5, 10), span(5, 10)],
  ['where nothing is known', span(null, null), span(5, 10), span(5, 10)],
  ['of nothing', span(5, 10), span(null, null), span(null, null)],
])('a stretch is joined onto what is known %s', (_, known, stretch, joined) => {
  expect(joinOnto(known, stretch)).toEqual(joined);
});

test('a moment lies in a gap from its beginning until just before its end', () => {
  const gap = { from: 10, to: 20, reason: 'not in the files' };
  expect([9, 10, 19, 20].map((at) => gapAt({ gaps: [gap] }, at))).toEqual([null, gap, gap, null]);
});
