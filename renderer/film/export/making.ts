import type { RetroFacts } from '../../../main/domain/analysis/facts';
import { frameKeyAt, type Film } from '../../../main/domain/film/film';
import type { FilmOrder } from '../../../main/domain/film/order';
import type { FilmReport } from '../../../main/ipc/messages/exporting';
import type { Theme } from '../../theme/theme';
import { drawFilmFrame } from '../drawFilmFrame';
import type { KeptFrame } from '../keptFrame';
import type { FilmSize } from '../layOutFilm';

/** Where what is made goes, piece by piece; each promise is kept when the piece is written. */
export interface Sink {
  write: (part: number, position: number, bytes: Uint8Array) => Promise<void>;
  progress: (done: number, total: number) => void;
}

/** All that makers of films have in common: a canvas, and how a second gets onto it. */
export interface Making {
  facts: RetroFacts;
  film: Film;
  order: FilmOrder;
  theme: Theme;
  size: FilmSize;
  fps: number;
  canvas: OffscreenCanvas;
  context: OffscreenCanvasRenderingContext2D;
  sink: Sink;
  kept: KeptFrame;
}

export type Maker = (making: Making) => Promise<Omit<FilmReport, 'tookMs'>>;

export function draw({ context, facts, film, size, theme, kept }: Making, seconds: number): void {
  drawFilmFrame(context, facts, film, seconds, size, theme, { kept });
}

/** A stretch of frames that all look alike, by number; the length of the film in frames is the sum of `count`. */
export interface Shot {
  first: number;
  count: number;
}

/** A player that jumps into a film, or waits for its next picture, is never kept waiting longer than this. */
const longestSeconds = 1;

/** Frames that look alike are drawn and encoded once: the first of them stays on for as long as they last. */
export function shotsOf(film: Film, fps: number): Shot[] {
  const shots: Shot[] = [];
  let lastKey: string | null = null;
  const frames = Math.round(film.seconds * fps);
  for (let frame = 0; frame < frames; frame += 1) {
    const key = frameKeyAt(film, frame / fps);
    const last = shots.at(-1);
    if (last && key === lastKey && last.count < fps * longestSeconds) last.count += 1;
    else shots.push({ first: frame, count: 1 });
    lastKey = key;
  }
  return shots;
}
