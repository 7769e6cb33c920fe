import type { Box } from './fit';
import type { DrawingContext } from './marks';
import { textWidth } from './textWidth';

export interface TextStyle {
  x: number;
  y: number;
  size: number;
  weight: number;
  color: string;
  align: 'left' | 'right' | 'center';
  family: string;
}

/** Sets one line with its middle at `y`; returns its width. */
export function drawText(context: DrawingContext, text: string, style: TextStyle): number {
  const font = fontOf(style.family, style.size, style.weight);
  context.font = font;
  context.fillStyle = style.color;
  context.textAlign = style.align;
  context.textBaseline = 'alphabetic';
  // Middle of the x-height and not of the line box, so that marks beside the text sit level with it.
  context.fillText(text, style.x, style.y + style.size * 0.34);
  return textWidth(context, text, font);
}

export function fontOf(family: string, size: number, weight: number): string {
  return `${String(weight)} ${size.toFixed(1)}px ${family}`;
}

export function textSize(wanted: number, least: number, most: number): number {
  return Math.min(most, Math.max(least, wanted));
}

export function padOf(box: Box): number {
  return Math.min(22, Math.max(4, box.height * 0.19));
}

export function radiusOf(box: Box): number {
  return Math.min(12, box.height * 0.16);
}

export function fillCard(
  context: DrawingContext,
  box: Box,
  fill: string,
  stroke: string | null,
  width: number,
  radius = radiusOf(box),
): void {
  context.beginPath();
  context.roundRect(box.x, box.y, box.width, box.height, radius);
  context.fillStyle = fill;
  context.fill();
  if (!stroke) return;
  context.strokeStyle = stroke;
  context.lineWidth = width;
  context.stroke();
}
