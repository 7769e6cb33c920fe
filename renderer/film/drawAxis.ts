import type { Film } from '../../main/domain/film/film';
import type { Coverage, Instant } from '../../main/domain/history/records';
import { drawMilestoneMark, type DrawingContext } from '../map/marks';
import type { Theme } from '../theme/theme';
import { axisTicks } from './axisTicks';
import { hatch } from './hatch';
import type { FilmLayout } from './layOutFilm';
import { setLine } from './setText';

/** Where we are in the story, and what lies on the way. Gaps of the coverage are hatched. */
export function drawAxis(
  context: DrawingContext,
  film: Film,
  coverage: Coverage,
  at: Instant,
  layout: FilmLayout,
  theme: Theme,
): void {
  const { axis: box, unit, shape } = layout;
  const y = box.y + box.height * 0.42;
  const xOf = scaleOf(film, layout);
  const here = xOf(at);
  for (const gap of coverage.gaps) {
    const [from, to] = [xOf(gap.from), xOf(gap.to)];
    if (to - from > 1)
      hatch(context, { x: from, y: y - 7 * unit, width: to - from, height: 14 * unit }, theme.colors.past, unit);
  }
  drawLine(context, box.x, box.x + box.width, y, theme.colors.line, 4 * unit);
  drawLine(context, box.x, here, y, theme.colors.ink, 4 * unit);
  const style = {
    size: (shape === 'tall' ? 24 : 20) * unit,
    weight: 450,
    color: theme.colors.inkMuted,
    family: theme.fonts.sans,
  };
  for (const tick of axisTicks(film, box.width / (style.size * 4.4))) {
    const x = xOf(tick.at);
    drawTick(context, x, y + 7 * unit, unit, theme.colors.edge);
    if (x < box.x + box.width - style.size * 2.2)
      setLine(context, tick.label, x, y + 15 * unit + style.size * 0.6, style.size * 4, style);
  }
  for (const { at: told, kind } of film.chapters) {
    const isPast = told <= at;
    context.fillStyle = isPast ? theme.milestones[kind] : theme.colors.past;
    drawMilestoneMark(context, kind, xOf(told), y - 16 * unit, (isPast ? 9 : 7) * unit);
  }
  context.fillStyle = theme.colors.ink;
  context.strokeStyle = theme.colors.paper;
  context.lineWidth = 3 * unit;
  context.beginPath();
  context.arc(here, y, 9 * unit, 0, Math.PI * 2);
  context.fill();
  context.stroke();
}

/** From moments to pixels: the same for the axis and for the lines above it. */
export function scaleOf(film: Pick<Film, 'from' | 'to'>, { axis }: Pick<FilmLayout, 'axis'>): (at: Instant) => number {
  const span = Math.max(1, film.to - film.from);
  return (at) => axis.x + (axis.width * Math.min(span, Math.max(0, at - film.from))) / span;
}

function drawLine(context: DrawingContext, from: number, to: number, y: number, color: string, width: number): void {
  context.strokeStyle = color;
  context.lineWidth = width;
  context.lineCap = 'round';
  context.beginPath();
  context.moveTo(from, y);
  context.lineTo(to, y);
  context.stroke();
}

function drawTick(context: DrawingContext, x: number, y: number, unit: number, color: string): void {
  context.strokeStyle = color;
  context.lineWidth = 2 * unit;
  context.lineCap = 'butt';
  context.beginPath();
  context.moveTo(x, y);
  context.lineTo(x, y + 6 * unit);
  context.stroke();
}
