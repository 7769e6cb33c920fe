import path from 'node:path';
import { srtOf, transcriptOf, vttOf } from '../../domain/film/captions';
import { buildFilm, type Film } from '../../domain/film/film';
import type { FilmFormat, FilmOrder } from '../../domain/film/order';
import { FailureError } from '../../failure';
import type { ExportPage, FilmPage, FilmReport } from '../../ipc/messages/exporting';
import type { Photographing } from '../photographing';
import { writeExport } from '../writeExport';
import { withFilmWindow } from './filmWindow';
import { FilmFile } from './writeFilm';

export interface FilmFiles {
  /** The film, the picture, or the first of many pictures. */
  file: string;
  /** Captions, transcript and poster that were written beside a film. */
  beside: string[];
  report: FilmReport;
}

const movies: readonly FilmFormat[] = ['webm', 'mp4'];

/** Draws and encodes the film of a deck in a hidden window, as fast as the machine can, and writes it to `target`. */
export async function exportFilm(
  { deck, facts }: Pick<ExportPage, 'deck' | 'facts'>,
  order: FilmOrder,
  target: string,
  how: Pick<Photographing, 'signal' | 'progress'>,
): Promise<FilmFiles> {
  const plot = deck.slides.find(({ map }) => map?.film !== undefined)?.map?.film;
  const film = plot && buildFilm(plot, facts, { seconds: order.seconds });
  if (!plot || !film)
    throw new FailureError('wrong_input', 'There is no history to film yet; import runs first, then export the film.');
  const page: FilmPage = { facts, plot, order };
  return order.format === 'frames' ? writeFrames(page, target, how) : writeFile(page, film, target, how);
}

async function writeFile(
  page: FilmPage,
  film: Film,
  target: string,
  { signal, progress }: Pick<Photographing, 'signal' | 'progress'>,
): Promise<FilmFiles> {
  const isMovie = movies.includes(page.order.format);
  const stem = target.slice(0, target.length - path.extname(target).length);
  const poster = `${stem}.poster.png`;
  const open = [await FilmFile.create(target), ...(isMovie ? [await FilmFile.create(poster)] : [])];
  try {
    const report = await withFilmWindow(
      {
        page,
        write: async (part, position, bytes) => {
          const file = open[part];
          if (!file) throw new FailureError('unreadable', 'The film has a part nobody asked for.');
          await file.write(bytes, position);
        },
        progress: (done, total) => {
          progress(done, total, isMovie || page.order.format === 'gif' ? 'Filming' : 'Drawing');
        },
      },
      signal,
    );
    for (const file of open) await file.keep();
    if (!isMovie) return { file: target, beside: [], report };
    const texts: [string, string][] = [
      [`${stem}.vtt`, vttOf(film)],
      [`${stem}.srt`, srtOf(film)],
      [`${stem}.transcript.md`, transcriptOf(film)],
    ];
    for (const [file, text] of texts) await writeExport(file, text);
    return { file: target, beside: [...texts.map(([file]) => file), poster], report };
  } catch (error) {
    for (const file of open) await file.discard();
    throw error;
  }
}

/** Each frame a picture of its own; what was made before a cancellation stays. */
async function writeFrames(
  page: FilmPage,
  folder: string,
  { signal, progress }: Pick<Photographing, 'signal' | 'progress'>,
): Promise<FilmFiles> {
  const nameOf = (part: number): string => path.join(folder, `frame-${String(part + 1).padStart(5, '0')}.png`);
  const report = await withFilmWindow(
    {
      page,
      write: async (part, _, bytes) => {
        await writeExport(nameOf(part), bytes);
      },
      progress: (done, total) => {
        progress(done, total, 'Drawing frames');
      },
    },
    signal,
  );
  return { file: nameOf(0), beside: [], report };
}
