import type { DrawingContext } from './marks';

/** Two posts and two rails: what deployments pass on their way to production. `size` is its height; `y` its middle. */
export function drawGate(context: DrawingContext, x: number, y: number, size: number, color: string): void {
  const width = size * gateShape;
  const half = size / 2;
  const thick = Math.max(1.2, size * 0.13);
  context.strokeStyle = color;
  context.lineCap = 'butt';
  context.lineWidth = thick;
  context.beginPath();
  for (const post of [x + thick / 2, x + width - thick / 2]) {
    context.moveTo(post, y - half);
    context.lineTo(post, y + half);
  }
  for (const rail of [y - half * 0.36, y + half * 0.36]) {
    context.moveTo(x, rail);
    context.lineTo(x + width, rail);
  }
  context.stroke();
}

/** Width of the sign as a share of its height. */
export const gateShape = 0.9;
