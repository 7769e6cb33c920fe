import { captionAt, type Chapter, type Film } from '../../main/domain/film/film';
import type { Box } from '../map/fit';
import { drawMilestoneMark, type DrawingContext } from '../map/marks';
import type { Theme } from '../theme/theme';
import type { FilmLayout } from './layOutFilm';
import { balanceText, setLine, setLines, wrapText } from './setText';

/** At the top: what is told at a milestone, else whose story this is. One thing at a time, one gives way to the other. */
export function drawHead(context: DrawingContext, film: Film, seconds: number, layout: FilmLayout, theme: Theme): void {
  const caption = captionAt(film, seconds);
  const box = film.plot.illustrative ? markIllustrative(context, layout, theme) : layout.head;
  // First one goes, then the other comes: two texts over one another are read by nobody.
  const alpha = caption?.alpha ?? 0;
  context.globalAlpha = Math.max(0, 1 - alpha * 2);
  if (context.globalAlpha > 0) drawRunningTitle(context, film, box, layout, theme);
  context.globalAlpha = Math.max(0, alpha * 2 - 1);
  if (caption) drawCaption(context, caption.chapter, box, layout, theme);
  context.globalAlpha = 1;
}

function drawRunningTitle(
  context: DrawingContext,
  film: Film,
  box: Box,
  { unit, shape }: FilmLayout,
  theme: Theme,
): void {
  const size = (shape === 'tall' ? 40 : 28) * unit;
  const style = { size, weight: 420, color: theme.colors.inkMuted, family: theme.fonts.serif };
  setLine(context, film.plot.title, box.x, box.y + size * 0.6, box.width, style);
}

/** Title in the voice of the slides' headlines, a sentence under it in that of the text. */
export function drawCaption(
  context: DrawingContext,
  caption: Pick<Chapter, 'kind' | 'title' | 'sentence'>,
  box: Box,
  { unit, shape }: Pick<FilmLayout, 'unit' | 'shape'>,
  theme: Theme,
): void {
  const isWide = shape === 'wide';
  const size = (isWide ? 44 : shape === 'tall' ? 56 : 40) * unit;
  const title = { size, weight: 520, color: theme.colors.ink, family: theme.fonts.serif };
  const indent = size * 1.02;
  context.fillStyle = theme.milestones[caption.kind];
  drawMilestoneMark(context, caption.kind, box.x + size * 0.36, box.y + size * 0.6, size * 0.34);
  const lines = balanceText(context, caption.title, box.width - indent, title, isWide ? 1 : 2);
  const taken = setLines(context, lines, box.x + indent, box.y, size * 1.18, title);
  const small = {
    size: (isWide ? 26 : shape === 'tall' ? 36 : 26) * unit,
    weight: 430,
    color: theme.colors.inkSoft,
    family: theme.fonts.sans,
  };
  const left = Math.floor((box.height - taken) / (small.size * 1.36));
  const room = Math.min(box.width - indent, small.size * 58);
  setLines(
    context,
    wrapText(context, caption.sentence, room, small, Math.max(1, left)),
    box.x + indent,
    box.y + taken + small.size * 0.2,
    small.size * 1.36,
    small,
  );
}

/** Small, in the corner of every frame. Returns the room that is left. */
function markIllustrative(context: DrawingContext, { head, unit, shape }: FilmLayout, theme: Theme): Box {
  const size = (shape === 'tall' ? 26 : 20) * unit;
  const style = { size, weight: 450, color: theme.colors.inkMuted, family: theme.fonts.sans, align: 'right' } as const;
  const y = shape === 'wide' ? head.y + size * 0.8 : head.y - size * 0.7;
  const width = setLine(context, 'illustrative data', head.x + head.width, y, head.width, style);
  return shape === 'wide' ? { ...head, width: head.width - width - size * 2 } : head;
}
