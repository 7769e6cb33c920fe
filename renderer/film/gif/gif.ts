import type { FilmSize } from '../layOutFilm';
import { ByteWriter, writeLzw } from './lzw';
import { transparentIndex, type GifPalette } from './palette';

/** GIF89a that plays for ever, with one palette for all frames. */
export function gifHeader({ width, height }: FilmSize, palette: GifPalette): Uint8Array {
  const out = new ByteWriter();
  out.all([...'GIF89a'].map((letter) => letter.charCodeAt(0)));
  out.short(width);
  out.short(height);
  out.all([0xf7, 0, 0]);
  out.all(palette.bytes);
  out.all([0x21, 0xff, 11, ...[...'NETSCAPE2.0'].map((letter) => letter.charCodeAt(0)), 3, 1, 0, 0, 0]);
  return out.bytes;
}

export const gifTrailer = Uint8Array.of(0x3b);

/** A frame as the part of it that differs from the one before; what is alike inside that part is see-through. */
export function gifFrame(
  pixels: Uint8Array,
  before: Uint8Array | null,
  size: FilmSize,
  hundredths: number,
): Uint8Array {
  const box = before ? changedBox(pixels, before, size) : { left: 0, top: 0, width: size.width, height: size.height };
  const out = new ByteWriter();
  out.all([0x21, 0xf9, 4, 0x05]);
  out.short(Math.min(65_535, Math.max(2, Math.round(hundredths))));
  out.all([transparentIndex, 0]);
  out.byte(0x2c);
  for (const value of [box.left, box.top, box.width, box.height]) out.short(value);
  out.byte(0);
  const part = new Uint8Array(box.width * box.height);
  for (let y = 0; y < box.height; y++)
    for (let x = 0; x < box.width; x++) {
      const from = (box.top + y) * size.width + box.left + x;
      const pixel = pixels[from] as number;
      part[y * box.width + x] = before?.[from] === pixel ? transparentIndex : pixel;
    }
  writeLzw(out, part);
  return out.bytes;
}

export function toIndices(picture: Uint8ClampedArray, palette: GifPalette): Uint8Array {
  const indices = new Uint8Array(picture.length / 4);
  for (let index = 0; index < indices.length; index++)
    indices[index] = palette.indexOf(
      picture[index * 4] as number,
      picture[index * 4 + 1] as number,
      picture[index * 4 + 2] as number,
    );
  return indices;
}

/** One pixel where nothing changed: a frame must have some. */
function changedBox(
  pixels: Uint8Array,
  before: Uint8Array,
  { width, height }: FilmSize,
): { left: number; top: number; width: number; height: number } {
  let [left, top, right, bottom] = [width, height, -1, -1];
  for (let y = 0; y < height; y++)
    for (let x = 0; x < width; x++) {
      if (pixels[y * width + x] === before[y * width + x]) continue;
      left = Math.min(left, x);
      right = Math.max(right, x);
      top = Math.min(top, y);
      bottom = y;
    }
  if (right < 0) return { left: 0, top: 0, width: 1, height: 1 };
  return { left, top, width: right - left + 1, height: bottom - top + 1 };
}
