import fc from 'fast-check';
import { expect, test } from 'vitest';
import { hashKey, indexHas, indexOf, WantedHashes } from './keyIndex';

const hash = fc.oneof(fc.string().map(hashKey), fc.nat(2 ** 40), fc.nat(60));

test('what an index has of the hashes looked for is found, once each, and nothing else', () => {
  fc.assert(
    fc.property(fc.array(hash, { maxLength: 300 }), fc.array(hash, { maxLength: 300 }), (there, wanted) => {
      const index = indexOf(there);
      const expected = [...new Set(wanted)].filter((each) => there.includes(each));
      const byNumber = (a: number, b: number): number => a - b;
      expect(new WantedHashes(wanted).in(index).sort(byNumber)).toEqual(expected.sort(byNumber));
      expect(wanted.filter((each) => indexHas(index, each)).every((each) => there.includes(each))).toBe(true);
    }),
  );
});

test('few are looked up in many', () => {
  const many = Array.from({ length: 5_000 }, (_, n) => hashKey(`run ${String(n)}`));
  const wanted = new WantedHashes([hashKey('run 7'), hashKey('run 5000'), hashKey('run 4999')]);
  expect(wanted.in(indexOf(many)).sort()).toEqual([hashKey('run 7'), hashKey('run 4999')].sort());
});
