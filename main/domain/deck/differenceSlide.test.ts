import { expect, test } from 'vitest';
import { exampleDeckInput } from '../../testing/exampleRetro';
import type { EvolutionNode, RetroFacts } from '../analysis/facts';
import { daysToCompare } from '../analysis/map/daysToCompare';
import { evolutionDifference } from '../analysis/map/evolutionDifference';
import { differenceSlide, headlineOf } from './differenceSlide';

const input = await exampleDeckInput();
const { facts } = input;

test('the example: what came, went and changed from first to last, each with its moment', () => {
  const slide = differenceSlide(input);
  expect(slide?.headline).toBe('Our way to production gained 4\u00a0pipelines and 1\u00a0environment and lost nothing');
  expect(slide?.measure).toBe('The value stream map compared: 19 Mar 2012 – 27 Jun 2014');
  expect(slide?.table?.rows).toEqual([
    ['+ added', 'deploy-baklava', 'pipeline', 'since 12 Feb 2013'],
    ['+ added', 'cross-browser', 'pipeline', 'since 8 Apr 2013'],
    ['+ added', 'toggle-audit', 'pipeline', 'since 15 Aug 2013'],
    ['+ added', 'bake-image', 'pipeline', 'since 2 Dec 2013'],
    ['+ added', 'baklava', 'snapshot of production', 'since 12 Feb 2013'],
    ['~ changed', 'mingle', 'material', 'branch master, saas → master'],
    ['~ changed', 'deploy-pasty', 'pipeline', 'now after bake-image, not saas-acceptance'],
    ['~ changed', 'deploy-dumpling', 'pipeline', 'now after deploy-baklava, not deploy-pasty'],
  ]);
  for (const row of slide?.table?.rows ?? []) expect(slide?.notes).toContain(`${row[1] ?? ''} (${row[2] ?? ''})`);
  expect(slide?.alt).toContain('deploy-baklava');
});

test('what runs too seldom to have been seen at once is not called new: the first day waits for it', () => {
  const days = daysToCompare(facts);
  const nodes = new Map(facts.evolution.nodes.map((node) => [node.id, node]));
  // The first deployment to production the history holds is in week six, and they came every ten weeks then.
  for (const id of ['environment:dumpling', 'pipeline:deploy-dumpling', 'pipeline:installer-release'])
    expect(nodes.get(id)?.firstSeen, id).toBeLessThan(days?.from ?? 0);
  expect(nodes.get('environment:baklava')?.firstSeen).toBeGreaterThan(days?.from ?? Infinity);
  expect(facts.weeks.some(({ end }) => end === days?.from)).toBe(true);
});

test('no slide without a map, without two days, and where nothing differs', () => {
  const without = (part: Partial<RetroFacts>) => differenceSlide({ ...input, facts: { ...facts, ...part } });
  expect(without({ evolution: { ...facts.evolution, nodes: [], edges: [] } })).toBeNull();
  expect(without({ weeks: [] })).toBeNull();
  expect(
    without({ weeks: facts.weeks.slice(0, 2), coverage: { ...facts.coverage, to: facts.weeks[1]?.end ?? null } }),
  ).toBeNull();
  const always = facts.evolution.nodes.filter(({ id }) => id === 'pipeline:saas-build' || id === 'material:git:ops');
  expect(without({ evolution: { ...facts.evolution, nodes: always, edges: [] } })).toBeNull();
});

test('a map drawn by groups counts no boxes, and says what it does not tell', () => {
  const grouped = facts.evolution.nodes.map((node) =>
    node.id === 'pipeline:deploy-baklava' ? { ...node, name: 'billing', group: { size: 40 } } : node,
  );
  const slide = differenceSlide({ ...input, facts: { ...facts, evolution: { ...facts.evolution, nodes: grouped } } });
  expect(slide?.headline).not.toMatch(/\d/);
  expect(slide?.body).toEqual(['Groups are compared as wholes: what came and went inside one is not told here.']);
  expect(slide?.table?.rows[0]).toEqual(['+ added', 'billing', '40 pipelines', 'since 12 Feb 2013']);
});

test('the other way round, what came went', () => {
  const { from, to } = daysToCompare(facts) ?? { from: 0, to: 0 };
  const back = evolutionDifference(facts.evolution, facts.weeks, to, from);
  expect(headlineOf(back)).toBe(
    'Our way to production lost 4\u00a0pipelines and 1\u00a0environment and gained nothing',
  );
});

test.each<[fates: ('added' | 'removed' | 'changed' | 'same')[], words: string]>([
  [['same'], 'looks the same on both days'],
  [['same', 'changed', 'changed'], 'has the same parts; 2 of them changed'],
  [['added'], 'gained 1\u00a0pipeline and lost nothing'],
  [['added', 'added', 'removed', 'changed'], 'gained 2\u00a0pipelines and lost 1\u00a0pipeline'],
])('%j', (fates, words) => {
  const [node] = facts.evolution.nodes.filter(({ kind }) => kind === 'pipeline');
  const nodes = fates.map((fate) => ({ node: node as EvolutionNode, fate, what: [] }));
  expect(headlineOf({ from: 0, to: 1, nodes, edges: [] })).toBe(`Our way to production ${words}`);
});
