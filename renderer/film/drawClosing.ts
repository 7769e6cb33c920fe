import type { Film } from '../../main/domain/film/film';
import { hoursText, percentText, shortText } from '../controls/text/numbers';
import { drawText, fontOf } from '../map/cards';
import type { Box } from '../map/fit';
import { drawMilestoneMark, type DrawingContext } from '../map/marks';
import type { Theme } from '../theme/theme';
import type { FilmLayout } from './layOutFilm';
import { setLine } from './setText';

interface Pair {
  name: string;
  before: string | null;
  after: string;
}

/** How it was and how it is, and what lay on the way: what a room talks about after the film. */
export function drawClosing(context: DrawingContext, film: Film, layout: FilmLayout, theme: Theme): void {
  const { safe, unit, shape } = layout;
  const isWide = shape === 'wide';
  const heading = { size: (isWide ? 64 : 60) * unit, weight: 540, color: theme.colors.ink, family: theme.fonts.serif };
  setLine(context, 'From then to now', safe.x, safe.y + 44 * unit, safe.width, heading);
  if (film.plot.illustrative)
    setLine(context, 'illustrative data', safe.x + safe.width, safe.y + (isWide ? 16 : -16) * unit, safe.width, {
      size: 24 * unit,
      weight: 430,
      color: theme.colors.inkMuted,
      family: theme.fonts.sans,
      align: 'right',
    });
  const top = safe.y + 130 * unit;
  const pairs = pairsOf(film);
  const height = safe.height - 130 * unit;
  const gap = 70 * unit;
  const numbers: Box = isWide
    ? { x: safe.x, y: top, width: pairs.length > 0 ? safe.width * 0.46 - gap : 0, height }
    : { x: safe.x, y: top, width: safe.width, height: pairs.length > 0 ? Math.min(height * 0.5, 430 * unit) : 0 };
  if (pairs.length > 0) drawPairs(context, pairs, film, numbers, layout, theme);
  const list: Box = isWide
    ? {
        x: pairs.length > 0 ? safe.x + safe.width * 0.46 : safe.x,
        y: top,
        width: safe.width * (pairs.length > 0 ? 0.54 : 1),
        height,
      }
    : {
        x: safe.x,
        y: numbers.y + numbers.height + 30 * unit,
        width: safe.width,
        height: height - numbers.height - 30 * unit,
      };
  drawList(context, film, list, layout, theme);
}

function pairsOf({ plot: { ends } }: Film): Pair[] {
  if (!ends) return [];
  const { first, last } = ends;
  const pair = (name: string, before: number | null, after: number | null, print: (value: number) => string): Pair[] =>
    after === null ? [] : [{ name, before: before === null ? null : print(before), after: print(after) }];
  return [
    ...pair('deployments a week', first.deploymentsPerWeek, last.deploymentsPerWeek, shortText),
    ...pair('lead time, median', first.leadTimeHours, last.leadTimeHours, hoursText),
    ...pair('first-pass yield', first.firstPassYield, last.firstPassYield, percentText),
  ];
}

function drawPairs(
  context: DrawingContext,
  pairs: Pair[],
  film: Film,
  box: Box,
  { unit, shape }: FilmLayout,
  theme: Theme,
): void {
  const row = Math.min((shape === 'wide' ? 190 : 126) * unit, (box.height - 50 * unit) / pairs.length);
  const large = Math.min(84 * unit, row * 0.52);
  const family = theme.fonts.sans;
  pairs.forEach(({ name, before, after }, index) => {
    const y = box.y + row * index + large * 0.55;
    let x = box.x;
    if (before !== null) {
      x += drawText(context, before, {
        x,
        y: y + large * 0.1,
        size: large * 0.56,
        weight: 450,
        color: theme.colors.inkMuted,
        align: 'left',
        family,
      });
      x = drawArrow(context, x + large * 0.28, y + large * 0.1, large * 0.5, theme.colors.inkMuted) + large * 0.28;
    }
    drawText(context, after, {
      x,
      y,
      size: large,
      weight: 620,
      color: index === 0 ? theme.colors.accent : theme.colors.ink,
      align: 'left',
      family,
    });
    setLine(context, name, box.x, y + large * 0.86, box.width, {
      size: 27 * unit,
      weight: 430,
      color: theme.colors.inkSoft,
      family,
    });
  });
  const weeks = film.plot.ends?.weeks ?? 0;
  const words = `first and last ${String(weeks)} complete weeks`;
  setLine(context, words, box.x, box.y + row * pairs.length + 18 * unit, box.width, {
    size: 22 * unit,
    weight: 430,
    color: theme.colors.inkMuted,
    family,
  });
}

function drawArrow(context: DrawingContext, x: number, y: number, length: number, color: string): number {
  const head = length * 0.26;
  context.strokeStyle = color;
  context.lineWidth = Math.max(1.5, length * 0.07);
  context.lineCap = 'round';
  context.lineJoin = 'round';
  context.beginPath();
  context.moveTo(x, y);
  context.lineTo(x + length, y);
  context.moveTo(x + length - head, y - head);
  context.lineTo(x + length, y);
  context.lineTo(x + length - head, y + head);
  context.stroke();
  return x + length;
}

function drawList(context: DrawingContext, { chapters }: Film, box: Box, { unit }: FilmLayout, theme: Theme): void {
  if (chapters.length === 0) return;
  const row = Math.min(84 * unit, box.height / Math.min(chapters.length, 14));
  const size = Math.min(38 * unit, row * 0.56);
  const shown = chapters.slice(0, Math.max(1, Math.floor(box.height / row + 0.01)));
  const style = { size, weight: 460, color: theme.colors.ink, family: theme.fonts.serif };
  context.font = fontOf(style.family, size, style.weight);
  shown.forEach(({ kind, title }, index) => {
    const y = box.y + row * (index + 0.5);
    const isLast = index === shown.length - 1 && shown.length < chapters.length;
    context.fillStyle = theme.milestones[kind];
    if (!isLast) drawMilestoneMark(context, kind, box.x + size * 0.4, y, size * 0.32);
    const text = isLast ? `and ${String(chapters.length - index)} more` : title;
    setLine(context, text, box.x + size * 1.2, y, box.width - size * 1.2, style);
  });
}
