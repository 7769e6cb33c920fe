import type { ChartConfiguration, ChartDataset } from 'chart.js';
import type { ChartData } from '../../main/domain/deck/deck';
import type { Theme } from '../theme/theme';
import { buildFlagsPlugin, flagsHeight } from './flagsPlugin';
import { endLabelRoom } from './endLabels';
import { buildMarksPlugin, isShortUnit } from './marksPlugin';
import { buildTimeTicks } from './timeTicks';

export interface ChartStyle {
  theme: Theme;
  /** Size of all text in the chart, in its own pixels: 24 on a slide, 12 or 13 in a window. */
  fontPx: number;
  zone: string;
}

/** A picture, not a control: no animation, no legend, no hover; everything said stands in the picture. */
export function buildChartConfig(data: ChartData, style: ChartStyle): ChartConfiguration {
  const { theme, fontPx } = style;
  const colors = data.series.map(({ tone }) => colorOf(tone, theme));
  return {
    type: data.kind,
    data: {
      labels: data.categories,
      datasets: data.series.map((series, index) => ({
        ...buildDataset(data, series, colors[index] as string, fontPx),
        // A range is one thing: its ground is filled from the lower line to the upper.
        ...(data.band?.low === index && { fill: data.band.high, backgroundColor: `${theme.colors.accent}26` }),
      })),
    },
    options: {
      animation: false,
      responsive: false,
      events: [],
      layout: {
        padding: {
          top: flagsHeight(data.flags, fontPx) + fontPx * (isShortUnit(data.unit) ? 0.8 : 2.1),
          right: endRoom(data, fontPx),
          bottom: 0,
          left: 0,
        },
      },
      scales: { x: buildTimeAxis(data, style), y: buildValueAxis(data, style) },
      plugins: { legend: { display: false }, tooltip: { enabled: false } },
    },
    plugins: [sharpText, buildFlagsPlugin(data, { theme, fontPx }), buildMarksPlugin(data, { theme, fontPx, colors })],
  };
}

/** Glyphs at their true widths, as in the text beside the chart. */
const sharpText = {
  id: 'sharpText',
  beforeInit: ({ ctx }: { ctx: CanvasRenderingContext2D }) => {
    ctx.textRendering = 'geometricPrecision';
  },
  beforeLayout: ({ ctx }: { ctx: CanvasRenderingContext2D }) => {
    ctx.textRendering = 'geometricPrecision';
  },
};

function buildDataset(
  data: ChartData,
  series: ChartData['series'][number],
  color: string,
  fontPx: number,
): ChartDataset {
  const isMuted = series.tone === 'muted';
  if (data.kind === 'bar') {
    // A partial week's bar is lighter: it is not over, or not all of it was seen.
    const fills = series.values.map((_, index) => (data.partial[index] ? `${color}66` : color));
    return {
      type: 'bar',
      label: series.name,
      data: series.values,
      backgroundColor: fills,
      borderRadius: Math.min(2, fontPx / 12),
      barPercentage: 0.86,
      categoryPercentage: 0.92,
    };
  }
  return {
    type: 'line',
    label: series.name,
    data: series.values,
    borderColor: color,
    borderWidth: (isMuted ? 0.11 : 0.19) * fontPx,
    borderJoinStyle: 'round',
    borderCapStyle: 'round',
    pointRadius: lonePoints(series.values, fontPx * 0.16),
    pointBackgroundColor: color,
    pointBorderWidth: 0,
    spanGaps: false,
    order: isMuted ? 1 : 0,
  };
}

/** A value between two gaps has no line to be seen by, so it gets a dot. */
function lonePoints(values: readonly (number | null)[], radius: number): number[] {
  return values.map((value, index) =>
    value !== null && (values[index - 1] ?? null) === null && (values[index + 1] ?? null) === null ? radius : 0,
  );
}

function buildTimeAxis(data: ChartData, { theme, fontPx, zone }: ChartStyle) {
  const ticks = new Map(buildTimeTicks(data.starts, zone).map((tick) => [tick.index, tick]));
  return {
    type: 'category' as const,
    border: { color: theme.colors.ink, width: Math.max(1, fontPx / 14) },
    grid: {
      drawOnChartArea: false,
      tickLength: fontPx * 0.4,
      color: ({ index }: { index: number }) => (ticks.has(index) ? theme.colors.ink : 'transparent'),
    },
    ticks: {
      autoSkip: false,
      maxRotation: 0,
      padding: fontPx * 0.15,
      color: theme.colors.inkMuted,
      font: { family: theme.fonts.sans, size: fontPx, weight: 450 },
      callback: (_: unknown, index: number) => ticks.get(index)?.label ?? '',
    },
  };
}

function buildValueAxis(data: ChartData, { theme, fontPx }: ChartStyle) {
  return {
    type: 'linear' as const,
    beginAtZero: true,
    ...(data.top !== undefined && { max: data.top }),
    suggestedMax: data.target ? data.target.value * 1.15 : undefined,
    border: { display: false },
    grid: { color: theme.colors.line, lineWidth: 1, tickLength: 0 },
    ticks: {
      maxTicksLimit: 5,
      padding: fontPx * 0.5,
      color: theme.colors.inkMuted,
      font: { family: theme.fonts.sans, size: fontPx, weight: 450 },
      // A short unit stands once, at the topmost number; a long one above the plot.
      callback: (value: number | string, index: number, all: readonly unknown[]) =>
        index === all.length - 1 && isShortUnit(data.unit) ? `${printNumber(value)} ${data.unit}` : printNumber(value),
    },
  };
}

function printNumber(value: number | string): string {
  return Number(value).toLocaleString('en-GB').replaceAll(',', ' ');
}

function colorOf(tone: ChartData['series'][number]['tone'], theme: Theme): string {
  if (tone === 'accent') return theme.colors.accent;
  if (tone === 'muted') return theme.colors.past;
  return theme.roles[tone];
}

/** Room at the right for the names of the lines. */
function endRoom(data: ChartData, fontPx: number): number {
  return data.kind === 'bar' ? fontPx : endLabelRoom(data.series, fontPx) + fontPx * 1.1;
}
