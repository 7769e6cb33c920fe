import { gifFrame, gifHeader, gifTrailer, toIndices } from '../gif/gif';
import { buildPalette } from '../gif/palette';
import { draw, shotsOf, type Maker, type Making } from './making';

/** Pictures the palette is made from: more than this see no more colours. */
const samples = 24;

export const makeGif: Maker = async (making) => {
  const { film, fps, size, sink } = making;
  const palette = buildPalette(
    Array.from({ length: samples }, (_, index) => pictureOf(making, ((index + 0.5) / samples) * film.seconds)),
  );
  let position = 0;
  const write = async (bytes: Uint8Array): Promise<void> => {
    await sink.write(0, position, bytes);
    position += bytes.byteLength;
  };
  await write(gifHeader(size, palette));
  const shots = shotsOf(film, fps);
  const frames = Math.round(film.seconds * fps);
  let before: Uint8Array | null = null;
  for (const { first, count } of shots) {
    const pixels = toIndices(pictureOf(making, first / fps), palette);
    await write(gifFrame(pixels, before, size, (count * 100) / fps));
    before = pixels;
    sink.progress(first + count, frames);
  }
  await write(gifTrailer);
  return { frames, drawn: shots.length };
};

function pictureOf(making: Making, seconds: number): Uint8ClampedArray {
  draw(making, seconds);
  return making.context.getImageData(0, 0, making.size.width, making.size.height).data;
}
