import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Toggle } from '../../history/records';
import { bucketsOver } from '../../time/buckets';
import { packRows } from './packRows';
import { toggleFacts } from './toggleFacts';

const dayMs = 86_400_000;
const begin = Date.UTC(2024, 0, 1); // a Monday
const at = (day: number) => begin + day * dayMs;
const covered = { from: at(0), to: at(28) };
const weeks = bucketsOver(covered, 'week', 'UTC');

function toggle(name: string, from: number, to: number | null, more: Partial<Toggle> = {}): Toggle {
  const ends = { from: at(from), to: to === null ? null : at(to) };
  return {
    record: 'toggle',
    source: 'x',
    id: `${name}@${String(from)}`,
    name,
    ...ends,
    on: null,
    owner: null,
    origin: null,
    ...more,
  };
}

test('nothing known is nothing, never zero', () => {
  expect(toggleFacts([], covered, weeks)).toBeNull();
  expect(toggleFacts([toggle('a', 0, null)], null, [])).toBeNull();
  expect(toggleFacts([toggle('before', -9, -2), toggle('after', 30, null)], covered, weeks)).toBeNull();
});

test('live ones, the oldest of them, lifetimes, and how many there were each week', () => {
  const all = [toggle('old', 8, null), toggle('short', 9, 13), toggle('month', 15, 25), toggle('ends with it', 16, 28)];
  expect(toggleFacts(all, covered, weeks)).toMatchObject({
    known: 4,
    live: 2,
    oldest: { name: 'old', from: at(8) },
    lifetimeDays: { median: 10, n: 3 },
    perWeek: [null, 2, 3, 3],
    rows: 3,
    hidden: 0,
  });
});

test('a toggle that two sources tell of is one; one that came back is two', () => {
  const on = [{ from: at(4), to: null }];
  const facts = toggleFacts(
    [toggle('a', 3, null), toggle('a', 1, 9, { on }), toggle('b', 1, 3), toggle('b', 9, 12)],
    covered,
    weeks,
  );
  expect(facts?.bars.map(({ name, from, to }) => [name, from, to])).toEqual([
    ['a', at(1), null],
    ['b', at(1), at(3)],
    ['b', at(9), at(12)],
  ]);
  expect(facts?.bars[0]?.on).toEqual(on);
});

test('the count by week is that of looking at each toggle in each week; bars never overlap in a row', () => {
  const one = fc.tuple(
    fc.constantFrom('a', 'b', 'c', 'd', 'e', 'f', 'g'),
    fc.integer({ min: -20, max: 40 }),
    fc.option(fc.nat({ max: 30 })),
  );
  fc.assert(
    fc.property(fc.array(one, { maxLength: 12 }), (made) => {
      const all = made.map(([name, from, length]) => toggle(name, from, length === null ? null : from + length));
      const facts = toggleFacts(all, covered, weeks);
      if (!facts) return;
      const { bars } = facts;
      expect(bars).toHaveLength(facts.known);
      weeks.forEach(({ start, end }, i) => {
        const there = bars.filter((bar) => touches(bar, start, end)).length;
        expect(facts.perWeek[i]).toBe(bars.every((bar) => bar.from >= end) ? null : there);
      });
      for (const bar of bars)
        for (const other of bars) {
          if (bar !== other && bar.row === other.row && bar.from <= other.from)
            expect(bar.to ?? Infinity).toBeLessThanOrEqual(other.from);
        }
    }),
  );
});

/** Whether it was there at some moment of [start, end); one that came and went at once was there at that moment. */
function touches({ from, to }: { from: number; to: number | null }, start: number, end: number): boolean {
  return from < end && (to === null || to > start || (from >= start && from === to));
}

test('ten thousand toggles stay within the rows there are', () => {
  const many = Array.from({ length: 10_000 }, (_, i) => ({ from: i, to: null }));
  const { placed, rows, hidden } = packRows(many, 1, 60);
  expect([placed.length, rows, hidden]).toEqual([60, 60, 9_940]);
});
