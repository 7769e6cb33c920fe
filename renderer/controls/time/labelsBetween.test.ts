import { expect, test } from 'vitest';
import { labelsBetween } from './labelsBetween';

const mark = (id: string, x: number) => ({ id, x, widths: [100, 50] });

test.each<[string, ReturnType<typeof mark>[], [string, number | null][]]>([
  ['alone: whole', [mark('a', 0)], [['a', 0]]],
  [
    'before the next mark: shortened',
    [mark('a', 0), mark('b', 80)],
    [
      ['a', 1],
      ['b', 0],
    ],
  ],
  [
    'close together: none',
    [mark('b', 40), mark('a', 0)],
    [
      ['a', null],
      ['b', 0],
    ],
  ],
  ['at the end of the plot: none', [mark('a', 270)], [['a', null]]],
  [
    'on the same spot: only the last',
    [mark('a', 10), mark('b', 10)],
    [
      ['a', null],
      ['b', 0],
    ],
  ],
])('%s', (_, marks, expected) => expect([...labelsBetween(marks, 300, 12)]).toEqual(expected));
