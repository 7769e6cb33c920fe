import type { Evolution, EvolutionEdge, EvolutionNode, Week } from '../../main/domain/analysis/facts';
import { nodeMeasures } from '../../main/domain/analysis/map/nodeSize';
import type { Instant } from '../../main/domain/history/records';
import { isConfiguredAt } from '../../main/domain/analysis/map/knownBy';
import type { Theme } from '../theme/theme';
import { evolutionDifference } from '../../main/domain/analysis/map/evolutionDifference';
import { backMarkAt, drawBackMark } from './drawBack';
import { drawCaption, drawClock, drawLegend, type Caption } from './drawClock';
import { drawDifference } from './drawDifference';
import { drawEdge, drawTokens } from './drawEdge';
import { drawNode } from './drawNode';
import { fitInto, type Box, type Fit } from './fit';
import type { DrawingContext } from './marks';
import type { Moment } from './moment';
import { isEasing, livelinessAt, presenceAt, stepOf, weekIndexAt, withinHistory } from './presence';
import { sceneOf, type Scene } from './scene';
import { sinceArrivalMs } from './tokens';
import { fitView, type MapView } from './view';

export interface FrameOptions {
  /** Size to draw, in the context's units (CSS pixels where the context is scaled for the screen). */
  width: number;
  height: number;
  /** IANA zone of the clock. */
  zone: string;
  /** Default 12. */
  minTextPx?: number;
  /** For stills: everything there at that moment in full, nothing half way in. Default false. */
  settled?: boolean;
  /** False leaves the paper out, where the map lies on a slide that has its own. Default true. */
  background?: boolean;
  clock?: boolean;
  legend?: boolean;
  caption?: Caption | null;
  /** `map` (with the legend) and `moving` are the two layers a window keeps apart, as the lower one seldom changes. Default `all`. */
  layer?: 'all' | 'map' | 'moving';
  /** Width of what a window lays over the map's upper right corner. Default 0. */
  toolsWidth?: number;
  /** The part of the map that is seen. Default: all of it. */
  view?: MapView | null;
  /** Told of every box that something on the way paints in, so that whoever keeps the frame can paint over it. */
  touched?: (box: Box) => void;
  /** An earlier (or later) moment to compare with: what came, went and changed since is marked, and nothing moves. */
  against?: Instant | null;
}

/** The map at one moment. Window, slide, poster and film all call this: same input, same pixels. */
export function drawFrame(
  context: DrawingContext,
  evolution: Evolution,
  weeks: readonly Week[],
  at: Instant,
  theme: Theme,
  options: FrameOptions,
): void {
  context.textRendering = 'geometricPrecision';
  const scene = sceneOf(evolution, weeks);
  const regions = layOutFrame(options);
  const fit = mapFit(evolution, options);
  const moment: Moment = {
    at: withinHistory(weeks, at),
    week: weekIndexAt(weeks, at),
    theme,
    ease: options.settled ? null : scene.ease,
    unit: fit.scaleX,
    minTextPx: options.minTextPx ?? leastTextPx,
  };
  const layer = options.layer ?? 'all';
  if (layer !== 'moving') {
    drawPaper(context, moment, options);
    inside(context, options.view ? regions.map : null, () => {
      if (options.against == null) drawMap(context, scene, fit, moment);
      else {
        const against = withinHistory(weeks, options.against);
        const other: Moment = { ...moment, at: against, week: weekIndexAt(weeks, against) };
        const [earlier, later] = other.at <= moment.at ? [other, moment] : [moment, other];
        const difference = evolutionDifference(evolution, weeks, earlier.at, later.at);
        drawDifference(context, difference, scene, fit, earlier, later, (node) => boxOf(node, fit));
      }
    });
    if (options.legend && !options.caption) drawLegend(context, scene, regions.caption, theme, moment.minTextPx);
  }
  if (layer !== 'map') drawMoving(context, scene, fit, moment, regions, options);
}

/** Two moments with the same key have the same lower layer: between changes the map is redrawn once a week. */
export function mapKeyAt(evolution: Evolution, weeks: readonly Week[], at: Instant): string {
  const { changes, ease } = sceneOf(evolution, weeks);
  const week = String(weekIndexAt(weeks, at));
  if (!isEasing(changes, at, ease)) return week;
  return `${week}:${at > ease.end ? 'end' : String(Math.floor(at / stepOf(ease)))}`;
}

/** Where a node is, in the frame's pixels: for whoever lays buttons over the canvas. */
export function nodeBoxAt(evolution: Evolution, node: EvolutionNode, options: FrameOptions): Box {
  return boxOf(node, mapFit(evolution, options));
}

/** Where the marks of the edges that lead back are at that moment, in the frame's pixels. */
export function backMarksAt(
  evolution: Evolution,
  weeks: readonly Week[],
  at: Instant,
  options: FrameOptions,
): { edge: EvolutionEdge; x: number; y: number }[] {
  const fit = mapFit(evolution, options);
  return sceneOf(evolution, weeks)
    .edges.filter(({ edge }) => edge.isBack && presenceAt(edge.present, at, null) > 0)
    .map((line) => ({ edge: line.edge, ...backMarkAt(line, fit) }));
}

/** The part of the frame the map is drawn in. */
export function mapRegion(options: FrameOptions): Box {
  return layOutFrame(options).map;
}

/** Beside the clock, where the legend or a caption stands. */
export function captionRegion(options: FrameOptions): Box {
  return layOutFrame(options).caption;
}

/** How drawing units become the frame's pixels. */
export function mapFit(evolution: Evolution, options: FrameOptions): Fit {
  const { map } = layOutFrame(options);
  const readableX = (1.06 * (options.minTextPx ?? leastTextPx)) / nodeMeasures.nameSize;
  const whole = fitInto(evolution, map, maxScale, readableX);
  const narrow = { ...map, width: map.width - (options.toolsWidth ?? 0) };
  const beside = fitInto(evolution, narrow, maxScale, readableX);
  // What lies over the upper right corner is made room for where that costs no size.
  const isFree = beside.scaleX >= whole.scaleX && beside.scaleY >= whole.scaleY;
  return fitView(isFree && beside.left >= map.x ? beside : whole, map, options.view ?? null);
}

export function isNodeShown(node: EvolutionNode, at: Instant): boolean {
  return presenceAt(node.present, at, null) > 0;
}

const leastTextPx = 12;
/** Beyond this a map of three boxes would look like a traffic sign. */
const maxScale = 1.9;

interface Regions {
  map: Box;
  clock: Box;
  caption: Box;
}

function layOutFrame({ width, height, clock, caption, legend }: FrameOptions): Regions {
  const pad = Math.max(8, Math.min(width, height) * 0.02);
  const hasBand = clock === true || caption !== undefined || legend === true;
  const band = hasBand ? Math.max(32, Math.min(64, height * 0.1)) : 0;
  const bandTop = height - pad - band;
  const clockWidth = clock === true ? band * 0.62 * 8.6 : 0;
  return {
    map: { x: pad, y: pad, width: width - pad * 2, height: bandTop - pad * 2 },
    clock: { x: pad, y: bandTop, width: clockWidth, height: band },
    caption: { x: pad + clockWidth, y: bandTop, width: width - pad * 2 - clockWidth, height: band },
  };
}

function drawPaper(context: DrawingContext, { theme }: Moment, options: FrameOptions): void {
  context.globalAlpha = 1;
  context.fillStyle = theme.colors.paper;
  if (options.background !== false) context.fillRect(0, 0, options.width, options.height);
}

/** Draws only inside a box; anywhere where there is none. */
function inside(context: DrawingContext, box: Box | null, draw: () => void): void {
  if (!box) {
    draw();
    return;
  }
  context.save();
  context.beginPath();
  context.rect(box.x - 8, box.y - 8, box.width + 16, box.height + 16);
  context.clip();
  draw();
  context.restore();
}

function drawMap(context: DrawingContext, scene: Scene, fit: Fit, moment: Moment): void {
  const { theme, at, week, ease } = moment;
  for (const line of scene.edges) {
    const presence = presenceAt(line.edge.present, at, ease);
    if (presence === 0) continue;
    const liveliness = isConfiguredAt(line.edge, at) ? 1 : livelinessAt(line.edge.runs, week);
    context.globalAlpha = presence * liveliness * (line.role ? 0.8 : 0.75);
    drawEdge(context, line, scene, fit, moment);
  }
  for (const node of scene.nodes.values()) {
    const presence = presenceAt(node.present, at, ease);
    if (presence === 0) continue;
    const box = grow(boxOf(node, fit), 0.82 + 0.18 * presence);
    // What nothing ran in is not idle where no runs could be known.
    const isUnproven = node.isMissing === true || isConfiguredAt(node, at);
    const liveliness = isUnproven ? 1 : livelinessAt(node.runs, week);
    // What is see-through lies on paper, so that no line shows through it.
    if (node.kind !== 'material' && (isUnproven || presence * liveliness < 1)) {
      context.globalAlpha = presence;
      context.fillStyle = theme.colors.paper;
      context.beginPath();
      context.roundRect(box.x, box.y, box.width, box.height, box.height * 0.16);
      context.fill();
    }
    context.globalAlpha = presence * liveliness;
    drawNode(context, node, box, moment);
  }
  for (const line of scene.edges) {
    const presence = line.edge.isBack ? presenceAt(line.edge.present, at, ease) : 0;
    if (presence === 0) continue;
    context.globalAlpha = presence;
    drawBackMark(context, line, fit, theme);
  }
  context.globalAlpha = 1;
}

function drawMoving(
  context: DrawingContext,
  scene: Scene,
  fit: Fit,
  moment: Moment,
  regions: Regions,
  options: FrameOptions,
): void {
  const { theme, at } = moment;
  if (options.against == null)
    inside(context, options.view ? regions.map : null, () => drawTraffic(context, scene, fit, moment, options.touched));
  context.globalAlpha = 1;
  if (options.clock) drawClock(context, at, options.zone, regions.clock, theme);
  if (options.caption) drawCaption(context, options.caption, regions.caption, theme);
}

function drawTraffic(
  context: DrawingContext,
  scene: Scene,
  fit: Fit,
  moment: Moment,
  touched?: (box: Box) => void,
): void {
  const { theme, at } = moment;
  for (const line of scene.edges) {
    const presence = presenceAt(line.edge.present, at, moment.ease);
    if (presence === 0) continue;
    context.globalAlpha = presence;
    drawTokens(context, line, fit, at, theme, touched);
    const node = scene.nodes.get(line.edge.to);
    if (line.role && node)
      drawArrival(
        context,
        (sinceArrivalMs(line.departures, at, line.flightMs) ?? Infinity) / (scene.ease.ms * 0.8),
        boxOf(node, fit),
        theme.roles[line.role],
        touched,
      );
  }
}

/** A ring that spreads from an environment as a deployment lands. */
function drawArrival(
  context: DrawingContext,
  share: number,
  box: Box,
  color: string,
  touched?: (box: Box) => void,
): void {
  if (share >= 1) return;
  const spread = 3 + share * Math.min(14, box.height * 0.2);
  context.globalAlpha = (1 - share) * 0.6;
  context.strokeStyle = color;
  context.lineWidth = 2.5;
  const ring = around(box, spread);
  touched?.(around(ring, 2.5));
  context.beginPath();
  context.roundRect(ring.x, ring.y, ring.width, ring.height, box.height * 0.16 + spread);
  context.stroke();
}

function boxOf(node: EvolutionNode, fit: Fit): Box {
  const [width, height] = [node.width * fit.scaleX, node.height * fit.scaleY];
  return {
    x: fit.left + node.x * fit.scaleX - width / 2,
    y: fit.top + node.y * fit.scaleY - height / 2,
    width,
    height,
  };
}

function around({ x, y, width, height }: Box, by: number): Box {
  return { x: x - by, y: y - by, width: width + by * 2, height: height + by * 2 };
}

function grow(box: Box, factor: number): Box {
  const [width, height] = [box.width * factor, box.height * factor];
  return { x: box.x + (box.width - width) / 2, y: box.y + (box.height - height) / 2, width, height };
}
