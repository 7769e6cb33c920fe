import type { Box } from '../map/fit';
import type { DrawingContext } from '../map/marks';

/** Slanted lines: here is something we do not wholly know. */
export function hatch(context: DrawingContext, box: Box, color: string, unit: number): void {
  context.save();
  context.beginPath();
  context.rect(box.x, box.y, box.width, box.height);
  context.clip();
  context.strokeStyle = color;
  context.lineWidth = Math.max(1, 1.4 * unit);
  context.beginPath();
  const step = 7 * unit;
  const first = Math.floor((box.x - box.height) / step) * step;
  for (let x = first; x < box.x + box.width; x += step) {
    context.moveTo(x, box.y + box.height);
    context.lineTo(x + box.height, box.y);
  }
  context.stroke();
  context.restore();
}
