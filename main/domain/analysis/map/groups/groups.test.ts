import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { buildEvolution } from '../buildEvolution';
import { day, environments, history, revision, run } from '../testing/smallHistory';
import { nameGroups } from './nameGroups';

describe('names that begin alike', () => {
  const found = (...names: string[]): string[] =>
    nameGroups(names).map(({ prefix, members }) => `${prefix} ${String(members.length)}`);

  test.each([
    [['billing-build', 'billing-test', 'billing-ship', 'search-build'], ['billing 3']],
    [
      ['acme-api-a', 'acme-api-b', 'acme-api-c', 'acme-web-a', 'acme-web-b', 'acme-web-c'],
      ['acme-api 3', 'acme-web 3'],
    ],
    [['deployBilling', 'deploySearch', 'deployMedia', 'x', 'y', 'z', 'w'], ['deploy 3']],
    [['a', 'b', 'c'], []],
  ])('%j fall into %j', (names, groups) => expect(found(...names)).toEqual(groups));

  test('no name is in two groups, whatever the names', () => {
    fc.assert(
      fc.property(fc.array(fc.stringMatching(/^([ab]{1,2}[-_./A]){0,3}[a-z0-9]{0,3}$/), { maxLength: 80 }), (names) => {
        const all = nameGroups(names).flatMap(({ members }) => members);
        expect(new Set(all).size).toBe(all.length);
      }),
    );
  });
});

const families = ['billing', 'search', 'checkout', 'media'];
const large = history(
  Array.from({ length: 80 }, (_, index) => {
    const family = families[index % 4] ?? '';
    const pipeline = `${family}-${String(index)}`;
    return [0, 7, 14].map((at) =>
      run(`${pipeline}/${String(at)}`, day(at), {
        outcome: at === 7 ? 'failed' : 'passed',
        revisions: [revision(`git:${pipeline}`)],
      }),
    );
  }).flat(),
);
const map = environments(['live', 'production', '*']);
const weeks = [0, 7, 14].map((at) => ({ id: `w${String(at)}`, start: day(at), end: day(at + 7), partial: false }));
const view = (open: string[]) => ({ open, keptUnder: () => null });

describe('a large map', () => {
  const { evolution, groups } = buildEvolution(large, map, weeks);

  test('is drawn by groups, with the sums of what is in them', () => {
    expect(groups.map(({ id, members }) => [id, members.length])).toEqual(
      families.map((family) => [`group:name:${family}`, 40]),
    );
    expect(evolution.nodes.map(({ id }) => id).sort()).toEqual(
      ['environment:live', ...families.map((family) => `group:name:${family}`)].sort(),
    );
    const [billing] = evolution.nodes.filter(({ id }) => id === 'group:name:billing');
    expect(billing).toMatchObject({ group: { size: 20 }, runs: [20, 20, 20], failed: [0, 20, 0] });
    const deployed = evolution.edges.reduce((sum, { runs }) => sum + runs.reduce((all, one) => all + one, 0), 0);
    expect(deployed).toBe(240);
  });

  test('opens group by group, and is box by box when all are open', () => {
    const one = buildEvolution(large, map, weeks, view(['group:name:billing'])).evolution;
    expect(one.nodes.filter(({ of }) => of === 'group:name:billing')).toHaveLength(40);
    expect(one.nodes.filter(({ group }) => group)).toHaveLength(3);
    const all = buildEvolution(large, map, weeks, view(groups.map(({ id }) => id))).evolution;
    expect(all.nodes).toHaveLength(161);
  });

  test('falls into tracks first, where there are any', () => {
    const tracks = [{ name: 'money', match: [{ pipeline: 'billing-*' }, { pipeline: 'checkout-*' }] }];
    const found = buildEvolution(large, { ...map, tracks }, weeks).groups;
    expect(found[0]).toMatchObject({ id: 'group:track:money', by: 'track' });
    expect(found).toHaveLength(3);
  });
});

test('a group is as little known as all that is in it', () => {
  const coverage = ['go', 'new'].map((source) => ({
    source,
    from: day(source === 'go' ? 0 : 60),
    to: day(90),
    gaps: [],
  }));
  const unknownOf = (isOf: (pipeline: string) => string) => {
    const runs = large.runs.flatMap((one) => {
      const source = isOf(one.pipeline);
      return [0, 1, 2].map((step) => {
        const at = (one.startedAt ?? 0) + day(step * 21 + (source === 'new' ? 60 : 0)) - day(0);
        return { ...one, id: `${one.id}/${String(step)}`, source, queuedAt: at, startedAt: at, finishedAt: at };
      });
    });
    const { nodes } = buildEvolution(history(runs, { coverage }), map, weeks).evolution;
    return nodes.find(({ id }) => id === 'group:name:billing')?.unknown;
  };
  const isBilling = (pipeline: string) => pipeline.startsWith('billing');
  expect(unknownOf((pipeline) => (isBilling(pipeline) ? 'new' : 'go'))).toEqual([{ from: day(0), to: day(60) }]);
  expect(unknownOf((pipeline) => (isBilling(pipeline) && pipeline !== 'billing-0' ? 'new' : 'go'))).toBeUndefined();
});

test('a map that can be read box by box has no groups', () => {
  const few = history(large.runs.slice(0, 20));
  expect(buildEvolution(few, map, weeks).groups).toEqual([]);
});
