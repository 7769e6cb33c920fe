import type { RetroFacts } from '../../main/domain/analysis/facts';
import { instantAt, type Film } from '../../main/domain/film/film';
import type { Instant } from '../../main/domain/history/records';
import type { Theme } from '../theme/theme';
import type { MapScene } from './drawLayers';
import type { FilmLayout, FilmSize } from './layOutFilm';
import { stripOf, type Strip } from './stripLines';
import { turnedToFit } from './uprightMap';

/** One second of a film between its cards: all that drawing depends on. */
export interface Story {
  film: Film;
  facts: RetroFacts;
  seconds: number;
  at: Instant;
  size: FilmSize;
  layout: FilmLayout;
  theme: Theme;
  map: MapScene;
  strip: Strip | null;
}

export function storyOf(
  film: Film,
  facts: RetroFacts,
  seconds: number,
  size: FilmSize,
  layout: FilmLayout,
  theme: Theme,
  settled: boolean,
): Story {
  const evolution = layout.shape === 'wide' ? facts.evolution : turnedToFit(facts.evolution, layout.map);
  const map = { evolution, facts, layout, theme, settled };
  return { film, facts, seconds, at: instantAt(film, seconds), size, layout, theme, map, strip: stripOf(facts) };
}
