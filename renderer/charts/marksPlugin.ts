import type { Chart, Plugin } from 'chart.js';
import type { ChartData } from '../../main/domain/deck/deck';
import type { Theme } from '../theme/theme';
import { endLabelLines, endLabelRoom } from './endLabels';
import { flagsHeight } from './flagsPlugin';
import { placeLabels } from './placeLabels';

type Style = { theme: Theme; fontPx: number; colors: string[] };

/** Around the series: hatching behind partial buckets, the target's line, and each line's name at its end. */
export function buildMarksPlugin(data: ChartData, style: Style): Plugin {
  return {
    id: 'marks',
    beforeDatasetsDraw: (chart) => {
      hatchPartial(chart, data, style.theme);
      drawTarget(chart, data, style);
    },
    afterDatasetsDraw: (chart) => {
      drawUnit(chart, data, style);
      if (data.kind === 'line') drawEndLabels(chart, data, style);
    },
  };
}

function hatchPartial(chart: Chart, data: ChartData, theme: Theme): void {
  const scale = chart.scales['x'];
  if (!scale || data.starts.length < 2) return;
  const { ctx: context, chartArea: area } = chart;
  const step = scale.getPixelForValue(1) - scale.getPixelForValue(0);
  context.save();
  context.strokeStyle = theme.colors.past;
  context.lineWidth = 1;
  data.partial.forEach((partial, index) => {
    if (!partial) return;
    const middle = scale.getPixelForValue(index);
    const left = Math.max(area.left, middle - step / 2);
    const right = Math.min(area.right, middle + step / 2);
    context.save();
    context.beginPath();
    context.rect(left, area.top, Math.max(3, right - left), area.bottom - area.top);
    context.clip();
    context.beginPath();
    for (let y = area.top - (right - left); y < area.bottom + 20; y += 7) {
      context.moveTo(left - 10, y + right - left + 10);
      context.lineTo(right + 10, y - 10);
    }
    context.stroke();
    context.restore();
  });
  context.restore();
}

function drawTarget(chart: Chart, { target }: ChartData, { theme, fontPx }: Style): void {
  const scale = chart.scales['y'];
  if (!target || !scale) return;
  const { ctx: context, chartArea: area } = chart;
  const y = scale.getPixelForValue(target.value);
  context.save();
  context.strokeStyle = theme.colors.highlight;
  context.lineWidth = Math.max(1.5, fontPx / 11);
  context.setLineDash([fontPx * 0.5, fontPx * 0.4]);
  context.beginPath();
  context.moveTo(area.left, y);
  context.lineTo(area.right, y);
  context.stroke();
  context.font = `550 ${String(fontPx)}px ${theme.fonts.sans}`;
  context.textAlign = 'left';
  context.textBaseline = 'top';
  const width = context.measureText(target.label).width;
  context.fillStyle = theme.colors.paper;
  context.globalAlpha = 0.85;
  context.fillRect(area.left + fontPx * 0.2, y + fontPx * 0.2, width + fontPx * 0.4, fontPx * 1.25);
  context.globalAlpha = 1;
  context.fillStyle = theme.colors.highlight;
  context.fillText(target.label, area.left + fontPx * 0.4, y + fontPx * 0.34);
  context.restore();
}

/** Short enough to stand at the topmost number of the axis. */
export function isShortUnit(unit: string): boolean {
  return unit.length <= 4;
}

/** A longer unit once, above the axis. */
function drawUnit(chart: Chart, data: ChartData, { theme, fontPx }: Style): void {
  const { ctx: context, chartArea: area } = chart;
  if (data.starts.length === 0 || isShortUnit(data.unit)) return;
  context.save();
  context.font = `450 ${String(fontPx)}px ${theme.fonts.sans}`;
  context.fillStyle = theme.colors.inkMuted;
  context.textAlign = 'left';
  context.textBaseline = 'alphabetic';
  // Beside the axis, or above the flags' labels where there are any.
  context.fillText(data.unit, 0, area.top - flagsHeight(data.flags, fontPx) - fontPx * 0.8);
  context.restore();
}

function drawEndLabels(chart: Chart, data: ChartData, { theme, fontPx, colors }: Style): void {
  const { ctx: context, chartArea: area } = chart;
  const room = endLabelRoom(data.series, fontPx);
  const fontOf = (index: number) =>
    `${data.series[index]?.tone === 'muted' ? '450' : '650'} ${String(fontPx)}px ${theme.fonts.sans}`;
  context.save();
  context.textAlign = 'left';
  context.textBaseline = 'middle';
  const ends = data.series
    .map(({ name }, index) => {
      context.font = fontOf(index);
      const lines = endLabelLines(name, room, (text) => context.measureText(text).width);
      return { lines, index, y: lastY(chart, index) };
    })
    .filter((end): end is typeof end & { y: number } => end.y !== null)
    .sort((a, b) => a.y - b.y);
  const lineHeight = fontPx * 1.2;
  const middles = placeLabels(
    ends.map(({ y, lines }) => ({ anchor: y, size: lines.length * lineHeight })),
    area.top,
    area.bottom,
    fontPx * 0.25,
  );
  ends.forEach(({ lines, index, y }, order) => {
    const middle = middles[order] ?? y;
    const isMuted = data.series[index]?.tone === 'muted';
    context.strokeStyle = theme.colors.line;
    context.fillStyle = isMuted ? theme.colors.inkMuted : (colors[index] ?? theme.colors.ink);
    context.font = fontOf(index);
    if (Math.abs(middle - y) > fontPx * 0.5) {
      context.beginPath();
      context.moveTo(area.right + 4, y);
      context.lineTo(area.right + fontPx * 0.55, middle);
      context.stroke();
    }
    lines.forEach((line, row) => {
      context.fillText(line, area.right + fontPx * 0.7, middle + (row - (lines.length - 1) / 2) * lineHeight);
    });
  });
  context.restore();
}

function lastY(chart: Chart, index: number): number | null {
  const points = chart.getDatasetMeta(index).data;
  const values = chart.data.datasets[index]?.data ?? [];
  for (let point = points.length - 1; point >= 0; point--)
    if (typeof values[point] === 'number') return points[point]?.y ?? null;
  return null;
}
