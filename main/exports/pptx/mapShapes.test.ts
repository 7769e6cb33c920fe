import JSZip from 'jszip';
import { expect, test } from 'vitest';
import { exampleDeckInput } from '../../testing/exampleRetro';
import type { Evolution } from '../../domain/analysis/facts';
import { evolutionDifference } from '../../domain/analysis/map/evolutionDifference';
import { isWithin } from '../../domain/analysis/map/stretches';
import { buildDeck } from '../../domain/deck/buildDeck';
import { checkPackage } from './checkPackage';
import { ConnectorRoutes, type Point } from './connectorRoute';
import { geometryOf } from './connectors';
import { deckPptx } from './deckPptx';

const input = await exampleDeckInput();
const { facts } = input;
const deck = buildDeck(input);
const only = (id: string) => ({ ...deck, slides: deck.slides.filter((slide) => slide.id === id) });

interface Shape {
  id: string;
  name: string;
  xml: string;
}

async function shapesOf(written: Uint8Array): Promise<{ boxes: Shape[]; lines: Shape[] }> {
  const zip = await JSZip.loadAsync(written);
  const xml = (await zip.file('ppt/slides/slide1.xml')?.async('string')) ?? '';
  const shapes = (tag: string): Shape[] =>
    [...xml.matchAll(new RegExp(`<p:${tag}>.*?</p:${tag}>`, 'gs'))].map(([text]) => ({
      id: /<p:cNvPr id="(\d+)"/.exec(text)?.[1] ?? '',
      name: /<p:cNvPr id="\d+" name="([^"]*)"/.exec(text)?.[1] ?? '',
      xml: text,
    }));
  return { boxes: shapes('sp'), lines: shapes('cxnSp') };
}

test('the difference is boxes and connectors: each thing marked by its outline, its sign and its colour', async () => {
  const written = await deckPptx(only('difference'), facts);
  expect(await checkPackage(written)).toEqual([]);
  const { boxes, lines } = await shapesOf(written);
  const { from, to } = deck.slides.find(({ id }) => id === 'difference')?.map ?? { from: 0, to: 0 };
  const difference = evolutionDifference(facts.evolution, facts.weeks, from, to);
  const signs = { same: '', added: '+ ', removed: '− ', changed: '~ ', knownFrom: '? ', knownUntil: '? ' };
  for (const { node, fate } of difference.nodes) {
    const box = boxes.filter(({ name }) => name === `${signs[fate]}${node.name}`);
    expect(box, node.id).toHaveLength(1);
    expect(box[0]?.xml.includes('<a:prstDash val="dash"/>'), node.id).toBe(fate === 'added');
    expect(box[0]?.xml.includes(`<a:t>${signs[fate]}</a:t>`), node.id).toBe(fate !== 'same');
    expect(box[0]?.xml).toContain('prst="roundRect"');
  }
  const idOf = new Map(
    difference.nodes.map(({ node, fate }) => [
      node.id,
      boxes.find(({ name }) => name === `${signs[fate]}${node.name}`)?.id,
    ]),
  );
  const tied = lines.map(({ xml }) => [/<a:stCxn id="(\d+)"/.exec(xml)?.[1], /<a:endCxn id="(\d+)"/.exec(xml)?.[1]]);
  expect(tied.map(String).sort()).toEqual(
    difference.edges.map(({ edge }) => String([idOf.get(edge.from), idOf.get(edge.to)])).sort(),
  );
  const turned = lines.filter(({ name }) => name.startsWith('+ ') || name.startsWith('− ')).map(({ name }) => name);
  expect(turned).toContain('− saas-acceptance → deploy-pasty');
  expect(turned).toContain('+ bake-image → deploy-pasty');
  expect(boxes.map(({ xml }) => xml).join('')).toContain('now after deploy-baklava, not deploy-pasty');
});

test('what went is struck through and pale', async () => {
  const slide = deck.slides.find(({ id }) => id === 'difference');
  const { from, to, stills } = slide?.map ?? { from: 0, to: 0, stills: [] };
  const back = { ...only('difference'), slides: slide ? [{ ...slide, map: { from: to, to: from, stills } }] : [] };
  const { boxes, lines } = await shapesOf(await deckPptx(back, facts));
  const gone = boxes.find(({ name }) => name === '− deploy-baklava');
  expect(gone?.xml).toContain('strike="sngStrike"');
  expect(lines.find(({ name }) => name === '− deploy-baklava → baklava')?.xml).toContain('<a:prstDash val="dash"/>');
});

test('groups are stacks with their count; odd and equal names do no harm', async () => {
  const nasty = 'a\u0000b <&>" shiplapse-line 1 3 2 1 x 5 \uD800';
  const nodes = facts.evolution.nodes.map((node) =>
    node.kind === 'pipeline' ? { ...node, name: nasty, height: 76, group: { size: 40 } } : node,
  );
  const odd = { ...facts, evolution: { ...facts.evolution, nodes } };
  const written = await deckPptx(only('difference'), odd);
  expect(await checkPackage(written)).toEqual([]);
  const { boxes, lines } = await shapesOf(written);
  expect(boxes.filter(({ xml }) => xml.includes('<a:t>40 pipelines</a:t>'))).toHaveLength(14);
  expect(boxes.filter(({ name }) => name.endsWith(', behind'))).toHaveLength(28);
  for (const { xml } of lines) expect(xml).toMatch(/<a:stCxn id="\d+" idx="[0-3]"\/><a:endCxn id="\d+" idx="[0-3]"\/>/);
});

test('on any day of the example no connector runs over a box, and each goes level and upright from side to side', () => {
  let seen = 0;
  for (const { end } of facts.weeks) {
    const there = ({ present }: { present: { from: number; to: number }[] }) => isWithin(present, end - 1);
    const nodes = facts.evolution.nodes.filter(there);
    const edges = facts.evolution.edges.filter(there);
    const routes = new ConnectorRoutes(facts.evolution, nodes, edges);
    for (const edge of edges) {
      const corners = routes.of(edge)?.corners ?? [];
      const others = nodes.filter(({ id }) => id !== edge.from && id !== edge.to);
      corners.slice(1).forEach((corner, index) => {
        const before = corners[index] ?? corner;
        expect(before.x === corner.x || before.y === corner.y, `${edge.from} ${edge.to}`).toBe(true);
        for (const box of others)
          expect(meets(before, corner, box), `${edge.from} ${edge.to} over ${box.id}`).toBe(false);
      });
      seen += 1;
    }
  }
  expect(seen).toBeGreaterThan(1000);
});

test.each<[corners: [number, number][], shape: string, adjust: number[], turned: boolean]>([
  [
    [
      [0, 1],
      [2, 1],
    ],
    'straightConnector1',
    [],
    false,
  ],
  [
    [
      [0, 0],
      [1, 0],
      [1, 4],
      [2, 4],
    ],
    'bentConnector3',
    [],
    false,
  ],
  [
    [
      [0, 4],
      [0.5, 4],
      [0.5, 0],
      [2, 0],
    ],
    'bentConnector3',
    [25_000],
    false,
  ],
  [
    [
      [0, 0],
      [3, 0],
      [3, 2],
    ],
    'bentConnector2',
    [],
    false,
  ],
  [
    [
      [0, 0],
      [0, 2],
      [3, 2],
    ],
    'bentConnector2',
    [],
    true,
  ],
  [
    [
      [0, 0],
      [1, 0],
      [1, 5],
      [9, 5],
      [9, 2],
      [10, 2],
    ],
    'bentConnector5',
    [10_000, 250_000, 90_000],
    false,
  ],
  // Back: to the right of what lies right, and on to the left side of what lies left.
  [
    [
      [10, 0],
      [11, 0],
      [11, 5],
      [-1, 5],
      [-1, 2],
      [0, 2],
    ],
    'bentConnector5',
    [-10_000, 250_000, 110_000],
    false,
  ],
])('%j', (corners, shape, adjust, turned) => {
  expect(geometryOf(corners.map(([x, y]) => ({ x, y })))).toEqual({ shape, adjust, turned });
});

function meets(a: Point, b: Point, box: Evolution['nodes'][number]): boolean {
  const overlaps = (from: number, to: number, middle: number, size: number) =>
    Math.max(from, to) > middle - size / 2 && Math.min(from, to) < middle + size / 2;
  return overlaps(a.x, b.x, box.x, box.width) && overlaps(a.y, b.y, box.y, box.height);
}
