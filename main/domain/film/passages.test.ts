import fc from 'fast-check';
import { expect, test } from 'vitest';
import { nextFactor, passageAt, withPassage } from './passages';
import type { Passage } from './plot';

const passage = fc
  .record({
    from: fc.integer({ min: 0, max: 100 }),
    length: fc.integer({ min: 1, max: 40 }),
    factor: fc.constantFrom(0.5, 1, 2, 4),
  })
  .map(({ from, length, factor }) => ({ from, to: from + length, factor }));

test('the last word counts at every moment; passages never overlap', () => {
  fc.assert(
    fc.property(fc.array(passage, { maxLength: 12 }), (added) => {
      const all = added.reduce<Passage[]>((before, one) => withPassage(before, one), []);
      all.slice(1).forEach((one, index) => {
        expect(one.from).toBeGreaterThanOrEqual(all[index]?.to ?? Infinity);
      });
      for (let at = 0; at < 140; at += 1) {
        const last = added.findLast(({ from, to }) => at >= from && at < to)?.factor ?? 1;
        expect(passageAt(all, at)?.factor ?? 1).toBe(last);
      }
    }),
  );
});

test('factors go in steps and stop at the ends', () => {
  expect(nextFactor(1, 1)).toBe(1.5);
  expect(nextFactor(1, -1)).toBe(0.5);
  expect(nextFactor(6, 1)).toBe(6);
  expect(nextFactor(1.2, 1)).toBe(1.5);
});
