import type { RetroFacts } from '../../main/domain/analysis/facts';
import { captionAt, cardsAt, type Film } from '../../main/domain/film/film';
import type { DrawingContext } from '../map/marks';
import { sceneOf } from '../map/scene';
import type { Theme } from '../theme/theme';
import { drawOpening } from './drawCards';
import { drawClosing } from './drawClosing';
import { drawStory } from './drawStory';
import { KeptFrame } from './keptFrame';
import { layOutFilm, type FilmLayout, type FilmSize } from './layOutFilm';
import { setLine } from './setText';
import { storyOf, type Story } from './story';
import { stripOf } from './stripLines';

export interface FrameLook {
  /** True leaves nothing half way in: for stills. */
  settled?: boolean;
  margin?: number;
  unit?: number;
  /** What the canvas shows and more, kept from frame to frame. With and without it every frame is the same pixels. */
  kept?: KeptFrame;
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
  const { kept = new KeptFrame(size, true), settled = false } = look;
  kept.setSubject([facts, film, theme, settled, look.margin, look.unit]);
  const layout = layOutOf(facts, film, size, look);
  const cards = film && cardsAt(film, seconds);
  if (!cards || cards.opening > 0 || cards.closing > 0) {
    fillPaper(context, size, theme);
    kept.forgetPicture();
  }
  if (!film || !cards) {
    drawNothing(context, layout, theme);
    return;
  }
  const { opening, closing } = cards;
  const story = storyOf(film, facts, seconds, size, layout, theme, settled);
  if (opening === 0 && closing === 0) drawStory(context, story, kept);
  else if (opening < 1 && closing < 1) drawUnder(context, story, kept);
  const scene = sceneOf(facts.evolution, facts.weeks);
  if (opening > 0 && coverWith(context, opening, size, theme)) drawOpening(context, film, facts, scene, layout, theme);
  if (closing > 0 && coverWith(context, closing, size, theme)) drawClosing(context, film, layout, theme);
  context.globalAlpha = 1;
}

/** The story under a card that comes or goes. It stands still meanwhile, and is painted once. */
function drawUnder(context: DrawingContext, story: Story, kept: KeptFrame): void {
  const { picture } = kept.under;
  const key = `${String(story.at)}|${JSON.stringify(captionAt(story.film, story.seconds))}`;
  if (kept.under.key !== key) drawStory(picture.context, story, new KeptFrame(story.size, true));
  kept.under.key = key;
  context.drawImage(picture.canvas, 0, 0);
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
