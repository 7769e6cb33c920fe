import type { Evolution, RetroFacts } from '../../main/domain/analysis/facts';
import type { Instant } from '../../main/domain/history/records';
import { drawFrame } from '../map/drawFrame';
import type { DrawingContext } from '../map/marks';
import { isEasing, stepOf, weekIndexAt } from '../map/presence';
import { sceneOf } from '../map/scene';
import type { Theme } from '../theme/theme';
import { drawLegend } from './drawLegend';
import type { FilmLayout, FilmSize } from './layOutFilm';

/** A canvas for the layer that changes only where something comes or goes, or a week begins. */
export interface KeptLayer {
  canvas: OffscreenCanvas | HTMLCanvasElement;
  context: DrawingContext;
  /** What is on it. */
  key: string;
}

export interface MapScene {
  /** As it is drawn: of upright pictures the turned one. */
  evolution: Evolution;
  facts: RetroFacts;
  layout: FilmLayout;
  theme: Theme;
  settled: boolean;
}

/** Least size of the map's type, in design units. */
const leastText = { wide: 17, square: 15, tall: 17 };

/** Map and legend as of `at`, from the layer that is kept, drawn anew where it has become another. */
export function drawKept(context: DrawingContext, kept: KeptLayer, scene: MapScene, at: Instant, size: FilmSize): void {
  const key = [lowerMoment(scene, at), size.width, size.height, scene.theme.name, scene.settled].join('|');
  if (kept.key !== key) {
    kept.context.globalAlpha = 1;
    kept.context.fillStyle = scene.theme.colors.paper;
    kept.context.fillRect(0, 0, size.width, size.height);
    drawLower(kept.context, scene, at);
    kept.key = key;
  }
  context.drawImage(kept.canvas, 0, 0);
}

export function drawLower(context: DrawingContext, scene: MapScene, at: Instant): void {
  drawMap(context, scene, lowerMoment(scene, at), 'map');
  drawLegend(context, sceneOf(scene.facts.evolution, scene.facts.weeks), scene.layout, scene.theme);
}

export function drawMap(
  context: DrawingContext,
  { evolution, facts, layout, theme, settled }: MapScene,
  at: Instant,
  layer: 'map' | 'moving',
): void {
  const { map, unit, shape } = layout;
  context.save();
  context.translate(map.x, map.y);
  drawFrame(context, evolution, facts.weeks, at, theme, {
    width: map.width,
    height: map.height,
    zone: facts.zone,
    minTextPx: leastText[shape] * unit,
    settled,
    background: false,
    layer,
  });
  context.restore();
  context.globalAlpha = 1;
}

/**
 * The moment whose lower layer stands for `at`: while something comes or goes a step is one moment, else a week is. A
 * function of `at` alone, so that a frame does not depend on the frames before it.
 */
function lowerMoment({ evolution, facts }: MapScene, at: Instant): Instant {
  const { changes, ease } = sceneOf(evolution, facts.weeks);
  const weekBegin = facts.weeks[weekIndexAt(facts.weeks, at)]?.start ?? at;
  const change = changes.findLast((one) => one <= at) ?? -Infinity;
  if (!isEasing(changes, at, ease)) return Math.min(at, Math.max(weekBegin, change + ease.ms));
  // What comes at the very end has no time left to come slowly.
  if (at > ease.end) return at;
  const begin = Math.max(weekBegin, change);
  const stepMs = stepOf(ease);
  return Math.min(at, begin + Math.floor((at - begin) / stepMs) * stepMs);
}
