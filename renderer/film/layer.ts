import type { FilmSize } from './layOutFilm';

/** A picture that is kept to be laid into frames. */
export interface Layer {
  canvas: OffscreenCanvas;
  context: OffscreenCanvasRenderingContext2D;
}

/** `isRead`: drawn by the processor, for films: the same pixels on every machine, and no way back from a graphics card. */
export function newLayer({ width, height }: FilmSize, isRead: boolean): Layer {
  const canvas = new OffscreenCanvas(Math.max(1, width), Math.max(1, height));
  const context = canvas.getContext('2d', { alpha: false, willReadFrequently: isRead });
  if (!context) throw new Error('This machine gives no canvas to draw on.');
  context.textRendering = 'geometricPrecision';
  return { canvas, context };
}
