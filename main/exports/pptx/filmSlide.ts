import { readFile } from 'node:fs/promises';
import path from 'node:path';
import type PptxGenJS from 'pptxgenjs';
import type { Slide } from '../../domain/deck/deck';
import { cleanText } from './cleanText';
import { drawFrame } from './frame';
import { page } from './look';

/** Files of a film that goes into a presentation. */
export interface DeckFilm {
  file: string;
  poster: string;
}

/** The film over a whole slide of its own, with its poster until it is played; under it the title, for outline and screen readers. */
export async function addFilmSlide(file: PptxGenJS, slide: Slide, zone: string, film: DeckFilm): Promise<void> {
  const extension = path.extname(film.file).slice(1);
  const [bytes, poster] = await Promise.all([readFile(film.file), readFile(film.poster)]);
  const target = file.addSlide({ masterName: 'Story' });
  drawFrame(target, slide, zone);
  target.addMedia({
    type: 'video',
    data: `video/${extension};base64,${bytes.toString('base64')}`,
    extn: extension,
    cover: `data:image/png;base64,${poster.toString('base64')}`,
    x: 0,
    y: 0,
    w: page.width,
    h: page.height,
    objectName: cleanText(`Film: ${slide.headline}`),
  });
}
