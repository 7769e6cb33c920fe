import { mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { usualOrder, type FilmOrder } from '../../domain/film/order';
import type { ExportPage } from '../../ipc/messages/exporting';
import type { DeckFilm } from '../pptx/filmSlide';
import type { Photographing } from '../photographing';
import { exportFilm } from './exportFilm';

/** What a presentation carries: small enough to be mailed, in what PowerPoint plays. */
export const deckFilmOrder: FilmOrder = { ...usualOrder, format: 'mp4', seconds: 30, size: '720p' };

/** Makes the film for a presentation in a folder of its own, hands it over, and sweeps the folder away. */
export async function withFilmForDeck<T>(
  page: Pick<ExportPage, 'deck' | 'facts'>,
  how: Pick<Photographing, 'signal' | 'progress'>,
  work: (film: DeckFilm) => Promise<T>,
): Promise<T> {
  const folder = await mkdtemp(path.join(os.tmpdir(), 'shiplapse-film-'));
  try {
    const file = path.join(folder, 'film.mp4');
    await exportFilm(page, deckFilmOrder, file, how);
    return await work({ file, poster: path.join(folder, 'film.poster.png') });
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
