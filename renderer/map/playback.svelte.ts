import type { Week } from '../../main/domain/analysis/facts';
import { captionAt, instantAt, readableSecond, secondsAt, type Chapter, type Film } from '../../main/domain/film/film';
import type { Instant } from '../../main/domain/history/records';
import type { MilestoneKind } from '../../main/domain/retro/milestone';

const speeds = [0.25, 0.5, 1, 1.5, 2, 4];
const dayMs = 86_400_000;
/** Nearer than this two moments are one: stepping on from a milestone must not find it again. */
const close = 1000;
/** The same in seconds of film. */
const soon = 0.05;

/** The one state of a playing film: where it is, how fast, and whether it runs. Time comes from outside. */
export class Playback {
  readonly film: Film;
  private readonly weekStarts: readonly Instant[];
  seconds = $state(0);
  isPlaying = $state(false);
  speed = $state(1);
  /** Begins again at its end: for a wall display. */
  loops = $state(false);
  /** With reduced motion nothing runs: playing goes from milestone to milestone. */
  isStill = $state(false);
  readonly at: Instant = $derived.by(() => instantAt(this.film, this.seconds));
  readonly isAtEnd: boolean = $derived.by(() => this.seconds >= this.film.seconds);
  readonly caption: { kind: MilestoneKind; text: string; alpha: number } | null = $derived.by(() => {
    const spoken = captionAt(this.film, this.seconds);
    return spoken && { kind: spoken.chapter.kind, text: spoken.chapter.title, alpha: spoken.alpha };
  });

  constructor(film: Film, weeks: readonly Week[]) {
    this.film = film;
    this.weekStarts = weeks.map(({ start }) => start);
  }

  get from(): Instant {
    return this.film.from;
  }

  get to(): Instant {
    return this.film.to;
  }

  /** One animation frame of `elapsedMs`. */
  advance(elapsedMs: number): void {
    if (!this.isPlaying) return;
    const next = this.seconds + (elapsedMs / 1000) * this.speed;
    if (next < this.film.seconds) this.seconds = next;
    else if (this.loops) this.seconds = 0;
    else {
      this.seconds = this.film.seconds;
      this.isPlaying = false;
    }
  }

  toggle(): void {
    if (this.isStill) {
      if (this.isAtEnd) this.toStart();
      else if (!this.jump(1)) this.toEnd();
      return;
    }
    if (!this.isPlaying && this.isAtEnd) this.seconds = 0;
    this.isPlaying = !this.isPlaying;
  }

  pause(): void {
    this.isPlaying = false;
  }

  seek(at: Instant): void {
    this.seconds = secondsAt(this.film, Math.min(this.to, Math.max(this.from, at)));
  }

  seekSeconds(seconds: number): void {
    this.seconds = Math.min(this.film.seconds, Math.max(0, seconds));
  }

  toStart(): void {
    this.seconds = 0;
  }

  toEnd(): void {
    this.seconds = this.film.seconds;
  }

  /** A week on or back, to its start. */
  step(direction: 1 | -1): void {
    this.pause();
    const { at } = this;
    const next =
      direction > 0
        ? this.weekStarts.find((start) => start > at + close)
        : this.weekStarts.findLast((start) => start < at - close);
    this.seek(next ?? (direction > 0 ? this.to : this.from));
  }

  /** A day of history on or back. */
  stepDay(direction: 1 | -1): void {
    this.pause();
    this.seek(this.at + direction * dayMs);
  }

  /** To the next or previous milestone; false where there is none on that side. */
  jump(direction: 1 | -1): boolean {
    const chapter = this.chapterTowards(direction);
    if (!chapter) return false;
    this.seconds = this.secondOf(chapter);
    return true;
  }

  get hasNext(): boolean {
    return this.chapterTowards(1) !== undefined;
  }

  private chapterTowards(direction: 1 | -1): Chapter | undefined {
    const { chapters } = this.film;
    return direction > 0
      ? chapters.find((chapter) => this.secondOf(chapter) > this.seconds + soon)
      : chapters.findLast((chapter) => this.secondOf(chapter) < this.seconds - soon);
  }

  /** Still, one comes to a milestone when all of it is there to be read; moving, as it begins. */
  private secondOf(chapter: Chapter): number {
    return this.isStill ? readableSecond(chapter) : chapter.fromSeconds;
  }

  changeSpeed(direction: 1 | -1): void {
    const index = speeds.indexOf(this.speed);
    this.speed = speeds[Math.min(speeds.length - 1, Math.max(0, index + direction))] ?? 1;
  }
}

/** Playback keys; true where the key was one of them. */
export function handlePlaybackKey(playback: Playback, key: string): boolean {
  const action = keys[key];
  action?.(playback);
  return action !== undefined;
}

const keys: Partial<Record<string, (playback: Playback) => void>> = {
  ' ': (playback) => {
    playback.toggle();
  },
  ',': (playback) => {
    playback.step(-1);
  },
  '.': (playback) => {
    playback.step(1);
  },
  '[': (playback) => void playback.jump(-1),
  ']': (playback) => void playback.jump(1),
  '<': (playback) => {
    playback.changeSpeed(-1);
  },
  '>': (playback) => {
    playback.changeSpeed(1);
  },
  Home: (playback) => {
    playback.toStart();
  },
  End: (playback) => {
    playback.toEnd();
  },
};
