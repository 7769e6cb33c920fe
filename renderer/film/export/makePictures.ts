import { readableSecond, type Film } from '../../../main/domain/film/film';
import { drawFilmFrame } from '../drawFilmFrame';
import { drawContactSheet, sheetSize } from '../drawContactSheet';
import { newLayer } from '../layer';
import { draw, shotsOf, type Maker } from './making';

export async function pngOf(canvas: OffscreenCanvas): Promise<Uint8Array> {
  const blob = await canvas.convertToBlob({ type: 'image/png' });
  return new Uint8Array(await blob.arrayBuffer());
}

/** The frame that stands for the film where it does not play: the last milestone told, with all that had come by then. */
export function posterSeconds(film: Film): number {
  const last = film.chapters.at(-1);
  return last ? readableSecond(last) : Math.max(0, film.seconds - film.closingSeconds - 0.05);
}

export const makePoster: Maker = async (making) => {
  draw(making, posterSeconds(making.film));
  await making.sink.write(0, 0, await pngOf(making.canvas));
  return { frames: 1, drawn: 1 };
};

/** One picture a frame, so that any other program can cut them. */
export const makeFrames: Maker = async (making) => {
  const { canvas, film, fps, sink } = making;
  const frames = Math.round(film.seconds * fps);
  const shots = shotsOf(film, fps);
  for (const { first, count } of shots) {
    draw(making, first / fps);
    const png = await pngOf(canvas);
    for (let frame = first; frame < first + count; frame += 1) await sink.write(frame, 0, png);
    sink.progress(first + count, frames);
  }
  return { frames, drawn: shots.length };
};

/** The milestones side by side, as one looks at a film on paper. */
export const makeSheet: Maker = async ({ facts, film, theme, size, sink }) => {
  const { canvas, context } = newLayer(sheetSize(film, size), true);
  drawContactSheet(context, film, size, theme, (target, seconds, cell) => {
    drawFilmFrame(target, facts, film, seconds, cell, theme, { settled: true });
  });
  await sink.write(0, 0, await pngOf(canvas));
  return { frames: 1, drawn: 1 };
};
