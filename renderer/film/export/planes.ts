import type { Box } from '../../map/fit';
import type { FilmSize } from '../layOutFilm';

/** How the bytes of a pixel follow one another; the fourth says nothing, as the picture is opaque. */
export type PixelOrder = 'RGB' | 'BGR';

/**
 * A frame as encoders take it: brightness for each pixel, colour for two by two (YUV 4:2:0, BT.601, limited range, as browsers make of
 * a canvas). It is kept between frames, so that only pixels that have become others are worked out again. Width and height are even.
 */
export class Planes {
  /** Y, then U, then V, without gaps. */
  readonly data: Uint8Array<ArrayBuffer>;
  /** What `data` was made of, and room for the pixels of the next frame. */
  private before: Int32Array<ArrayBuffer>;
  private next: Int32Array<ArrayBuffer>;

  constructor(private readonly size: FilmSize) {
    const pixels = size.width * size.height;
    this.data = new Uint8Array((pixels * 3) / 2);
    // No opaque pixel is 0, so that at first each is another.
    this.before = new Int32Array(pixels);
    this.next = new Int32Array(pixels);
  }

  /** Where the next frame's pixels are to be put, all of them, line by line, four bytes each. */
  get room(): Uint8Array<ArrayBuffer> {
    return new Uint8Array(this.next.buffer);
  }

  /** Takes over what lies in `room`. Only in the boxes, which begin and end at even pixels, may it differ from the frame before. */
  update(boxes: readonly Box[], order: PixelOrder): void {
    for (const box of boxes) this.updateBox(box, order === 'RGB' ? 0 : 16);
    [this.before, this.next] = [this.next, this.before];
  }

  private updateBox({ x, y, width, height }: Box, redShift: number): void {
    const { data, before, next } = this;
    // Two pixels as one number are told apart in half the time. As floating point, light ones would be no number, unlike itself.
    const pairsBefore = new BigInt64Array(before.buffer);
    const pairsNext = new BigInt64Array(next.buffer);
    const { width: stride, height: lines } = this.size;
    const blueShift = 16 - redShift;
    const allPixels = stride * lines;
    for (let line = y; line < y + height; line += 2) {
      let at = line * stride + x;
      let color = allPixels + ((line >> 1) * stride + x) / 2;
      for (const end = at + width; at < end; at += 2, color += 1) {
        const pair = at >> 1;
        const below = (at + stride) >> 1;
        if (pairsBefore[pair] === pairsNext[pair] && pairsBefore[below] === pairsNext[below]) continue;
        const a = next[at] as number;
        const b = next[at + 1] as number;
        const c = next[at + stride] as number;
        const d = next[at + stride + 1] as number;
        if (a === b && a === c && a === d) {
          const luma = brightness(a, redShift, blueShift);
          data[at] = luma;
          data[at + 1] = luma;
          data[at + stride] = luma;
          data[at + stride + 1] = luma;
        } else {
          data[at] = brightness(a, redShift, blueShift);
          data[at + 1] = brightness(b, redShift, blueShift);
          data[at + stride] = brightness(c, redShift, blueShift);
          data[at + stride + 1] = brightness(d, redShift, blueShift);
        }
        const red = meanOf(a, b, c, d, redShift);
        const green = meanOf(a, b, c, d, 8);
        const blue = meanOf(a, b, c, d, blueShift);
        data[color] = (112 * blue - 74 * green - 38 * red + 0x8080) >> 8;
        data[color + allPixels / 4] = (112 * red - 94 * green - 18 * blue + 0x8080) >> 8;
      }
    }
  }
}

function brightness(pixel: number, redShift: number, blueShift: number): number {
  return (
    (66 * ((pixel >> redShift) & 255) + 129 * ((pixel >> 8) & 255) + 25 * ((pixel >> blueShift) & 255) + 0x1080) >> 8
  );
}

function meanOf(a: number, b: number, c: number, d: number, shift: number): number {
  return (((a >> shift) & 255) + ((b >> shift) & 255) + ((c >> shift) & 255) + ((d >> shift) & 255) + 2) >> 2;
}
