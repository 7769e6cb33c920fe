import { expect, test } from 'vitest';
import { wrapText } from './wrapText';

const cases: [string, number, number, string[]][] = [
  ['', 10, 3, []],
  ['one line', 10, 3, ['one line']],
  ['two short lines', 9, 3, ['two short', 'lines']],
  ['what is left over ends here', 9, 2, ['what is', 'left ove…']],
  ['internationalisation', 8, 2, ['interna…']],
  ['spaces   do not  count', 9, 3, ['spaces do', 'not count']],
];

test.each(cases)('%s in %i letters and %i lines', (text, room, lines, expected) => {
  expect(wrapText(text, room, lines, (part) => part.length)).toEqual(expected);
});
