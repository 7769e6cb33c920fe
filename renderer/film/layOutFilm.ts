import type { Box } from '../map/fit';

export interface FilmSize {
  width: number;
  height: number;
}

/** Where everything of a frame stands, in the frame's pixels. */
export interface FilmLayout {
  /** Pixels of one design unit: 1080 of them are the shorter side. All type is measured in it. */
  unit: number;
  shape: 'wide' | 'square' | 'tall';
  /** What a television or a phone leaves visible: nothing but the map's paper lies outside. */
  safe: Box;
  /** Caption, or the running title. */
  head: Box;
  map: Box;
  legend: Box;
  clock: Box;
  /** The metrics' lines; null where there is no room or nothing to show. Its x range is that of the axis. */
  strip: Box | null;
  /** Names and values of the metrics, right of their lines. */
  labels: Box | null;
  axis: Box;
}

export interface LayoutOptions {
  hasStrip: boolean;
  /** Share of each side kept free. Default a twentieth, more at the ends of a tall picture, where phones lay buttons. */
  margin?: number;
  unit?: number;
}

export function layOutFilm({ width, height }: FilmSize, options: LayoutOptions): FilmLayout {
  const ratio = width / Math.max(1, height);
  const shape = ratio > 1.2 ? 'wide' : ratio < 0.8 ? 'tall' : 'square';
  const unit = options.unit ?? Math.max(0.1, Math.min(width, height) / 1080);
  const margin = options.margin ?? 0.05;
  const top = height * (shape === 'tall' ? margin * 1.5 : margin);
  const bottom = height * (shape === 'tall' ? margin * 1.9 : margin);
  const safe = { x: width * margin, y: top, width: width * (1 - margin * 2), height: height - top - bottom };
  const layOut = (hasStrip: boolean): FilmLayout =>
    shape === 'wide' ? layOutWide(safe, unit, width, hasStrip) : layOutUpright(safe, unit, shape, width, hasStrip);
  const layout = layOut(options.hasStrip);
  // The map is what the film is of: in a low frame the numbers give way to it.
  return layout.map.height < height * leastMapShare && options.hasStrip ? layOut(false) : layout;
}

const rows = 3;
const leastMapShare = 0.36;

/** Lying pictures: the clock stands left of strip and axis, which share one scale of time. */
function layOutWide(safe: Box, unit: number, width: number, hasStrip: boolean): FilmLayout {
  const head = { ...safe, height: 122 * unit };
  const axisHeight = 62 * unit;
  const stripHeight = hasStrip ? rows * 50 * unit : 0;
  const left = 270 * unit;
  const right = hasStrip ? 300 * unit : 0;
  const plot = { x: safe.x + left, width: safe.width - left - right };
  const bottom = safe.y + safe.height;
  const axis = { ...plot, y: bottom - axisHeight, height: axisHeight };
  const foot = Math.max(axisHeight + stripHeight, 104 * unit);
  const legend = { x: safe.x, width: safe.width, y: bottom - foot - 46 * unit, height: 30 * unit };
  return {
    unit,
    shape: 'wide',
    safe,
    head,
    map: mapBetween(head, legend, safe, width, unit),
    legend,
    clock: { x: safe.x, y: bottom - foot, width: left - 24 * unit, height: foot },
    strip: hasStrip ? { ...plot, y: axis.y - stripHeight, height: stripHeight } : null,
    labels: hasStrip
      ? { x: plot.x + plot.width + 22 * unit, y: axis.y - stripHeight, width: right - 22 * unit, height: stripHeight }
      : null,
    axis,
  };
}

/** Square and standing pictures: one thing under the other. */
function layOutUpright(
  safe: Box,
  unit: number,
  shape: 'square' | 'tall',
  width: number,
  hasStrip: boolean,
): FilmLayout {
  const isTall = shape === 'tall';
  const head = { ...safe, height: (isTall ? 300 : 150) * unit };
  const axisHeight = (isTall ? 76 : 62) * unit;
  const rowHeight = (isTall ? 74 : 42) * unit;
  const stripHeight = hasStrip ? rows * rowHeight : 0;
  const right = hasStrip ? (isTall ? 300 : 290) * unit : 0;
  const bottom = safe.y + safe.height;
  const axis = { x: safe.x, width: safe.width - right, y: bottom - axisHeight, height: axisHeight };
  const clockHeight = (isTall ? 104 : 64) * unit;
  const clock = { ...safe, y: axis.y - stripHeight - clockHeight - 8 * unit, height: clockHeight };
  const legend = { ...safe, y: clock.y - (isTall ? 70 : 40) * unit, height: (isTall ? 44 : 30) * unit };
  return {
    unit,
    shape,
    safe,
    head,
    map: mapBetween(head, legend, safe, width, unit),
    legend,
    clock,
    strip: hasStrip ? { ...axis, y: axis.y - stripHeight, height: stripHeight } : null,
    labels: hasStrip
      ? { x: axis.x + axis.width + 18 * unit, y: axis.y - stripHeight, width: right - 18 * unit, height: stripHeight }
      : null,
    axis,
  };
}

/** The map may use half of the margin at its sides: its boxes have air of their own. */
function mapBetween(head: Box, legend: Box, safe: Box, width: number, unit: number): Box {
  const y = head.y + head.height + 6 * unit;
  const x = safe.x / 2;
  return { x, y, width: width - x * 2, height: Math.max(0, legend.y - 8 * unit - y) };
}
