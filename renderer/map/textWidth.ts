import type { DrawingContext } from './marks';

/**
 * Widths of lines as they were measured. A frame sets the same few names as the frame before it, and asking a canvas again costs more
 * than drawing them. By font, then by text.
 */
const widths = new Map<string, Map<string, number>>();
/** A long history has some thousand names in a few sizes; beyond this a zoomed map would hoard sizes never seen again. */
const mostFonts = 400;

/** Width in the context's units of one line set in `font` (CSS shorthand), as the context measures it. */
export function textWidth(context: DrawingContext, text: string, font: string): number {
  let known = widths.get(font);
  if (!known) {
    if (widths.size >= mostFonts) widths.clear();
    known = new Map();
    widths.set(font, known);
  }
  const kept = known.get(text);
  if (kept !== undefined) return kept;
  context.font = font;
  const { width } = context.measureText(text);
  known.set(text, width);
  return width;
}
