import { expect, test } from 'vitest';
import { exampleDeckInput } from '../../testing/exampleRetro';
import type { EvolutionNode, RetroFacts } from '../analysis/facts';
import { daysToCompare } from '../analysis/map/daysToCompare';
import { evolutionDifference } from '../analysis/map/evolutionDifference';
import { listedDifferences } from './differenceRows';
import { differenceSlides, headlineOf, milestoneMapSlide } from './differenceSlide';

const input = await exampleDeckInput();
const { facts } = input;

test('the example: what came, went and changed from first to last, each with its moment', () => {
  const slide = differenceSlides(input)[0];
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
  const without = (part: Partial<RetroFacts>) => differenceSlides({ ...input, facts: { ...facts, ...part } });
  expect(without({ evolution: { ...facts.evolution, nodes: [], edges: [] } })).toEqual([]);
  expect(without({ weeks: [] })).toEqual([]);
  expect(
    without({ weeks: facts.weeks.slice(0, 2), coverage: { ...facts.coverage, to: facts.weeks[1]?.end ?? null } }),
  ).toEqual([]);
  const always = facts.evolution.nodes.filter(({ id }) => id === 'pipeline:saas-build' || id === 'material:git:ops');
  expect(without({ evolution: { ...facts.evolution, nodes: always, edges: [] } })).toEqual([]);
});

test('a map drawn by groups counts no boxes, and says what it does not tell', () => {
  const grouped = facts.evolution.nodes.map((node) =>
    node.id === 'pipeline:deploy-baklava' ? { ...node, name: 'billing', group: { size: 40 } } : node,
  );
  const slide = differenceSlides({
    ...input,
    facts: { ...facts, evolution: { ...facts.evolution, nodes: grouped } },
  })[0];
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

const day = (text: string) => Date.parse(`${text}T12:00:00Z`);

test('people choose the days: of the first slide, and of slides they add, in their order', () => {
  const slides = {
    difference: { days: { from: day('2013-01-01'), to: day('2013-03-01') } },
    'difference:b': { days: { from: day('2014-01-01'), to: day('2014-02-01') } },
    'difference:a': { days: { from: day('2013-12-20'), to: day('2013-11-20') }, headline: 'Images' },
    'difference:none': { hidden: true },
    timeline: { headline: 'Ours' },
  };
  const shown = differenceSlides({ ...input, retro: { ...input.retro, slides } });
  expect(shown.map(({ id }) => id)).toEqual(['difference', 'difference:a', 'difference:b']);
  expect(shown[0]?.table?.rows.map(([fate, name]) => [fate, name])).toEqual([
    ['+ added', 'deploy-baklava'],
    ['+ added', 'baklava'],
    ['~ changed', 'deploy-dumpling'],
  ]);
  // In whichever order they are given, the earlier day comes first.
  expect(shown[1]?.table?.rows[0]?.slice(0, 2)).toEqual(['+ added', 'bake-image']);
  expect(shown[2]).toMatchObject({
    headline: 'Our way to production looks the same on both days',
    table: { rows: [] },
  });
});

test('chosen days outside the history are those at its ends; without a map there is no slide', () => {
  const slides = { 'difference:x': { days: { from: 0, to: 4e12 } } };
  const retro = { ...input.retro, slides };
  const map = differenceSlides({ ...input, retro }).find(({ id }) => id === 'difference:x')?.map;
  expect([map?.from, map?.to]).toEqual([facts.weeks[0]?.start, (facts.weeks.at(-1)?.end ?? 0) - 1]);
  const evolution = { ...facts.evolution, nodes: [], edges: [] };
  expect(differenceSlides({ ...input, retro, facts: { ...facts, evolution } })).toEqual([]);
});

test('a milestone has its map where the shape changed around it, and claims no cause', () => {
  const told = input.retro.milestones.map((one) => [one.id, milestoneMapSlide(input, one)] as const);
  const maps = new Map(told.flatMap(([id, slide]) => (slide ? [[id, slide]] : [])));
  expect([...maps.keys()]).toEqual(['gate', 'master', 'images']);
  expect(maps.get('gate')).toMatchObject({
    id: 'milestone:gate:map',
    kind: 'difference',
    headline: 'Our way to production gained 1\u00a0pipeline and 1\u00a0environment and lost nothing',
    measure: 'Around “A snapshot of production before production”: 28 Jan 2013 – 25 Feb 2013',
  });
  expect(maps.get('images')?.table?.rows).toEqual([
    ['+ added', 'bake-image', 'pipeline', 'since 2 Dec 2013'],
    ['~ changed', 'deploy-pasty', 'pipeline', 'now after bake-image, not saas-acceptance'],
  ]);
  expect(JSON.stringify([...maps.values()])).not.toMatch(/because|thanks to|caused|due to/i);
});

test('a list that is too long says how many are in the notes alone; none is lost', () => {
  const rows = (count: number) =>
    Array.from({ length: count }, (_, index) => ['− removed', `p${String(index)}`, 'pipeline', 'gone by 1 May 2013']);
  for (const count of [0, 1, 8, 9, 12, 13, 100]) {
    const { columns, lines, shown, more } = listedDifferences({ columns: [], rows: rows(count) });
    expect(shown.length + more).toBe(count);
    expect(shown.length + (more > 0 ? 1 : 0)).toBeLessThanOrEqual(columns * lines);
    expect(lines).toBeLessThanOrEqual(4);
    expect(more === 0).toBe(count <= 12);
  }
  expect(listedDifferences({ columns: [], rows: rows(1) }).shown).toEqual([
    { sign: '−', fate: 'removed', name: 'p0', words: 'removed, gone by 1 May 2013' },
  ]);
});

test('what only configuration or others tell of says so, and what others tell of is not counted', () => {
  const span = (id: string) => facts.evolution.nodes.find((node) => node.id === id)?.present ?? [];
  const nodes = facts.evolution.nodes.map((node) =>
    node.id === 'pipeline:bake-image'
      ? { ...node, configured: span(node.id) }
      : node.id === 'pipeline:toggle-audit'
        ? { ...node, isMissing: true as const }
        : node,
  );
  const [slide] = differenceSlides({ ...input, facts: { ...facts, evolution: { ...facts.evolution, nodes } } });
  const isOf = (name: string) => slide?.table?.rows.find((row) => row[1] === name)?.[2];
  expect(isOf('bake-image')).toBe('pipeline, defined, no runs known');
  expect(isOf('toggle-audit')).toBe('pipeline, not in this history');
  const others = nodes.filter(({ id }) => id === 'pipeline:toggle-audit' || id === 'material:git:ops');
  const lone = { ...facts.evolution, nodes: others, edges: [] };
  expect(differenceSlides({ ...input, facts: { ...facts, evolution: lone } })[0]?.headline).toBe(
    'Our way to production refers to other pipelines than it did',
  );
  expect(slide?.headline).toContain('gained 3\u00a0pipelines and 1\u00a0environment');
});

test('what its source begins or ends with is neither gained nor lost, and the slide says why', () => {
  const baked = facts.evolution.nodes.find(({ id }) => id === 'pipeline:bake-image')?.present[0] ?? { from: 0, to: 0 };
  const nodes = facts.evolution.nodes.map((node) => {
    if (node.id === 'pipeline:bake-image') return { ...node, unknown: [{ from: 0, to: baked.from }] };
    if (node.id !== 'pipeline:saas-build') return node;
    const present = node.present.map(({ from }) => ({ from, to: baked.from }));
    return { ...node, present, unknown: [baked] };
  });
  const [slide] = differenceSlides({ ...input, facts: { ...facts, evolution: { ...facts.evolution, nodes } } });
  expect(slide?.headline).toBe('Our way to production gained 3\u00a0pipelines and 1\u00a0environment and lost nothing');
  expect(slide?.body).toEqual([
    'Known from here on: the history of its source begins then, so it may be older. Not known any more: the history of its source ends then, so it may go on.',
  ]);
  const unsure = listedDifferences(slide?.table ?? null).shown.filter(({ sign }) => sign === '?');
  expect(unsure.map(({ name, words }) => `${name} ${words}`)).toEqual([
    'bake-image known from here on, since 2 Dec 2013',
    'saas-build not known any more, until 2 Dec 2013',
  ]);
});

test('where nothing is known of both days, nothing is compared', () => {
  const [node] = facts.evolution.nodes;
  const nodes = (['knownFrom', 'knownUntil'] as const).map((fate) => ({ node: node as EvolutionNode, fate, what: [] }));
  expect(headlineOf({ from: 0, to: 1, nodes, edges: [] })).toBe(
    'Our way to production is not known well enough on both days to be compared',
  );
});
