import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { commit } from '../testing/records';
import { CommitGraph } from './commitGraph';

/** Any graph at all: parents may be unknown, repeated, in circles, or the commit itself. */
const anyGraph = fc.array(fc.array(fc.nat(25), { maxLength: 3 }), { minLength: 1, maxLength: 20 });

describe('difference', () => {
  test('is that of the two reaches, for any graph without circles', () =>
    fc.assert(
      fc.property(anyGraph, fc.nat(), fc.nat(), fc.nat(), (links, a, b, c) => {
        // Older commits only, or unknown ones, which are kept to show that they lead nowhere.
        const parents = links.map((of, i) => of.filter((parent) => parent < i || parent >= links.length));
        const graph = new CommitGraph(parents.map((of, i) => commit(String(i), of.map(String), i)).reverse());
        const at = (n: number): number => graph.find('git:app', String(n % links.length));
        const { added, removed } = graph.difference([at(a)], [at(b), at(c)]);
        const before = reach(parents, [a % links.length]);
        const after = reach(parents, [b % links.length, c % links.length]);
        const named = (found: number[]): string[] => found.map((one) => graph.commits[one]?.revision ?? '').sort();
        expect(named(added)).toEqual(
          [...after]
            .filter((one) => !before.has(one))
            .map(String)
            .sort(),
        );
        expect(named(removed)).toEqual(
          [...before]
            .filter((one) => !after.has(one))
            .map(String)
            .sort(),
        );
      }),
      { numRuns: 500 },
    ));

  test('ends on any graph, circles included, and asks the same twice', () =>
    fc.assert(
      fc.property(anyGraph, fc.nat(), fc.nat(), (links, a, b) => {
        const graph = new CommitGraph(links.map((of, i) => commit(String(i), of.map(String), i)));
        const ask = () => graph.difference([a % links.length], [b % links.length]);
        expect(ask()).toEqual(ask());
      }),
    ));

  test('in a deep history costs what is new only', () => {
    const depth = 200_000;
    const graph = new CommitGraph(
      Array.from({ length: depth }, (_, i) => commit(String(i), i === 0 ? [] : [String(i - 1)], i)),
    );
    const began = performance.now();
    for (let i = 1000; i < depth; i += 1) graph.difference([i - 1], [i]);
    expect(performance.now() - began).toBeLessThan(5000);
    expect(graph.difference([depth - 4], [depth - 1]).added).toEqual([depth - 1, depth - 2, depth - 3]);
  });
});

test('a hash is a hash, whatever a source calls the repository', () => {
  const hash = 'a'.repeat(40);
  const graph = new CommitGraph([commit(hash, [], 0, { material: 'git:mingle' }), commit('12', [], 0)]);
  expect(graph.find('git:mingle-saas', hash)).toBe(0);
  expect(graph.find('svn:other', '12')).toBe(-1);
});

test('a commit told twice is one, with the parents one of them knows', () => {
  const graph = new CommitGraph([commit('a', [], 0), commit('b', [], 1), commit('b', ['a'], 1)]);
  expect(graph.difference([0], [1]).added).toEqual([1]);
  expect(graph.commits.length).toBe(2);
  expect(graph.difference([], [1]).added.length).toBe(2);
});

function reach(parents: number[][], heads: number[]): Set<number> {
  const seen = new Set<number>();
  const visit = (at: number): void => {
    if (at >= parents.length || seen.has(at)) return;
    seen.add(at);
    parents[at]?.forEach(visit);
  };
  heads.forEach(visit);
  return seen;
}

test('a commit of which nobody knows what it came after is not in the graph, until another source knows', () => {
  const unknown = { ...commit('b', [], 2), more: { parentsUnknown: true } };
  expect(new CommitGraph([commit('a', [], 1), unknown]).find('git:app', 'b')).toBe(-1);
  const told = new CommitGraph([commit('a', [], 1), unknown, commit('b', ['a'], 2)]);
  expect(told.difference([told.find('git:app', 'a')], [told.find('git:app', 'b')]).added).toHaveLength(1);
});
