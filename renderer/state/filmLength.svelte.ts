import { filmLengths, type FilmLength } from '../../main/domain/film/film';

const key = 'shiplapse.filmLength';

/** How long the whole history takes to play, in the window and on slides; remembered on this machine. */
class FilmLengthChoice {
  now = $state<FilmLength>(read());

  choose(length: FilmLength): void {
    this.now = length;
    localStorage.setItem(key, String(length));
  }
}

export const filmLength = new FilmLengthChoice();

function read(): FilmLength {
  // An exported page opened from disk may have no storage.
  try {
    return filmLengths.find((length) => String(length) === localStorage.getItem(key)) ?? 60;
  } catch {
    return 60;
  }
}
