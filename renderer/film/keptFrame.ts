import { Damage } from './damage';
import { newLayer, type Layer } from './layer';
import type { FilmSize } from './layOutFilm';
import type { PlotPictures } from './drawPlot';

/** What is painted as a whole where it is another. */
export type Part = 'head' | 'legend' | 'clock' | 'labels';

/**
 * What a canvas shows, kept so that of the next frame only what is another is painted. One for each canvas. With and without it every
 * frame is the same pixels, whichever frame was there before.
 */
export class KeptFrame {
  /** What has been painted over since its owner last cleared it. */
  readonly damage: Damage;
  /** What each part of the picture was painted from; a part that is not there must be painted. */
  readonly parts = new Map<Part, string>();
  /** Where tokens and rings are, to be painted over; null where the map is not there. */
  tokens: Damage | null = null;
  /** Where the playhead is, in pixels; null where the plot is not there. */
  playhead: number | null = null;
  /** The map without what travels, and the story under a card that comes or goes, each with what it was painted from. */
  readonly lower = new KeptLayer(this);
  readonly under = new KeptLayer(this);
  plot: PlotPictures | null = null;
  private subject: readonly unknown[] = [];

  constructor(
    readonly size: FilmSize,
    private readonly isRead: boolean,
  ) {
    this.damage = new Damage(size);
  }

  newLayer(size: FilmSize): Layer {
    return newLayer(size, this.isRead);
  }

  /** Of another history, film, theme or look nothing that is kept can be used. */
  setSubject(subject: readonly unknown[]): void {
    if (subject.length === this.subject.length && subject.every((one, index) => one === this.subject[index])) return;
    this.subject = subject;
    this.forgetPicture();
    this.lower.key = '';
    this.under.key = '';
    this.plot = null;
  }

  /** Something else was painted on the canvas. */
  forgetPicture(): void {
    this.parts.clear();
    this.tokens = null;
    this.playhead = null;
    this.damage.addAll();
  }
}

export class KeptLayer {
  key = '';
  private layer: Layer | null = null;

  constructor(private readonly frame: KeptFrame) {}

  get picture(): Layer {
    this.layer ??= this.frame.newLayer(this.frame.size);
    return this.layer;
  }
}
