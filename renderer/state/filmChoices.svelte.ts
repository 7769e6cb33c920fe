import {
  filmCodecs,
  filmFormats,
  filmRates,
  filmShapes,
  filmSizes,
  filmThemes,
  usualOrder,
} from '../../main/domain/film/order';
import type { FilmOrder } from '../../main/domain/film/order';
import { filmLengths } from '../../main/domain/film/film';

const key = 'shiplapse.filmChoices';

/** What was chosen the last time a film was exported; remembered on this machine. */
class FilmChoices {
  now = $state.raw<FilmOrder>(read());

  choose(change: Partial<FilmOrder>): void {
    // A codec belongs to the format it was chosen for.
    this.now = { ...this.now, ...(change.format ? { codec: null } : {}), ...change };
    localStorage.setItem(key, JSON.stringify(this.now));
  }
}

export const filmChoices = new FilmChoices();

function read(): FilmOrder {
  const stored: unknown = JSON.parse(localStorage.getItem(key) ?? 'null');
  const kept = (typeof stored === 'object' && stored !== null ? stored : {}) as Record<string, unknown>;
  const one = <T>(allowed: readonly T[], value: unknown, usual: T): T =>
    allowed.find((each) => each === value) ?? usual;
  return {
    format: one(filmFormats, kept['format'], usualOrder.format),
    seconds: one(filmLengths, kept['seconds'], usualOrder.seconds),
    shape: one(filmShapes, kept['shape'], usualOrder.shape),
    size: one(filmSizes, kept['size'], usualOrder.size),
    fps: one(filmRates, kept['fps'], usualOrder.fps),
    theme: one(filmThemes, kept['theme'], usualOrder.theme),
    codec: one([...filmCodecs, null], kept['codec'], usualOrder.codec),
  };
}
