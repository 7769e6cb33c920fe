import { expect, test } from 'vitest';
import { cover, forgetOldRuns, newCursor, noteRun, parseCursor, printCursor } from './cursor';

const hour = 3_600_000;

test('of what was read to its end the newest runs are remembered, of a stretch broken off all, also in the next import', () => {
  const first = newCursor();
  // Newest first, as they are read: 2,500 runs to the end, then 500 of an older stretch that is broken off.
  for (let id = 3_000; id > 500; id -= 1) note(first, id);
  cover(first, { from: 501 * hour, to: 3_001 * hour });
  for (let id = 500; id > 0; id -= 1) note(first, id);
  forgetOldRuns(first);
  expect(Object.keys(first.seen).map(Number)).toEqual([...upTo(500), ...upTo(2_000).map((n) => n + 1_000)]);

  const kept = JSON.parse(JSON.stringify(printCursor(new Map([['o/app', first]])))) as unknown;
  const second = parseCursor(kept).get('o/app') ?? newCursor();
  expect(second).toEqual(first);
  // The newest days are read again before the rest of that stretch.
  note(second, 3_001);
  cover(second, { from: 3_000 * hour, to: 3_002 * hour });
  forgetOldRuns(second);
  expect(upTo(500).every((id) => String(id) in second.seen)).toBe(true);
  cover(second, { from: 0, to: 501 * hour });
  forgetOldRuns(second);
  expect(Object.keys(second.seen)).toHaveLength(2_000);
  expect(second.between).toEqual({});
});

function note(cursor: ReturnType<typeof newCursor>, id: number): void {
  noteRun(cursor, { id: String(id), createdAt: id * hour, fingerprint: '1 done', isOpen: false, isJobless: false });
}

const upTo = (count: number): number[] => Array.from({ length: count }, (_, n) => n + 1);
