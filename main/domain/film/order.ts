import type { FilmLength } from './film';

/** What is made of a film: a moving picture, single pictures, or one sheet of its milestones. */
export const filmFormats = ['webm', 'mp4', 'gif', 'frames', 'sheet', 'poster'] as const;
export type FilmFormat = (typeof filmFormats)[number];

export const filmShapes = ['16:9', '1:1', '9:16'] as const;
export type FilmShape = (typeof filmShapes)[number];

/** Named by the shorter side, as televisions are. */
export const filmSizes = ['720p', '1080p', '1440p', '2160p'] as const;
export type FilmSizeName = (typeof filmSizes)[number];

export const filmRates = [30, 60] as const;
export type FilmRate = (typeof filmRates)[number];

export const filmThemes = ['light', 'dark'] as const;
export type FilmTheme = (typeof filmThemes)[number];

export const filmCodecs = ['vp9', 'av1', 'h264'] as const;
export type FilmCodec = (typeof filmCodecs)[number];

export interface FilmOrder {
  format: FilmFormat;
  seconds: FilmLength;
  shape: FilmShape;
  size: FilmSizeName;
  fps: FilmRate;
  theme: FilmTheme;
  /** WebM takes `vp9` and `av1`, MP4 `h264` and `av1`; null for the usual one of the format. */
  codec: FilmCodec | null;
}

export const usualOrder: FilmOrder = {
  format: 'webm',
  seconds: 60,
  shape: '16:9',
  size: '1080p',
  fps: 30,
  theme: 'light',
  codec: null,
};

/** GIFs are for chats and wikis: this much is what such places take, and more colours or frames would not help them. */
const gifSide = 640;
export const gifRate = 10;

/** Pixels of a frame. Both sides are even, as every encoder wants them. */
export function pixelsOf({ format, shape, size }: Pick<FilmOrder, 'format' | 'shape' | 'size'>): {
  width: number;
  height: number;
} {
  const short = Number.parseInt(size, 10);
  const long = (short * 16) / 9;
  const full =
    shape === '1:1'
      ? { width: short, height: short }
      : shape === '16:9'
        ? { width: long, height: short }
        : { width: short, height: long };
  const scale = format === 'gif' ? Math.min(1, gifSide / Math.max(full.width, full.height)) : 1;
  return { width: even(full.width * scale), height: even(full.height * scale) };
}

export function rateOf({ format, fps }: Pick<FilmOrder, 'format' | 'fps'>): number {
  return format === 'gif' ? gifRate : fps;
}

/** The usual codec of a format, or the one asked for; null where the format cannot hold it. */
export function codecOf({ format, codec }: Pick<FilmOrder, 'format' | 'codec'>): FilmCodec | null {
  if (format === 'mp4') return codec === 'vp9' ? null : (codec ?? 'h264');
  return codec === 'h264' ? null : (codec ?? 'vp9');
}

/** What the file or folder is called at its end. */
export const filmEndings: Record<FilmFormat, string> = {
  webm: '.webm',
  mp4: '.mp4',
  gif: '.gif',
  frames: '-frames',
  sheet: '-sheet.png',
  poster: '-poster.png',
};

function even(pixels: number): number {
  return Math.round(pixels / 2) * 2;
}
