import type { Film } from '../../main/domain/film/film';
import type { Instant } from '../../main/domain/history/records';
import { drawText, fontOf } from '../map/cards';
import type { Box } from '../map/fit';
import type { DrawingContext } from '../map/marks';
import { textWidth } from '../map/textWidth';
import type { Theme } from '../theme/theme';
import { scaleOf } from './drawAxis';
import { hatch } from './hatch';
import type { FilmLayout } from './layOutFilm';
import { setLine } from './setText';
import { recentValue, type Strip, type StripLine } from './stripLines';

/** What was measured in all the time, on the axis' scale. How much of it is shown is for the playhead: what is to come is not given away. */
export function drawLines(context: DrawingContext, film: Film, strip: Strip, layout: FilmLayout, theme: Theme): void {
  const { strip: box, unit } = layout;
  if (!box) return;
  const xOf = scaleOf(film, layout);
  const height = box.height / strip.lines.length;
  for (const week of strip.weeks) {
    const [from, to] = [xOf(week.start), xOf(week.end)];
    if (week.partial && to > from)
      hatch(context, { x: from, y: box.y, width: to - from, height: box.height }, theme.colors.line, unit);
  }
  strip.lines.forEach((line, index) => {
    const row = { ...box, y: box.y + index * height + height * 0.14, height: height * 0.72 };
    drawBase(context, row, theme.colors.line, unit);
    drawLine(context, strip, line, row, xOf, unit, index === 0 ? theme.colors.accent : theme.colors.inkSoft);
  });
}

/** The number of each line as of a moment, as it is printed. */
export function labelsAt(strip: Strip, at: Instant): string[] {
  return strip.lines.map((line) => {
    const value = recentValue(strip, line, at);
    return value === null ? '–' : line.print(value);
  });
}

export function drawLabels(
  context: DrawingContext,
  strip: Strip,
  values: readonly string[],
  layout: FilmLayout,
  theme: Theme,
): void {
  const { labels } = layout;
  if (!labels) return;
  const height = labels.height / strip.lines.length;
  strip.lines.forEach(({ name }, index) => {
    const row = { ...labels, y: labels.y + index * height, height };
    drawLabel(context, values[index] ?? '', name, row, layout, theme, index === 0);
  });
}

function drawBase(context: DrawingContext, row: Box, color: string, unit: number): void {
  context.strokeStyle = color;
  context.lineWidth = unit;
  context.beginPath();
  context.moveTo(row.x, row.y + row.height);
  context.lineTo(row.x + row.width, row.y + row.height);
  context.stroke();
}

/** Known weeks that follow one another are joined; one alone is a dot; a gap is a gap. */
function drawLine(
  context: DrawingContext,
  strip: Strip,
  line: StripLine,
  row: Box,
  xOf: (at: Instant) => number,
  unit: number,
  color: string,
): void {
  const yOf = (value: number): number => row.y + row.height * (1 - Math.min(1, value / line.most));
  const known = line.values.map((value) => value !== null);
  context.strokeStyle = color;
  context.fillStyle = color;
  context.lineWidth = 2.6 * unit;
  context.lineJoin = 'round';
  context.lineCap = 'round';
  context.beginPath();
  line.values.forEach((value, index) => {
    const week = strip.weeks[index];
    if (value === null || !week) return;
    const [x, y] = [xOf((week.start + week.end) / 2), yOf(value)];
    if (known[index - 1]) context.lineTo(x, y);
    else context.moveTo(x, y);
  });
  context.stroke();
  context.beginPath();
  line.values.forEach((value, index) => {
    const week = strip.weeks[index];
    if (value === null || !week || known[index - 1] || known[index + 1]) return;
    const [x, y] = [xOf((week.start + week.end) / 2), yOf(value)];
    context.moveTo(x + 3 * unit, y);
    context.arc(x, y, 3 * unit, 0, Math.PI * 2);
  });
  context.fill();
}

function drawLabel(
  context: DrawingContext,
  value: string,
  name: string,
  row: Box,
  { unit, shape }: FilmLayout,
  theme: Theme,
  isFirst: boolean,
): void {
  const isTall = shape === 'tall';
  const [large, small] = [(isTall ? 34 : 26) * unit, (isTall ? 25 : 20) * unit];
  const family = theme.fonts.sans;
  const color = isFirst ? theme.colors.accent : theme.colors.ink;
  const small400 = { size: small, weight: 430, color: theme.colors.inkSoft, family };
  const style = { size: large, weight: 620, color, family, align: 'left' } as const;
  if (isTall) {
    drawText(context, value, { ...style, x: row.x, y: row.y + row.height * 0.32 });
    setLine(context, name, row.x, row.y + row.height * 0.74, row.width, small400);
    return;
  }
  const y = row.y + row.height * 0.52;
  drawText(context, value, { ...style, x: row.x, y });
  const width = textWidth(context, value, fontOf(family, large, 620)) + small * 0.45;
  setLine(context, name, row.x + width, y + large * 0.06, row.width - width, small400);
}
