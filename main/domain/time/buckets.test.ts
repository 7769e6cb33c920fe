import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { bucketIndex, bucketsOver, localDays } from './buckets';
import { parseInstant, printInstant } from './instant';

const hour = 3_600_000;

describe('weeks', () => {
  test.each([
    // The week of the change to summer time has 167 hours, that of the change back 169.
    ['Europe/Berlin', '2024-03-27T12:00:00Z', '2024-W13', '2024-03-24T23:00:00Z', 167],
    ['Europe/Berlin', '2024-10-24T12:00:00Z', '2024-W43', '2024-10-20T22:00:00Z', 169],
    ['America/New_York', '2024-03-07T12:00:00Z', '2024-W10', '2024-03-04T05:00:00Z', 167],
    ['America/New_York', '2024-10-31T12:00:00Z', '2024-W44', '2024-10-28T04:00:00Z', 169],
    ['Asia/Kolkata', '2024-03-27T12:00:00Z', '2024-W13', '2024-03-24T18:30:00Z', 168],
    // Monday 00:30 in Berlin is still Sunday in UTC.
    ['Europe/Berlin', '2024-01-28T23:30:00Z', '2024-W05', '2024-01-28T23:00:00Z', 168],
    ['UTC', '2024-01-28T23:30:00Z', '2024-W04', '2024-01-22T00:00:00Z', 168],
    // ISO years: 30 December 2024 is in week 1 of 2025, 1 January 2021 in week 53 of 2020.
    ['UTC', '2024-12-30T00:00:00Z', '2025-W01', '2024-12-30T00:00:00Z', 168],
    ['UTC', '2021-01-01T00:00:00Z', '2020-W53', '2020-12-28T00:00:00Z', 168],
  ])('%s %s', (zone, text, id, start, hours) => {
    const [week, ...rest] = bucketsOver({ from: at(text), to: at(text) + 1 }, 'week', zone);
    expect(rest).toEqual([]);
    expect(week?.id).toBe(id);
    expect(printInstant(week?.start ?? 0)).toBe(start);
    expect(((week?.end ?? 0) - (week?.start ?? 0)) / hour).toBe(hours);
  });
});

test('months in a zone', () => {
  const months = bucketsOver(
    { from: at('2024-01-31T23:30:00Z'), to: at('2024-03-31T22:00:00Z') },
    'month',
    'Europe/Berlin',
  );
  expect(months.map((month) => month.id)).toEqual(['2024-02', '2024-03']);
  expect(months.map((month) => printInstant(month.end))).toEqual(['2024-02-29T23:00:00Z', '2024-03-31T22:00:00Z']);
});

test('an empty span touches nothing', () => expect(bucketsOver({ from: 5, to: 5 }, 'week', 'UTC')).toEqual([]));

const anyInstant = fc.integer({ min: at('1995-01-01T00:00:00Z'), max: at('2037-01-01T00:00:00Z') });
const anyZone = fc.constantFrom('Europe/Berlin', 'America/New_York', 'Asia/Kolkata', 'America/Sao_Paulo', 'UTC');

test('buckets follow one another and every instant of the span is in exactly one', () =>
  fc.assert(
    fc.property(
      anyInstant,
      fc.integer({ min: 1, max: 200 * 24 * hour }),
      anyZone,
      fc.boolean(),
      (from, length, zone, weekly) => {
        const buckets = bucketsOver({ from, to: from + length }, weekly ? 'week' : 'month', zone);
        buckets.forEach((bucket, i) => i > 0 && expect(bucket.start).toBe(buckets[i - 1]?.end));
        const instant = from + Math.floor(length / 2);
        const found = buckets[bucketIndex(buckets, instant)];
        expect(found && found.start <= instant && instant < found.end).toBe(true);
        expect(bucketIndex(buckets, (buckets.at(-1)?.end ?? 0) + 1)).toBe(-1);
      },
    ),
    { numRuns: 60 },
  ));

test('local days are those of the wall clock', () =>
  fc.assert(
    fc.property(anyInstant, fc.integer({ min: 1, max: 900 * 24 * hour }), anyZone, (from, length, zone) => {
      const instant = from + Math.floor(length * 0.7);
      const day = localDays({ from, to: from + length }, zone)(instant);
      const wall = new Intl.DateTimeFormat('en-CA', { timeZone: zone }).format(instant);
      expect(new Date(day * 24 * hour).toISOString().slice(0, 10)).toBe(wall);
    }),
    { numRuns: 100 },
  ));

function at(text: string): number {
  return parseInstant(text) ?? Number.NaN;
}
