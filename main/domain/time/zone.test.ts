import { describe, expect, test } from 'vitest';
import { printInstant } from './instant';
import { isZone, parseWhen } from './zone';

describe('isZone', () => {
  test.each(['Europe/Berlin', 'America/New_York', 'Asia/Kolkata', 'UTC'])('%s is one', (zone) =>
    expect(isZone(zone)).toBe(true),
  );
  test.each(['', 'Europe/Nowhere', '+02:00', 'Berlin time', '../etc'])('"%s" is none', (zone) =>
    expect(isZone(zone)).toBe(false),
  );
});

describe('parseWhen', () => {
  test.each([
    ['2024-03-31', 'Europe/Berlin', '2024-03-30T23:00:00Z'],
    ['2024-04-01', 'Europe/Berlin', '2024-03-31T22:00:00Z'],
    ['2024-03-11', 'America/New_York', '2024-03-11T04:00:00Z'],
    ['2024-03-01', 'Asia/Kolkata', '2024-02-29T18:30:00Z'],
    // Summer time began at midnight: the day starts at one o'clock.
    ['2018-11-04', 'America/Sao_Paulo', '2018-11-04T03:00:00Z'],
    ['2024-03-01T09:00:00+01:00', 'Asia/Kolkata', '2024-03-01T08:00:00Z'],
  ])('%s in %s is %s', (text, zone, expected) => {
    const instant = parseWhen(text, zone);
    expect(instant === null ? null : printInstant(instant)).toBe(expected);
  });

  test.each(['2024-02-30', '2023-02-29', '2024-3-1', 'yesterday', '2024-03-01T09:00:00', ''])(
    '"%s" is no moment',
    (text) => expect(parseWhen(text, 'UTC')).toBeNull(),
  );
});
