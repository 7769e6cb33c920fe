import { expect, test } from 'vitest';
import { buildEvolution } from './buildEvolution';
import { day, environments, history, revision, run } from './testing/smallHistory';

const week = { id: 'w0', start: day(0), end: day(7), partial: false };

/** What the map says of the material in a week in which each of these branches was built so many times, in this order. */
function branchIn(...uses: [branch: string, times: number][]): string | null {
  const built = uses.flatMap(([branch, times]) => Array.from({ length: times }, () => branch));
  const runs = built.map((branch, place) =>
    run(`build/${String(place)}`, day(0) + place * 3_600_000, { revisions: [revision('git:app', branch)] }),
  );
  const { evolution } = buildEvolution(history(runs), environments(), [week]);
  return evolution.nodes.find(({ kind }) => kind === 'material')?.branch[0] ?? null;
}

test('a process that lives on two branches says both, in the order they first came', () => {
  expect(branchIn(['saas', 10], ['master', 12])).toBe('saas, master');
  expect(branchIn(['master', 2], ['saas', 8])).toBe('master, saas');
});

test('short-lived branches beside a main one are not what it lives on', () => {
  expect(branchIn(['fix-typo', 1], ['main', 8], ['add-button', 2])).toBe('main');
});

test('where none carries the week, the most used stands for all, of several the last', () => {
  expect(branchIn(['a', 1], ['b', 1], ['c', 1])).toBe('c');
  expect(branchIn(['a', 1], ['b', 1])).toBe('b');
  expect(branchIn()).toBeNull();
});
