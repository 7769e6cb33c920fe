import { filmDone, filmPageFor, filmProgress, takeFilmBytes } from '../exports/film/filmWindow';
import type { Handlers } from './answerCalls';

/** Answers the hidden windows that make films, and no other. */
export const filmHandlers: Pick<Handlers, 'filmPage' | 'filmBytes' | 'filmProgress' | 'filmDone'> = {
  filmPage: async (_, { contentsId }) => Promise.resolve(filmPageFor(contentsId)),
  filmBytes: (piece, { contentsId }) => takeFilmBytes(contentsId, piece),
  filmProgress: async (progress, { contentsId }) => Promise.resolve(filmProgress(contentsId, progress)),
  filmDone: async (done, { contentsId }) => Promise.resolve(filmDone(contentsId, done)),
};
