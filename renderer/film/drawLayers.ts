import type { Evolution, RetroFacts } from '../../main/domain/analysis/facts';
import type { Instant } from '../../main/domain/history/records';
import { drawFrame } from '../map/drawFrame';
import type { Box } from '../map/fit';
import type { DrawingContext } from '../map/marks';
import { isEasing, stepOf, weekIndexAt } from '../map/presence';
import { sceneOf } from '../map/scene';
import type { Theme } from '../theme/theme';
import type { FilmLayout } from './layOutFilm';

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

export function drawMap(
  context: DrawingContext,
  { evolution, facts, layout, theme, settled }: MapScene,
  at: Instant,
  layer: 'map' | 'moving',
  touched?: (box: Box) => void,
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
    ...(touched && {
      touched: (box: Box) => {
        touched({ ...box, x: box.x + map.x, y: box.y + map.y });
      },
    }),
  });
  context.restore();
  context.globalAlpha = 1;
}

/**
 * The moment whose lower layer stands for `at`: while something comes or goes a step is one moment, else a week is. A
 * function of `at` alone, so that a frame does not depend on the frames before it.
 */
export function lowerMoment({ evolution, facts }: MapScene, at: Instant): Instant {
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
