import type { RetroFacts } from '../../main/domain/analysis/facts';
import { buildFilm } from '../../main/domain/film/film';
import { sentenceOf, type Passage, type PlotMilestone } from '../../main/domain/film/plot';
import type { Instant } from '../../main/domain/history/records';
import type { Milestone } from '../../main/domain/retro/milestone';
import { bucketAt, pan, reveal, zoom, type View } from '../controls/time/timeScale';
import { Playback } from '../map/playback.svelte';
import { filmLength } from './filmLength.svelte';
import { look } from './look.svelte';

/** The one moment map, timeline and numbers all show, and the stretch of time on the screen. */
class Playhead {
  /** Null until a history is there. */
  film = $state.raw<Playback | null>(null);
  view = $state.raw<View>({ from: 0, to: 1 });
  bounds = $state.raw<View>({ from: 0, to: 1 });
  /** Index of the week under the pointer. */
  hovered = $state<number | null>(null);
  #weeks = $state.raw<RetroFacts['weeks']>([]);

  get at(): Instant {
    return this.film?.at ?? this.bounds.from;
  }

  /** Week that is spoken of: the one under the pointer, else the one of the playhead. -1 for none. */
  get week(): number {
    return this.hovered ?? bucketAt(this.#weeks, Math.min(this.at, this.bounds.to - 1));
  }

  /**
   * Takes a history with its milestones. Where the playhead still fits it stays, so that an edit or an import does not
   * throw it about; a retro that was just opened stands at its end, where the map is whole.
   */
  take(
    facts: RetroFacts,
    milestones: readonly Milestone[],
    { passages = [], fresh = false }: { passages?: Passage[]; fresh?: boolean } = {},
  ): void {
    const [first, last] = [facts.weeks[0], facts.weeks.at(-1)];
    if (!first || !last) {
      this.film = null;
      return;
    }
    const before = fresh ? null : this.film;
    const [at, isPlaying, speed] = [before?.at ?? last.end, before?.isPlaying ?? false, before?.speed ?? 1];
    const same = before !== null && first.start === this.bounds.from && last.end === this.bounds.to;
    this.#weeks = facts.weeks;
    this.bounds = { from: first.start, to: last.end };
    if (!same) this.view = this.bounds;
    this.hovered = null;
    const plot = { title: '', illustrative: false, milestones: milestones.map(plotMilestone), passages, ends: null };
    const built = buildFilm(plot, facts, {
      seconds: filmLength.now,
      cards: false,
      window: { from: first.start, to: last.end },
    });
    if (!built) return;
    const film = new Playback(built, facts.weeks);
    film.seek(at);
    film.speed = speed;
    film.isPlaying = isPlaying;
    film.isStill = look.reduced;
    this.film = film;
  }

  go(at: Instant): void {
    this.film?.seek(at);
    this.follow();
  }

  /** Moves the view just so far that the playhead is in it. */
  follow(): void {
    const view = reveal(this.view, this.bounds, this.at);
    if (view !== this.view) this.view = view;
  }

  /** Weeks on or back, to the start of the week. */
  step(weeks: number): void {
    this.pause();
    const now = bucketAt(this.#weeks, Math.min(this.at, this.bounds.to - 1));
    const week = this.#weeks[Math.min(this.#weeks.length - 1, Math.max(0, now + weeks))];
    if (week) this.go(week.start);
  }

  zoom(factor: number, about: Instant = this.at): void {
    this.view = zoom(this.view, this.bounds, factor, about);
  }

  pan(byMs: number): void {
    this.view = pan(this.view, this.bounds, byMs);
  }

  fit(): void {
    this.view = this.bounds;
  }

  pause(): void {
    this.film?.pause();
  }
}

function plotMilestone(one: Milestone): PlotMilestone {
  return { at: one.at, kind: one.kind, title: one.title, sentence: sentenceOf(one) };
}

export const playhead = new Playhead();
