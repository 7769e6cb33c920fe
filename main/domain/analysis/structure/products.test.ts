import { describe, expect, it } from 'vitest';
import type { Run } from '../../history/records';
import { environmentMap, history, revision, run } from '../testing/records';
import { findSuggestions } from '../suggestions/suggestMilestones';
import { liveSideBySide } from './products';

const dayMs = 86_400_000;
const begin = Date.UTC(2021, 0, 4);

/** Two applications share the environments. Only the shop, from its tenth deployment on, passes the copy first. */
function sharedEnvironments(): Run[] {
  return Array.from({ length: 40 }, (_, n): Run[] => {
    const [app, place] = n % 2 === 0 ? (['shop', n / 2] as const) : (['search', (n - 1) / 2] as const);
    const at = begin + n * 3 * dayMs;
    const record = (environment: string, finishedAt: number): Run =>
      run(`${app}-${environment}/${String(place)}`, {
        ...{ pipeline: app, environment, queuedAt: finishedAt, startedAt: null, finishedAt },
        revisions: [revision(`${app}${String(place)}`, { material: `image:${app}`, branch: null })],
      });
    return [...(app === 'shop' && place >= 10 ? [record('copy', at - dayMs)] : []), record('live', at)];
  }).flat();
}

const map = environmentMap([
  { name: 'live', role: 'production', match: [{ environment: 'live' }] },
  { name: 'copy', role: 'snapshot', match: [{ environment: 'copy' }] },
]);

describe('several products deployed to the same environments', () => {
  it('are looked at one by one, and the news is told of the one it holds for', () => {
    const runs = sharedEnvironments();
    const coverage = [{ source: 'ci', from: begin - 90 * dayMs, to: begin + 200 * dayMs, gaps: [] }];
    const found = findSuggestions(history({ runs, coverage }), map, []).filter(({ tags }) =>
      tags.includes('structure'),
    );
    expect(found.map(({ title, kind, at }) => [title, kind, at])).toEqual([
      ['shop: deployments passed copy before live', 'highlight', begin + 60 * dayMs],
    ]);
    expect(found[0]?.detected.facts[0]?.text).toMatch(/\(0 of 10 deployments before, 10 of 10 after\)/);
  });
});

it.each([
  ['one product', 'aaaaaaaaaaaa', false],
  ['two that take turns', 'abababababab', true],
  ['one that took over from another', 'aaaaaabbbbbb', false],
  ['one that took over, with a few of the old one after it', 'aaaaaababbbbb', false],
  ['a rare one among many', 'aaaabaaaabaaa', false],
])('%s side by side: %s is %s', (_, products, expected) => {
  expect(liveSideBySide([...products])).toBe(expected);
});
