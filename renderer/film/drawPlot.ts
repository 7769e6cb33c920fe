import type { Box } from '../map/fit';
import { drawMilestoneMark, type DrawingContext } from '../map/marks';
import type { FilmAreas } from './areas';
import { axisMiddle, drawAxisLine, drawPlayhead, markRadius, playheadReach, scaleOf } from './drawAxis';
import { drawLines } from './drawStrip';
import type { KeptFrame } from './keptFrame';
import type { Layer } from './layer';
import type { Story } from './story';

/** Strip and axis as they are when all has passed, and when all is still to come. */
export interface PlotPictures {
  past: Layer;
  toCome: Layer;
}

/**
 * What is measured and where we are in the story, on one scale of time: left of the playhead the picture of what has passed, right of
 * it that of what is to come. From one frame to the next only what the playhead has passed over is painted.
 */
export function drawPlot(context: DrawingContext, story: Story, areas: FilmAreas, kept: KeptFrame): void {
  const { plot, labels } = areas;
  if (plot.width <= 0 || plot.height <= 0) return;
  const pictures = kept.plot ?? picturesOf(story, plot, kept);
  const { film, at, layout } = story;
  const xOf = scaleOf(film, layout);
  const here = xOf(at);
  const marks = film.chapters.map(({ at: told }) => xOf(told));
  const before = kept.playhead;
  const isWhole = before === null;
  const right = plot.x + plot.width;
  const passed = isWhole ? { from: plot.x, to: right } : stretchOver(before, here, marks, layout.unit);
  const from = Math.max(plot.x, passed.from);
  const to = Math.min(isWhole ? right : (labels?.x ?? right), passed.to);
  const now = Math.min(to, Math.max(from, Math.round(here)));
  lay(context, pictures.past, plot, from, now);
  lay(context, pictures.toCome, plot, now, to);
  context.save();
  context.beginPath();
  context.rect(from, plot.y, Math.min(to, labels?.x ?? right) - from, plot.height);
  context.clip();
  drawMoment(context, story, here, (x) => x + reachOfMark(layout.unit) > from && x - reachOfMark(layout.unit) < to);
  context.restore();
  kept.plot = pictures;
  kept.playhead = here;
  kept.damage.add({ x: from, y: plot.y, width: to - from, height: plot.height });
}

function picturesOf(story: Story, area: Box, kept: KeptFrame): PlotPictures {
  const picture = (hasPassed: boolean): Layer => {
    const layer = kept.newLayer(area);
    const { context } = layer;
    const { film, facts, layout, theme, strip } = story;
    context.fillStyle = theme.colors.paper;
    context.fillRect(0, 0, area.width, area.height);
    context.translate(-area.x, -area.y);
    if (strip && hasPassed) drawLines(context, film, strip, layout, theme);
    drawAxisLine(context, film, facts.coverage, layout, theme, hasPassed);
    return layer;
  };
  return { past: picture(true), toCome: picture(false) };
}

/** Columns of a picture, onto the same columns of the frame. */
function lay(context: DrawingContext, { canvas }: Layer, area: Box, from: number, to: number): void {
  const width = to - from;
  if (width > 0) context.drawImage(canvas, from - area.x, 0, width, area.height, from, area.y, width, area.height);
}

/** Whole columns that the playhead has left, reached or passed over; a mark that stands in them is in them wholly. */
function stretchOver(
  before: number,
  here: number,
  marks: readonly number[],
  unit: number,
): { from: number; to: number } {
  let from = Math.min(before, here) - playheadReach(unit);
  let to = Math.max(before, here) + playheadReach(unit);
  const reach = reachOfMark(unit);
  // Marks may stand so close that one brings in the next.
  for (let grows = true; grows;) {
    const cut = marks.filter((x) => x + reach > from && x - reach < to);
    const [low, high] = [Math.min(from, ...cut.map((x) => x - reach)), Math.max(to, ...cut.map((x) => x + reach))];
    grows = low < from || high > to;
    [from, to] = [low, high];
  }
  return { from: Math.floor(from), to: Math.ceil(to) };
}

/** Radius and a pixel for its soft edge. */
function reachOfMark(unit: number): number {
  return markRadius(true) * unit * 1.05 + 1;
}

/** What tells the moment: a thread through the lines, the milestones told by now, the playhead. */
function drawMoment(context: DrawingContext, story: Story, here: number, isNear: (x: number) => boolean): void {
  const { film, at, layout, theme } = story;
  const { unit, strip } = layout;
  const y = axisMiddle(layout);
  if (strip) {
    context.strokeStyle = theme.colors.edge;
    context.lineWidth = 1.5 * unit;
    context.lineCap = 'butt';
    context.beginPath();
    context.moveTo(here, strip.y);
    context.lineTo(here, y);
    context.stroke();
  }
  const xOf = scaleOf(film, layout);
  for (const { at: told, kind } of film.chapters) {
    const x = xOf(told);
    if (!isNear(x)) continue;
    context.fillStyle = told <= at ? theme.milestones[kind] : theme.colors.past;
    drawMilestoneMark(context, kind, x, y - 16 * unit, markRadius(told <= at) * unit);
  }
  drawPlayhead(context, here, y, unit, theme);
}
