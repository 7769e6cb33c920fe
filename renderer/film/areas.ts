import type { Box } from '../map/fit';
import type { FilmLayout, FilmSize } from './layOutFilm';

/** The areas a frame of the story is painted in, one by one: whole pixels, together all of the frame, none on another. */
export interface FilmAreas {
  head: Box;
  map: Box;
  legend: Box;
  clock: Box;
  /** The metrics' lines and the axis. Right of the lines there may be the labels. */
  plot: Box;
  /** Lies in the plot's area, which leaves it alone; null where there is no strip. */
  labels: Box | null;
}

/** Cut in the middle of the air that the layout leaves between its parts. */
export function areasOf(layout: FilmLayout, { width, height }: FilmSize): FilmAreas {
  const { head, map, legend, clock, strip, labels, axis, shape } = layout;
  const plotTop = strip?.y ?? axis.y;
  const mapTop = between(head.y + head.height, map.y, height);
  const mapBottom = Math.max(mapTop, between(map.y + map.height, legend.y, height));
  const legendBottom = Math.max(mapBottom, between(legend.y + legend.height, clock.y, height));
  const isBeside = shape === 'wide';
  const left = isBeside ? between(clock.x + clock.width, axis.x, width) : 0;
  const top = isBeside ? legendBottom : Math.max(legendBottom, between(clock.y + clock.height, plotTop, height));
  const clockBottom = isBeside ? height : top;
  const labelsLeft = labels ? Math.min(width, Math.max(left, Math.floor(labels.x))) : width;
  return {
    head: { x: 0, y: 0, width, height: mapTop },
    map: { x: 0, y: mapTop, width, height: mapBottom - mapTop },
    legend: { x: 0, y: mapBottom, width, height: legendBottom - mapBottom },
    clock: { x: 0, y: legendBottom, width: isBeside ? left : width, height: clockBottom - legendBottom },
    plot: { x: left, y: top, width: width - left, height: height - top },
    labels: labels && {
      x: labelsLeft,
      y: top,
      width: width - labelsLeft,
      height: Math.max(0, Math.min(height, Math.floor(axis.y)) - top),
    },
  };
}

function between(end: number, start: number, most: number): number {
  return Math.min(most, Math.max(0, Math.round((end + start) / 2)));
}
