import type { Evolution } from '../../main/domain/analysis/facts';

export interface Box {
  x: number;
  y: number;
  width: number;
  height: number;
}

/** Drawing units to pixels: `x = left + unit × scaleX`, `y = top + unit × scaleY`; `scale` is the smaller of the two. */
export interface Fit {
  scaleX: number;
  scaleY: number;
  scale: number;
  left: number;
  top: number;
}

/** How much further a drawing may be pulled in one direction than in the other, to use a frame of another shape. */
const widest = 1.95;
const tallest = 1.2;

/**
 * The largest the drawing can be inside the box, centred, never blown up beyond `maxScale`. A high drawing is pulled wider
 * than is usual up to `readableX`, the scale at which names have room, as far as the box has it.
 */
export function fitInto(
  evolution: Pick<Evolution, 'width' | 'height'>,
  box: Box,
  maxScale: number,
  readableX = 0,
): Fit {
  const fullX = Math.min(maxScale, box.width / Math.max(1, evolution.width));
  const fullY = Math.min(maxScale, box.height / Math.max(1, evolution.height));
  const scaleX = Math.max(0, Math.min(fullX, Math.max(fullY * widest, readableX)));
  const scaleY = Math.max(0, Math.min(fullY, fullX * tallest));
  return {
    scaleX,
    scaleY,
    scale: Math.min(scaleX, scaleY),
    left: box.x + (box.width - evolution.width * scaleX) / 2,
    top: box.y + (box.height - evolution.height * scaleY) / 2,
  };
}

export function isSameFit(a: Fit, b: Fit): boolean {
  return a.left === b.left && a.top === b.top && a.scaleX === b.scaleX && a.scaleY === b.scaleY;
}

/** `text` if it fits, else its head and tail around "…"; empty where not even one letter has room. */
export function truncateMiddle(text: string, maxWidth: number, measure: (text: string) => number): string {
  if (measure(text) <= maxWidth) return text;
  const letters = [...text];
  let low = 0;
  let high = letters.length - 1;
  while (low < high) {
    const kept = (low + high + 1) >> 1;
    if (measure(keepEnds(letters, kept)) <= maxWidth) low = kept;
    else high = kept - 1;
  }
  return low < 1 ? '' : keepEnds(letters, low);
}

function keepEnds(letters: readonly string[], kept: number): string {
  const head = Math.ceil(kept / 2);
  const tail = kept - head;
  return `${letters.slice(0, head).join('')}…${tail === 0 ? '' : letters.slice(-tail).join('')}`;
}
