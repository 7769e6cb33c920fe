import { expect, test } from 'vitest';
import { endLabelLines, endLabelRoom } from './endLabels';

const fontPx = 10;
const named = (...names: string[]) => names.map((name) => ({ name }));
const measure = (text: string) => text.length * 6;

test.each([
  ['no lines, no room', named(), 0],
  ['as wide as a short name', named('build'), 31],
  ['a long name is broken, the longest of its lines counts', named('Stages that failed at the first try'), 80.6],
  ['the widest of all decides', named('build', 'acceptance'), 62],
  ['one long word gets more', named('internationalisation'), 124],
  ['but not half the chart', named('x'.repeat(80)), 136.4],
])('%s', (_, series, room) => {
  expect(endLabelRoom(series, fontPx)).toBeCloseTo(room);
});

test('a name in several words stands whole in the room kept for it', () => {
  for (const name of ['Failed at the first try: saas-build', 'Commits in a deployment, weekly median', 'flaky']) {
    const lines = endLabelLines(name, endLabelRoom(named(name), fontPx), measure);
    expect(lines.join(' ')).toBe(name);
  }
});
