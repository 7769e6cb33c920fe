import type { Evolution } from '../../main/domain/analysis/facts';
import type { Box, Fit } from './fit';

/** Which part of the drawing is seen: how much nearer than the whole, and the point (drawing units) in the middle. */
export interface MapView {
  zoom: number;
  x: number;
  y: number;
}

type Size = Pick<Evolution, 'width' | 'height'>;

export const mostZoom = 12;

/** The fit of the whole, brought nearer. Null is the whole. */
export function fitView(fit: Fit, box: Box, view: MapView | null): Fit {
  if (!view) return fit;
  const [scaleX, scaleY] = [fit.scaleX * view.zoom, fit.scaleY * view.zoom];
  return {
    ...{ scaleX, scaleY, scale: fit.scale * view.zoom },
    left: box.x + box.width / 2 - view.x * scaleX,
    top: box.y + box.height / 2 - view.y * scaleY,
  };
}

/** Nearer or further by a factor, so that the point `about` (drawing units) stays where it is. Null once all is seen. */
export function zoomView(
  view: MapView | null,
  factor: number,
  size: Size,
  about: { x: number; y: number } | null = null,
): MapView | null {
  const from = view ?? { zoom: 1, x: size.width / 2, y: size.height / 2 };
  const zoom = Math.min(mostZoom, from.zoom * factor);
  if (zoom <= 1.001) return null;
  const point = about ?? from;
  const share = from.zoom / zoom;
  return within({ zoom, x: point.x + (from.x - point.x) * share, y: point.y + (from.y - point.y) * share }, size);
}

/** Moved by a distance in drawing units; the middle never leaves the drawing. */
export function panView(view: MapView | null, dx: number, dy: number, size: Size): MapView | null {
  return view && within({ ...view, x: view.x + dx, y: view.y + dy }, size);
}

function within(view: MapView, { width, height }: Size): MapView {
  return { ...view, x: Math.min(width, Math.max(0, view.x)), y: Math.min(height, Math.max(0, view.y)) };
}
