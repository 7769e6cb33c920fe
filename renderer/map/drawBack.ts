import type { Theme } from '../theme/theme';
import { pointAt } from './curves';
import type { Fit } from './fit';
import type { DrawingContext } from './marks';
import type { SceneEdge } from './scene';

/** ↺ in the middle of an edge that leads back, on a disc of paper so that no line runs through it. */
export function drawBackMark(context: DrawingContext, line: SceneEdge, fit: Fit, theme: Theme): void {
  const { x, y } = backMarkAt(line, fit);
  const radius = backMarkRadius(fit);
  context.fillStyle = theme.colors.paper;
  context.beginPath();
  context.arc(x, y, radius * 1.45, 0, Math.PI * 2);
  context.fill();
  drawBackSign(context, x, y, radius, theme.colors.ink);
}

/** Where the mark is, in the frame's pixels. */
export function backMarkAt({ curve }: Pick<SceneEdge, 'curve'>, fit: Fit): { x: number; y: number } {
  const middle = pointAt(curve, 0.5);
  return { x: fit.left + middle.x * fit.scaleX, y: fit.top + middle.y * fit.scaleY };
}

export function backMarkRadius(fit: Fit): number {
  return Math.min(11, Math.max(5.5, 8 * fit.scale));
}

/** Most of a circle, against the clock, with an arrowhead at its end. */
export function drawBackSign(context: DrawingContext, x: number, y: number, radius: number, color: string): void {
  const [from, to] = [-Math.PI * 0.1, Math.PI * 0.3];
  context.strokeStyle = color;
  context.fillStyle = color;
  context.lineCap = 'butt';
  context.lineWidth = Math.max(1.2, radius * 0.24);
  context.beginPath();
  context.arc(x, y, radius * 0.8, from, to, true);
  context.stroke();
  const [tipX, tipY] = [x + radius * 0.8 * Math.cos(to), y + radius * 0.8 * Math.sin(to)];
  const way = to - Math.PI / 2;
  const head = radius * 0.62;
  context.beginPath();
  for (const [turn, reach] of [
    [0, 0.75],
    [2.3, 0.8],
    [-2.3, 0.8],
  ] as const) {
    context.lineTo(tipX + head * reach * Math.cos(way + turn), tipY + head * reach * Math.sin(way + turn));
  }
  context.closePath();
  context.fill();
}
