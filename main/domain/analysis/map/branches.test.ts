import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Commit } from '../../history/records';
import type { BranchRow } from '../mapReport';
import { branchesAt } from './branches';
import { commit, day, dayMs } from './testing/smallHistory';

const unnamed = () => null;

/** master: a(0) – b(10) – m(20, merges f2); saas: f1(5), f2(8); wip: w(12) from b. */
const commits = [
  commit('a', day(0), [], ['master']),
  commit('f1', day(5), ['a'], ['saas']),
  commit('f2', day(8), ['f1'], ['saas']),
  commit('b', day(10), ['a'], ['master']),
  commit('w', day(12), ['b'], ['wip']),
  commit('m', day(20), ['b', 'f2'], ['master']),
];

const open = { mergedAt: null, lifetimeDays: null };

describe('branches as of a day', () => {
  test.each<[number, Partial<BranchRow>[]]>([
    [-1, []],
    [4, []],
    [6, [{ name: 'saas', head: 'f1', ahead: 1, behind: 0, ageDays: 1, ...open }]],
    [
      15,
      [
        { name: 'saas', head: 'f2', ahead: 2, behind: 1, ageDays: 10, ...open },
        { name: 'wip', head: 'w', ahead: 1, behind: 0, ageDays: 3, ...open },
      ],
    ],
    [
      30,
      [
        { name: 'saas', head: 'f2', ahead: 0, behind: 2, ageDays: null, mergedAt: day(20), lifetimeDays: 15 },
        { name: 'wip', head: 'w', ahead: 1, behind: 3, ageDays: 18, ...open },
      ],
    ],
  ])('day %i', (number, expected) => {
    expect(branchesAt(commits, day(number), unnamed)).toEqual(
      expected.map((row) => ({ material: 'git:mingle', ...row })),
    );
  });

  test('the main branch is the one the source names', () => {
    expect(branchesAt(commits, day(15), () => 'saas').map(({ name }) => name)).toEqual(['master', 'wip']);
  });

  test('a branch that went on after its merge is open again, from the first commit after it', () => {
    const more = [...commits, commit('f3', day(22), ['f2'], ['saas'])];
    expect(branchesAt(more, day(30), unnamed)[0]).toMatchObject({ head: 'f3', ahead: 1, ageDays: 8, mergedAt: null });
  });

  test('a fast-forward has no moment of its own but that of the commit', () => {
    const line = [commit('a', day(0), [], ['main']), commit('b', day(2), ['a'], ['main', 'quick'])];
    expect(branchesAt(line, day(9), unnamed)).toMatchObject([{ ahead: 0, mergedAt: day(2), lifetimeDays: 0 }]);
  });
});

test('any history agrees with a recount by the definitions', () => {
  const drafts = fc.array(
    fc.record({ parents: fc.array(fc.nat(), { maxLength: 2 }), branch: fc.constantFrom('main', 'x', 'y') }),
    { minLength: 1, maxLength: 25 },
  );
  fc.assert(
    fc.property(drafts, fc.nat({ max: 25 }), (some, until) => {
      const all = some.map(({ parents, branch }, i) => {
        const known = i === 0 ? [] : [...new Set(parents.map((parent) => `c${parent % i}`))];
        return commit(`c${i}`, day(i), known, [branch]);
      });
      expect(branchesAt(all, day(until), unnamed)).toEqual(recount(all, day(until)));
    }),
    { numRuns: 300 },
  );
});

/** The definitions word by word, as slow as it takes. */
function recount(all: readonly Commit[], at: number): BranchRow[] {
  const byName = new Map(all.map((one) => [one.revision, one]));
  const reach = (from: string | undefined): Set<string> =>
    from === undefined
      ? new Set()
      : new Set([from, ...(byName.get(from)?.parents ?? []).flatMap((parent) => [...reach(parent)])]);
  const headOf = (branch: string) =>
    all.filter((one) => one.branches.includes(branch) && (one.committedAt ?? 0) <= at).at(-1)?.revision;
  const timeOf = (revision: string | undefined) => byName.get(revision ?? '')?.committedAt ?? 0;
  const main = headOf('main');
  if (!main) return [];
  const line: string[] = [];
  for (let one: string | undefined = main; one; one = byName.get(one)?.parents[0]) line.unshift(one);
  return ['x', 'y'].flatMap((name): BranchRow[] => {
    const head = headOf(name);
    if (!head) return [];
    const [own, theirs] = [reach(head), reach(main)];
    const ahead = [...own].filter((one) => !theirs.has(one));
    const counts = {
      material: 'git:mingle',
      name,
      head,
      ahead: ahead.length,
      behind: [...theirs].filter((one) => !own.has(one)).length,
    };
    if (ahead.length > 0) return [{ ...counts, ageDays: (at - Math.min(...ahead.map(timeOf))) / dayMs, ...open }];
    const place = line.findIndex((one) => reach(one).has(head));
    const before = reach(line[place - 1]);
    const since = Math.min(...[...own].filter((one) => !before.has(one)).map(timeOf));
    const mergedAt = timeOf(line[place]);
    return [{ ...counts, ageDays: null, mergedAt, lifetimeDays: (mergedAt - since) / dayMs }];
  });
}
