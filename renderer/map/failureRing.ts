import type { Theme } from '../theme/theme';
import type { DrawingContext } from './marks';

/** The share (0 to 1) as an arc, clockwise from the top, on a ring that is always whole. */
export function drawFailureRing(
  context: DrawingContext,
  share: number,
  x: number,
  y: number,
  radius: number,
  theme: Theme,
): void {
  const { thick, middle, end } = ringMeasures(share, radius);
  context.lineCap = 'butt';
  context.strokeStyle = theme.colors.edge;
  context.lineWidth = Math.max(1, thick * 0.4);
  context.beginPath();
  context.arc(x, y, middle, 0, Math.PI * 2);
  context.stroke();
  if (share <= 0) return;
  context.strokeStyle = theme.colors.failed;
  context.lineWidth = thick;
  context.beginPath();
  context.arc(x, y, middle, ringStart, end);
  context.stroke();
}

export const ringStart = -Math.PI / 2;

/** Thickness of the arc, radius of its middle line, and the angle it ends at in radians. */
export function ringMeasures(share: number, radius: number): { thick: number; middle: number; end: number } {
  const thick = Math.max(1.6, radius * 0.42);
  return { thick, middle: radius - thick / 2, end: ringStart + Math.min(1, Math.max(0, share)) * Math.PI * 2 };
}
