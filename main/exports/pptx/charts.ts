import type PptxGenJS from 'pptxgenjs';
import type { ChartData, TimelineData } from '../../domain/deck/deck';
import { cleanText } from './cleanText';
import { drawHatching } from './hatching';
import { colour, fonts, toneColour } from './look';
import type { Box } from './parts';
import type { SheetValues } from './repairPackage';

type PptxSlide = PptxGenJS.Slide;

/** A native chart with its data sheet: people can restyle it, and read its numbers. Gaps stay gaps. */
export function drawChart(target: PptxSlide, chart: ChartData, box: Box, alt: string, sheets: SheetValues[]): void {
  if (chart.series.length === 0 || chart.categories.length === 0) return;
  const series = chart.series.map((one) => ({
    name: cleanText(one.name),
    labels: chart.categories,
    // The writer's types know numbers only; an absent value becomes an empty cell and a gap.
    values: one.values as number[],
  }));
  const colours = chart.series.map((one) => toneColour(one.tone));
  if (chart.target) {
    series.push({
      name: cleanText(chart.target.label),
      labels: chart.categories,
      values: chart.categories.map(() => chart.target?.value ?? 0),
    });
    colours.push(colour('past'));
  }
  sheets.push(sheetOf(series));
  const plot = plotIn(box, series.length > 1);
  drawHatching(target, chart, plot);
  target.addChart(chart.kind, series, {
    ...box,
    ...common(chart.categories.length, plot, alt),
    layout: sharesOf(plot, box),
    chartColors: colours,
    showLegend: series.length > 1,
    legendPos: 't',
    showValAxisTitle: true,
    valAxisTitle: chart.unit,
    valAxisTitleFontSize: 11,
    valAxisTitleColor: colour('inkMuted'),
    lineSize: 2.25,
    ...(chart.top !== undefined && { valAxisMaxVal: chart.top }),
    // A week between two gaps is a point with no line: without a mark it would vanish.
    lineDataSymbol: 'circle',
    lineDataSymbolSize: 4,
    barGapWidthPct: 20,
    objectName: cleanText(chart.title),
  });
}

/** The lanes of the timeline as one stacked column chart: a series for each environment. Returns where its plot is. */
export function drawLanes(
  target: PptxSlide,
  timeline: TimelineData,
  box: Box,
  alt: string,
  sheets: SheetValues[],
): Box {
  const plot = plotIn(box, true);
  const series = timeline.lanes.map((lane) => ({
    name: cleanText(lane.label === '' ? lane.name : `${lane.name} · ${lane.label}`),
    labels: timeline.categories,
    values: lane.counts,
  }));
  if (series.length === 0 || timeline.categories.length === 0) return plot;
  sheets.push(sheetOf(series));
  drawHatching(target, timeline, plot);
  target.addChart('bar', series, {
    ...box,
    ...common(timeline.categories.length, plot, alt),
    layout: sharesOf(plot, box),
    barGrouping: 'stacked',
    chartColors: timeline.lanes.map((lane) => toneColour(lane.role)),
    showLegend: true,
    legendPos: 't',
    legendFontFace: fonts.body,
    legendFontSize: 12,
    legendColor: colour('inkSoft'),
    barGapWidthPct: 20,
    objectName: 'Deployments a week',
  });
  return plot;
}

/**
 * Where the plot stands in the box of a chart, in inches: a place that is known, so that native shapes can be drawn along
 * its axes. Left of it are the title and the labels of the value axis, below those of the other, above the legend; on the
 * right half of the last label has room, as an office suite would make the plot smaller for it.
 */
function plotIn(box: Box, hasLegend: boolean): Box {
  const [left, right, top, bottom] = [0.8, 0.4, hasLegend ? 0.45 : 0.15, 0.4];
  return { x: box.x + left, y: box.y + top, w: box.w - left - right, h: box.h - top - bottom };
}

/** The plot in shares of its chart. */
function sharesOf(plot: Box, box: Box): PptxGenJS.IChartOpts['layout'] {
  return { x: (plot.x - box.x) / box.w, y: (plot.y - box.y) / box.h, w: plot.w / box.w, h: plot.h / box.h };
}

/** Row by row, as the data sheet has them. */
function sheetOf(series: { values: (number | null)[] }[]): SheetValues {
  return (series[0]?.values ?? []).map((_, row) => series.map((one) => one.values[row] ?? null));
}

/** Inches that the label of a week takes. */
const labelWidth = 1.3;

function common(categories: number, plot: Box, alt: string): PptxGenJS.IChartOpts {
  return {
    altText: cleanText(alt),
    valAxisMinVal: 0,
    displayBlanksAs: 'gap',
    catAxisLabelFontFace: fonts.body,
    catAxisLabelFontSize: 11,
    catAxisLabelColor: colour('inkMuted'),
    catAxisLabelFrequency: String(Math.max(1, Math.ceil((categories * labelWidth) / plot.w))),
    valAxisLabelFontFace: fonts.body,
    valAxisLabelFontSize: 11,
    valAxisLabelColor: colour('inkMuted'),
    valAxisLabelFormatCode: 'General',
    valGridLine: { color: colour('line'), size: 0.75, style: 'solid' },
    catGridLine: { style: 'none' },
    valAxisLineShow: false,
  };
}
