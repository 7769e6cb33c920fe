import type PptxGenJS from 'pptxgenjs';
import type { Evolution, EvolutionNode } from '../../domain/analysis/facts';
import { groupWords } from '../../domain/analysis/map/groups/groupWords';
import { unprovenWords } from '../../domain/analysis/map/knownBy';
import type { EvolutionDifference } from '../../domain/analysis/map/evolutionDifference';
import { fateSigns, isPast, isUnsure, type Fate, type Turn } from '../../domain/analysis/map/fates';
import { nodeMeasures } from '../../domain/analysis/map/nodeSize';
import { textWidth } from '../../domain/analysis/map/textWidth';
import { isWithin } from '../../domain/analysis/map/stretches';
import type { Instant } from '../../domain/history/records';
import { addConnector, boxName } from './connectors';
import { ConnectorRoutes } from './connectorRoute';
import { cleanText } from './cleanText';
import { colour, fonts, toneColour } from './look';
import type { Box } from './parts';

type PptxSlide = PptxGenJS.Slide;

/** What of the map is drawn, each with what became of it; null where nothing is compared. */
interface Drawn {
  nodes: { node: EvolutionNode; fate: Fate | null }[];
  edges: { edge: Evolution['edges'][number]; fate: Turn | null }[];
  /** What has no fate or stays is shown as it was then. */
  at: Instant;
}

/** The value stream map of one instant as native shapes: a box for each place, connectors for the flow. All of it can be edited. */
export function drawMap(target: PptxSlide, evolution: Evolution, at: Instant, box: Box): void {
  const there = (one: { present: { from: Instant; to: Instant }[] }): boolean => isWithin(one.present, at);
  const nodes = evolution.nodes.filter(there).map((node) => ({ node, fate: null }));
  const edges = evolution.edges.filter(there).map((edge) => ({ edge, fate: null }));
  draw(target, evolution, { nodes, edges, at }, box);
}

/**
 * Two instants in one picture of native shapes. What came has a dashed outline and a plus before its name, what went is
 * pale, struck through and has a minus, what changed a strong outline and a wave; that of which nobody can tell at one of
 * them a dotted outline and a question mark. All else stands back.
 */
export function drawDifference(
  target: PptxSlide,
  evolution: Evolution,
  difference: EvolutionDifference,
  box: Box,
): void {
  draw(target, evolution, { ...difference, at: difference.to }, box);
}

/** A little wider than it was laid out, where the slide has the room: names are then larger. */
const widest = 1.95;

function draw(target: PptxSlide, evolution: Evolution, { nodes, edges, at }: Drawn, box: Box): void {
  const [fullX, fullY] = [box.w / Math.max(1, evolution.width), box.h / Math.max(1, evolution.height)];
  const [scaleX, scaleY] = [Math.min(fullX, fullY * widest), Math.min(fullY, fullX * widest)];
  const left = box.x + (box.w - evolution.width * scaleX) / 2;
  const top = box.y + (box.h - evolution.height * scaleY) / 2;
  const place = ({ x, y }: { x: number; y: number }) => ({ x: left + x * scaleX, y: top + y * scaleY });
  const numbers = new Map(nodes.map(({ node }, index) => [node.id, index]));
  const nameOf = (id: string): string => nodes[numbers.get(id) ?? -1]?.node.name ?? id;
  const routes = new ConnectorRoutes(
    evolution,
    nodes.map(({ node }) => node),
    edges.map(({ edge }) => edge),
  );
  // What turned lies over what stayed, and all lines under the boxes.
  for (const { edge, fate } of [...edges].sort((a, b) => weightOf(a.fate) - weightOf(b.fate))) {
    const route = routes.of(edge);
    const [from, to] = [numbers.get(edge.from), numbers.get(edge.to)];
    if (!route || from === undefined || to === undefined) continue;
    const name = `${fate === null || fate === 'same' ? '' : `${fateSigns[fate]} `}${nameOf(edge.from)} → ${nameOf(edge.to)}`;
    addConnector(target, { from, to, name }, { ...route, corners: route.corners.map(place) }, lineOf(edge, fate, at));
  }
  nodes.forEach(({ node, fate }, number) => {
    const corner = place({ x: node.x - node.width / 2, y: node.y - node.height / 2 });
    const size = { w: node.width * scaleX, h: node.height * scaleY };
    drawNode(target, { node, fate, number, at }, { ...corner, ...size }, scaleX * pointsPerInch);
    const leadsBack = edges.some(({ edge }) => edge.isBack && edge.from === node.id);
    if (leadsBack) drawBackMark(target, { x: corner.x + size.w, y: corner.y + size.h });
  });
}

const pointsPerInch = 72;

/** The sign of a box from which a line leads back, against the flow; on its corner, as every program leads lines its own way. */
function drawBackMark(target: PptxSlide, { x, y }: { x: number; y: number }): void {
  const size = 0.2;
  target.addText('↺', {
    shape: 'ellipse',
    ...{ x: x - size / 2, y: y - size / 2, w: size, h: size },
    fill: { color: colour('paper') },
    fontFace: fonts.body,
    ...{ fontSize: 11, bold: true, color: colour('ink'), align: 'center', valign: 'middle', margin: 0 },
    objectName: 'Leads back',
  });
}

function weightOf(fate: Fate | null): number {
  return fate === 'added' ? 2 : fate === 'removed' ? 1 : 0;
}

function lineOf(edge: Evolution['edges'][number], fate: Fate | null, at: Instant): PptxGenJS.ShapeLineProps {
  const end = { endArrowType: 'triangle' } as const;
  if (fate === 'added') return { color: colour('accent'), width: 2, ...end };
  if (fate === 'removed') return { color: colour('failed'), width: 1.25, dashType: 'dash', ...end };
  if (isUnsure(fate)) return { color: colour('past'), width: 1.25, dashType: 'sysDot', ...end };
  const isDeclared = isWithin(edge.configured ?? [], at);
  const dashType = edge.isBack ? ('dashDot' as const) : isDeclared ? ('sysDot' as const) : ('solid' as const);
  return { color: colour(fate === null ? 'past' : 'line'), width: 1.25, dashType, ...end };
}

/** Text and outline of a box by what became of it. */
function lookOf(node: EvolutionNode, fate: Fate | null, unproven: boolean) {
  const tone = node.role ? toneColour(node.role) : colour(node.kind === 'material' ? 'inkMuted' : 'edge');
  const dashType = !unproven ? ('solid' as const) : node.isMissing ? ('dash' as const) : ('sysDot' as const);
  const plain = { color: tone, width: node.kind === 'environment' ? 2.25 : 1, dashType };
  const looks: Record<Fate, { line: PptxGenJS.ShapeLineProps; ink: string; sign: string }> = {
    same: { line: plain, ink: colour('inkMuted'), sign: '' },
    added: { line: { color: colour('accent'), width: 2.25, dashType: 'dash' }, ink: colour('ink'), sign: '+ ' },
    removed: { line: { color: colour('line'), width: 1 }, ink: colour('inkMuted'), sign: '− ' },
    knownFrom: { line: { color: colour('ink'), width: 1.5, dashType: 'sysDot' }, ink: colour('ink'), sign: '? ' },
    knownUntil: {
      line: { color: colour('inkMuted'), width: 1.5, dashType: 'sysDot' },
      ink: colour('inkMuted'),
      sign: '? ',
    },
    changed: { line: { color: colour('ink'), width: 2.5 }, ink: colour('ink'), sign: '~ ' },
  };
  return fate === null ? { line: plain, ink: colour('ink'), sign: '' } : looks[fate];
}

/** Two lines of text have room in a box that is this many times as high as the letters of its name. */
const twoLines = 2.3;

function drawNode(
  target: PptxSlide,
  { node, fate, number, at }: { node: EvolutionNode; fate: Fate | null; number: number; at: Instant },
  box: Box,
  unit: number,
): void {
  const words = unprovenWords(node, at);
  const { line, ink, sign } = lookOf(node, fate, words !== null);
  const shape = {
    shape: 'roundRect',
    rectRadius: node.kind === 'material' && !node.group ? box.h / 2 : box.h * 0.16,
  } as const;
  if (node.group) {
    // A stack: it stands for many.
    for (const step of [2, 1]) {
      const lift = 0.04 * step;
      const behind = { ...box, x: box.x + lift, y: box.y - lift };
      const look = { fill: { color: colour('sunken') }, line: { color: colour('edge'), width: 1 } };
      target.addShape('roundRect', {
        ...behind,
        ...look,
        rectRadius: shape.rectRadius,
        objectName: cleanText(`${node.name}, behind`),
      });
    }
  }
  const height = box.h * pointsPerInch;
  const name = node.kind === 'material' ? node.name.replace(/^git:/, '') : node.name;
  const room = (box.w - 0.08) * pointsPerInch;
  const isBold = node.kind === 'environment' || (fate !== null && fate !== 'same');
  const fitting = room / Math.max(1, textWidth(`${sign}${name}`, isBold ? 1.12 : 1));
  const size = Math.min(12, Math.max(7, Math.min(nodeMeasures.nameSize * unit, height * 0.5, fitting)));
  const wanted = words ?? (node.group ? groupWords(node) : (node.label ?? ''));
  const isNarrow = words !== null && textWidth(wanted, size * 0.8) > room;
  const second = isNarrow ? (node.isMissing ? 'missing' : 'only defined') : wanted;
  const hasSecond = second !== '' && height > size * twoLines;
  const struck = fate === 'removed' ? { strike: 'sngStrike' as const } : {};
  const signColour = fate === 'added' ? colour('accent') : fate === 'removed' ? colour('failed') : ink;
  target.addText(
    [
      ...(sign === '' ? [] : [{ text: sign, options: { fontSize: size, bold: true, color: signColour } }]),
      {
        text: cleanText(name),
        options: {
          ...struck,
          fontSize: size,
          bold: isBold,
          breakLine: hasSecond,
        },
      },
      ...(hasSecond ? [{ text: cleanText(second), options: { fontSize: size * 0.8, color: colour('inkMuted') } }] : []),
    ],
    {
      ...shape,
      ...box,
      fill: { color: colour(fate !== null && isPast(fate) ? 'sunken' : 'raised') },
      line,
      fontFace: fonts.body,
      color: ink,
      align: 'center',
      valign: 'middle',
      margin: 0.02,
      // Else a machine without the font would set a name that has room on two lines.
      wrap: size > fitting,
      fit: 'shrink',
      objectName: boxName(number, `${sign}${node.name}`),
    },
  );
}
