import type { RetroFacts } from '../../main/domain/analysis/facts';
import { cardsAt, instantAt, type Film } from '../../main/domain/film/film';
import type { DrawingContext } from '../map/marks';
import { sceneOf } from '../map/scene';
import type { Theme } from '../theme/theme';
import { drawAxis } from './drawAxis';
import { drawOpening } from './drawCards';
import { drawClock } from './drawClock';
import { drawClosing } from './drawClosing';
import { drawHead } from './drawHead';
import { drawKept, drawLower, drawMap, type KeptLayer } from './drawLayers';
import { drawStrip } from './drawStrip';
import { layOutFilm, type FilmLayout, type FilmSize } from './layOutFilm';
import { setLine } from './setText';
import { stripOf } from './stripLines';
import { turnedToFit } from './uprightMap';

export interface FrameLook {
  /** True leaves nothing half way in: for stills. */
  settled?: boolean;
  margin?: number;
  unit?: number;
  /** Keeps what seldom changes between frames. With and without it every frame is the same pixels. */
  kept?: KeptLayer;
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
  if (opening < 1 && closing < 1) drawStory(context, facts, film, seconds, layout, theme, look, size);
  const scene = sceneOf(facts.evolution, facts.weeks);
  if (opening > 0 && coverWith(context, opening, size, theme)) drawOpening(context, film, facts, scene, layout, theme);
  if (closing > 0 && coverWith(context, closing, size, theme)) drawClosing(context, film, layout, theme);
  context.globalAlpha = 1;
}

/** First the paper comes over what was there, then what is said on it: never two texts over one another. */
function coverWith(context: DrawingContext, alpha: number, size: FilmSize, theme: Theme): boolean {
  context.globalAlpha = Math.min(1, alpha * 2);
  fillPaper(context, size, theme);
  context.globalAlpha = Math.max(0, alpha * 2 - 1);
  return context.globalAlpha > 0;
}

export function layOutOf(facts: RetroFacts, film: Film | null, size: FilmSize, look: FrameLook = {}): FilmLayout {
  return layOutFilm(size, { hasStrip: film !== null && stripOf(facts) !== null, ...look });
}

function drawStory(
  context: DrawingContext,
  facts: RetroFacts,
  film: Film,
  seconds: number,
  layout: FilmLayout,
  theme: Theme,
  look: FrameLook,
  size: FilmSize,
): void {
  const at = instantAt(film, seconds);
  const evolution = layout.shape === 'wide' ? facts.evolution : turnedToFit(facts.evolution, layout.map);
  const scene = { evolution, facts, layout, theme, settled: look.settled ?? false };
  if (look.kept) drawKept(context, look.kept, scene, at, size);
  else drawLower(context, scene, at);
  drawMap(context, scene, at, 'moving');
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
