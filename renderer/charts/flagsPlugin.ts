import type { Chart, Plugin } from 'chart.js';
import type { ChartData } from '../../main/domain/deck/deck';
import { drawMilestoneMark } from '../map/marks';
import type { Theme } from '../theme/theme';
import { placeLabels } from './placeLabels';
import { positionOf } from './timeTicks';
import { wrapText } from './wrapText';

export interface FlagStyle {
  theme: Theme;
  fontPx: number;
}

/** Height above the plot that flags take: their lines of text, the mark, and the way for leader lines. */
export function flagsHeight(flags: readonly unknown[], fontPx: number): number {
  return flags.length === 0 ? 0 : fontPx * (linesFor(flags) * 1.22 + 1.5);
}

/** The more flags, the narrower and so the taller their labels. */
function linesFor(flags: readonly unknown[]): number {
  return flags.length > 4 ? 4 : 3;
}

/** Milestones: a thin line through the plot, its label above; where labels must move, an elbow leads back. */
export function buildFlagsPlugin(data: ChartData, style: FlagStyle): Plugin {
  return { id: 'flags', beforeDatasetsDraw: (chart) => drawFlags(chart, data, style) };
}

function drawFlags(chart: Chart, data: ChartData, { theme, fontPx }: FlagStyle): void {
  const { ctx: context, chartArea: area } = chart;
  const flags = data.flags
    .map((flag) => ({ ...flag, x: xOf(chart, positionOf(flag.at, data.starts), data.kind) }))
    .filter((flag): flag is typeof flag & { x: number } => flag.x !== null)
    .sort((a, b) => a.x - b.x);
  if (flags.length === 0) return;
  context.save();
  context.font = `500 ${String(fontPx)}px ${theme.fonts.sans}`;
  context.textAlign = 'center';
  context.textBaseline = 'alphabetic';
  const maxLines = linesFor(data.flags);
  const room = Math.min(fontPx * 11, (chart.width - area.left) / flags.length - fontPx);
  const measure = (text: string) => context.measureText(text).width;
  const texts = flags.map(({ label }) => wrapText(label, room, maxLines, measure));
  const wishes = flags.map(({ x }, index) => ({
    anchor: x,
    size: Math.max(fontPx, ...(texts[index] ?? []).map(measure)),
  }));
  const middles = placeLabels(wishes, area.left * 0.3, chart.width, fontPx);
  const top = area.top - flagsHeight(flags, fontPx);
  flags.forEach((flag, index) => {
    const lines = texts[index] ?? [];
    const middle = middles[index] ?? flag.x;
    const color = theme.milestones[flag.kind];
    const textBottom = top + fontPx * 1.22 * maxLines;
    drawStem(context, flag.x, middle, textBottom + fontPx * 0.15, area, fontPx, color);
    context.fillStyle = color;
    drawMilestoneMark(context, flag.kind, flag.x, area.top - fontPx * 0.05, fontPx * 0.36);
    context.fillStyle = theme.colors.inkSoft;
    lines.forEach((line, row) =>
      context.fillText(line, middle, textBottom - (lines.length - 1 - row) * fontPx * 1.22 - fontPx * 0.25),
    );
  });
  context.restore();
}

function drawStem(
  context: CanvasRenderingContext2D,
  x: number,
  middle: number,
  top: number,
  area: { top: number; bottom: number },
  fontPx: number,
  color: string,
): void {
  context.strokeStyle = color;
  context.lineWidth = Math.max(1, fontPx / 14);
  context.beginPath();
  context.moveTo(middle, top);
  context.lineTo(x, area.top - fontPx * 0.55);
  context.stroke();
  context.globalAlpha = 0.55;
  context.beginPath();
  context.moveTo(x, area.top + fontPx * 0.4);
  context.lineTo(x, area.bottom);
  context.stroke();
  context.globalAlpha = 1;
}

/** Pixel of a position between buckets: the start of bucket n lies half a bucket before its middle. */
function xOf(chart: Chart, position: number | null, kind: ChartData['kind']): number | null {
  const scale = chart.scales['x'];
  if (position === null || !scale) return null;
  const step = scale.getPixelForValue(1) - scale.getPixelForValue(0);
  const middle = kind === 'bar' ? 0.5 : 0;
  return scale.getPixelForValue(0) + (position - middle) * step;
}
