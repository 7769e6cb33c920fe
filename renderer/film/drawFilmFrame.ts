import type { RetroFacts } from '../../main/domain/analysis/facts';
import { cardsAt, instantAt, type Film } from '../../main/domain/film/film';
import { drawFrame } from '../map/drawFrame';
import type { DrawingContext } from '../map/marks';
import { sceneOf } from '../map/scene';
import type { Theme } from '../theme/theme';
import { drawAxis } from './drawAxis';
import { drawOpening } from './drawCards';
import { drawClock } from './drawClock';
import { drawClosing } from './drawClosing';
import { drawHead } from './drawHead';
import { drawLegend } from './drawLegend';
import { drawStrip } from './drawStrip';
import { layOutFilm, type FilmLayout, type FilmSize } from './layOutFilm';
import { setLine } from './setText';
import { stripOf } from './stripLines';
import { uprightMap } from './uprightMap';

export interface FrameLook {
  /** True leaves nothing half way in: for stills. */
  settled?: boolean;
  margin?: number;
  unit?: number;
}

/**
 * The film at one second. Window, slide, poster, thumbnails and every exported film call this and nothing else: a pure
 * function of what it is given, so that the same second is the same pixels everywhere, on every run.
 */
export function drawFilmFrame(
  context: DrawingContext,
  facts: RetroFacts,
  film: Film | null,
  seconds: number,
  size: FilmSize,
  theme: Theme,
  look: FrameLook = {},
): void {
  context.globalAlpha = 1;
  context.textRendering = 'geometricPrecision';
  fillPaper(context, size, theme);
  const layout = layOutOf(facts, film, size, look);
  if (!film) {
    drawNothing(context, layout, theme);
    return;
  }
  const { opening, closing } = cardsAt(film, seconds);
  if (opening < 1 && closing < 1) drawStory(context, facts, film, seconds, layout, theme, look);
  const scene = sceneOf(facts.evolution, facts.weeks);
  if (opening > 0) {
    context.globalAlpha = opening;
    fillPaper(context, size, theme);
    drawOpening(context, film, facts, scene, layout, theme);
  }
  if (closing > 0) {
    context.globalAlpha = closing;
    fillPaper(context, size, theme);
    drawClosing(context, film, layout, theme);
  }
  context.globalAlpha = 1;
}

export function layOutOf(facts: RetroFacts, film: Film | null, size: FilmSize, look: FrameLook = {}): FilmLayout {
  return layOutFilm(size, { hasStrip: film !== null && stripOf(facts) !== null, ...look });
}

/** Least size of the map's type, in design units. */
const leastText = { wide: 17, square: 15, tall: 17 };

function drawStory(
  context: DrawingContext,
  facts: RetroFacts,
  film: Film,
  seconds: number,
  layout: FilmLayout,
  theme: Theme,
  look: FrameLook,
): void {
  const at = instantAt(film, seconds);
  const { map, unit, shape } = layout;
  context.save();
  context.translate(map.x, map.y);
  const evolution = shape === 'tall' ? uprightMap(facts.evolution) : facts.evolution;
  drawFrame(context, evolution, facts.weeks, at, theme, {
    width: map.width,
    height: map.height,
    zone: facts.zone,
    minTextPx: leastText[shape] * unit,
    settled: look.settled ?? false,
    background: false,
  });
  context.restore();
  context.globalAlpha = 1;
  drawLegend(context, sceneOf(facts.evolution, facts.weeks), layout, theme);
  const strip = stripOf(facts);
  if (strip) drawStrip(context, film, strip, at, layout, theme);
  drawAxis(context, film, facts.coverage, at, layout, theme);
  drawClock(context, film, at, layout, theme);
  drawHead(context, film, seconds, layout, theme);
}

function fillPaper(context: DrawingContext, size: FilmSize, theme: Theme): void {
  context.fillStyle = theme.colors.paper;
  context.fillRect(0, 0, size.width, size.height);
}

function drawNothing(context: DrawingContext, { safe, unit }: FilmLayout, theme: Theme): void {
  const style = { size: 60 * unit, weight: 520, color: theme.colors.ink, family: theme.fonts.serif };
  const y = safe.y + safe.height / 2;
  setLine(context, 'No history to film yet', safe.x, y - 30 * unit, safe.width, style);
  setLine(context, 'Import runs first; the film makes itself.', safe.x, y + 44 * unit, safe.width, {
    ...style,
    size: 32 * unit,
    weight: 430,
    color: theme.colors.inkMuted,
    family: theme.fonts.sans,
  });
}
