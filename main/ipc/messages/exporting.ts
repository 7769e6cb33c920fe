import type { RetroFacts } from '../../domain/analysis/facts';
import type { Deck } from '../../domain/deck/deck';
import type { FilmOrder } from '../../domain/film/order';
import type { FilmPlot } from '../../domain/film/plot';

export const exportFormats = ['pptx', 'pdf', 'html', 'png', 'csv', 'md'] as const;
export type ExportFormat = (typeof exportFormats)[number];

/** Everything the hidden window needs to draw a deck. */
export interface ExportPage {
  deck: Deck;
  facts: RetroFacts;
  theme: 'projector' | 'dark';
}

/** Everything the hidden window needs to make a film. */
export interface FilmPage {
  facts: RetroFacts;
  plot: FilmPlot;
  order: FilmOrder;
}

/** What making a film took. */
export interface FilmReport {
  /** Frames of the film, and how many of them had to be drawn and encoded: one that looks like the last only lasts longer. */
  frames: number;
  drawn: number;
  /** In milliseconds, from the first frame to the last byte. */
  tookMs: number;
}

export interface ExportOrder {
  retro: string;
  format: ExportFormat;
  /** PowerPoint only: the film on a slide of its own, to be played there. */
  withFilm: boolean;
}

export interface ExportProgress {
  done: number;
  total: number;
  label: string;
}

export interface ExportOutcome {
  /** Names the written file for `showInFolder`. */
  handle: string;
  name: string;
  bytes: number;
}
