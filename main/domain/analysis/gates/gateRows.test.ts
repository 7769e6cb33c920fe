import { expect, test } from 'vitest';
import { rowsBehind, type RowsWanted } from '../rowsBehind';
import { environmentMap, history, revision, run, t } from '../testing/records';

const map = environmentMap([
  { name: 'copy', role: 'staging', match: [{ pipeline: 'copy' }] },
  { name: 'live', role: 'production', match: [{ pipeline: 'live' }] },
]);
const made = (id: string, day: string, of: string, outcome: 'passed' | 'failed' = 'passed') =>
  run(id, { outcome, startedAt: t(day), finishedAt: t(day) + 60_000, revisions: [revision(of)] });
const all = history({
  runs: [
    ...[made('copy/1', '2024-01-01', 'a'), made('live/1', '2024-01-02', 'a'), made('live/2', '2024-01-03', 'b')],
    ...[made('copy/2', '2024-01-04', 'c', 'failed'), made('live/3', '2024-01-05', 'c')],
    ...[made('copy/3', '2024-01-06', 'd', 'failed'), made('copy/3b', '2024-01-07', 'd', 'failed')],
  ],
});
const rows = (which: 'passed' | 'past' | 'unknown' | 'stopped', more: Partial<RowsWanted> = {}) =>
  rowsBehind(all, map, {
    ...{ of: { kind: 'gate', environment: 'copy', which }, from: null, to: null, offset: 0, limit: 50 },
    ...more,
  }).rows.map((row) => row.run);

test('the rows behind each number of a gate, newest first', () => {
  expect(rows('passed')).toEqual(['live/1']);
  expect(rows('past')).toEqual(['live/3', 'live/2']);
  expect(rows('unknown')).toEqual([]);
  expect(rows('stopped')).toEqual(['copy/3b', 'copy/3']);
});

test('of a stretch of time, by page; none of what is no gate', () => {
  expect(rows('past', { from: t('2024-01-04') })).toEqual(['live/3']);
  expect(rows('past', { offset: 1, limit: 1 })).toEqual(['live/2']);
  expect(rows('passed', { of: { kind: 'gate', environment: 'nowhere', which: 'passed' } })).toEqual([]);
});
