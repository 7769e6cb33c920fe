import { filmLengths } from '../domain/film/film';
import {
  codecOf,
  filmCodecs,
  filmRates,
  filmShapes,
  filmSizes,
  filmThemes,
  usualOrder,
  type FilmFormat,
  type FilmOrder,
} from '../domain/film/order';
import { UsageError } from './command';
import { oneOf } from './words';

/** Options that only a film understands. */
export const filmOptions = {
  seconds: { type: 'string' },
  size: { type: 'string' },
  shape: { type: 'string' },
  fps: { type: 'string' },
  theme: { type: 'string' },
  codec: { type: 'string' },
  film: { type: 'string' },
} as const;

type FilmWords = Partial<Record<keyof typeof filmOptions, string | undefined>>;

export const filmUsage =
  '  video   PATH ending in .webm (VP9) or .mp4 (H.264, where this machine encodes it), with captions, transcript and\n' +
  '          poster beside it: [--seconds 30|60|120] [--shape 16:9|1:1|9:16] [--size 720p|1080p|1440p|2160p]\n' +
  '          [--fps 30|60] [--theme light|dark] [--codec vp9|av1|h264]\n' +
  '  gif     the same film, small, for chats and wikis\n' +
  '  png     with --film frames: a folder of all frames; --film sheet: the milestones on one sheet; --film poster: one frame\n';

/** The film that was asked for; null where these words ask for none. */
export function filmOrderOf(as: string | undefined, out: string, words: FilmWords): FilmOrder | null {
  const format = formatOf(as, out, words.film);
  if (!format) {
    const given = Object.keys(filmOptions).find((option) => words[option as keyof FilmWords] !== undefined);
    if (given !== undefined) throw new UsageError(`--${given} goes with --as video, gif, or png with --film.`);
    return null;
  }
  // A GIF of a minute is a burden to whoever gets it; half a minute is the usual length there.
  const seconds = oneOf(words.seconds, '--seconds', filmLengths.map(String)) ?? (format === 'gif' ? '30' : '60');
  const order: FilmOrder = {
    format,
    seconds: filmLengths.find((length) => String(length) === seconds) ?? usualOrder.seconds,
    shape: oneOf(words.shape, '--shape', filmShapes) ?? usualOrder.shape,
    size: oneOf(words.size, '--size', filmSizes) ?? usualOrder.size,
    fps: oneOf(words.fps, '--fps', filmRates.map(String)) === '60' ? 60 : 30,
    theme: oneOf(words.theme, '--theme', filmThemes) ?? usualOrder.theme,
    codec: oneOf(words.codec, '--codec', filmCodecs) ?? null,
  };
  if (codecOf(order) === null) throw new UsageError(`A file that ends in .${format} cannot hold ${order.codec ?? ''}.`);
  return order;
}

function formatOf(as: string | undefined, out: string, film: string | undefined): FilmFormat | null {
  if (as === 'gif') return 'gif';
  if (as === 'png') return oneOf(film, '--film', ['frames', 'sheet', 'poster'] as const) ?? null;
  if (as !== 'video') return null;
  if (/\.webm$/i.test(out)) return 'webm';
  if (/\.mp4$/i.test(out)) return 'mp4';
  throw new UsageError('--out of a video ends in .webm or .mp4.');
}
