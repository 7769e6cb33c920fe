import type { Film } from '../../main/domain/film/film';
import type { Coverage, Instant } from '../../main/domain/history/records';
import type { DrawingContext } from '../map/marks';
import type { Theme } from '../theme/theme';
import { axisTicks } from './axisTicks';
import { hatch } from './hatch';
import type { FilmLayout } from './layOutFilm';
import { setLine } from './setText';

/** The line of time with its dates, wholly passed or wholly to come. Gaps of the coverage are hatched. */
export function drawAxisLine(
  context: DrawingContext,
  film: Film,
  coverage: Coverage,
  layout: FilmLayout,
  theme: Theme,
  hasPassed: boolean,
): void {
  const { axis: box, unit, shape } = layout;
  const y = axisMiddle(layout);
  const xOf = scaleOf(film, layout);
  for (const gap of coverage.gaps) {
    const [from, to] = [xOf(gap.from), xOf(gap.to)];
    if (to - from > 1)
      hatch(context, { x: from, y: y - 7 * unit, width: to - from, height: 14 * unit }, theme.colors.past, unit);
  }
  context.strokeStyle = hasPassed ? theme.colors.ink : theme.colors.line;
  context.lineWidth = 4 * unit;
  context.lineCap = 'round';
  context.beginPath();
  context.moveTo(box.x, y);
  context.lineTo(box.x + box.width, y);
  context.stroke();
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
}

/** Height of the line of time. */
export function axisMiddle({ axis }: Pick<FilmLayout, 'axis'>): number {
  return axis.y + axis.height * 0.42;
}

/** From moments to pixels: the same for the axis and for the lines above it. */
export function scaleOf(film: Pick<Film, 'from' | 'to'>, { axis }: Pick<FilmLayout, 'axis'>): (at: Instant) => number {
  const span = Math.max(1, film.to - film.from);
  return (at) => axis.x + (axis.width * Math.min(span, Math.max(0, at - film.from))) / span;
}

/** In design units. A milestone grows as it is told. */
export function markRadius(isTold: boolean): number {
  return isTold ? 9 : 7;
}

const playheadRadius = 9;
const playheadRim = 3;

/** How far left and right of its middle the playhead paints, in pixels. */
export function playheadReach(unit: number): number {
  return (playheadRadius + playheadRim / 2) * unit + 1;
}

export function drawPlayhead(context: DrawingContext, x: number, y: number, unit: number, theme: Theme): void {
  context.fillStyle = theme.colors.ink;
  context.strokeStyle = theme.colors.paper;
  context.lineWidth = playheadRim * unit;
  context.beginPath();
  context.arc(x, y, playheadRadius * unit, 0, Math.PI * 2);
  context.fill();
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
