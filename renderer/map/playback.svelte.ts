import type { RetroFacts } from '../../main/domain/analysis/facts';
import type { Instant } from '../../main/domain/history/records';
import type { MilestoneKind } from '../../main/domain/retro/milestone';
import { buildPacing, captionAt, instantAt, secondsAt, type Pacing } from './pacing';

export interface PlaybackFlag {
  at: Instant;
  label: string;
  kind: MilestoneKind;
}

const speeds = [0.25, 0.5, 1, 1.5, 2, 4];

/** The one state of a playing map: where the film is, how fast, and whether it runs. Time comes from outside. */
export class Playback {
  readonly flags: readonly PlaybackFlag[];
  readonly from: Instant;
  readonly to: Instant;
  readonly pacing: Pacing;
  private readonly weekStarts: readonly Instant[];
  seconds = $state(0);
  isPlaying = $state(false);
  speed = $state(1);
  /** With reduced motion nothing runs: playing goes from milestone to milestone. */
  isStill = $state(false);
  readonly at: Instant = $derived.by(() => instantAt(this.pacing, this.seconds));
  readonly isAtEnd: boolean = $derived.by(() => this.seconds >= this.pacing.seconds);
  readonly caption: { kind: MilestoneKind; text: string; alpha: number } | null = $derived.by(() => {
    const spoken = captionAt(this.pacing, this.seconds);
    const flag = spoken && this.flags[spoken.flag];
    return flag ? { kind: flag.kind, text: flag.label, alpha: spoken.alpha } : null;
  });

  constructor(facts: RetroFacts, flags: readonly PlaybackFlag[], window?: { from: Instant; to: Instant }) {
    this.from = window?.from ?? facts.weeks[0]?.start ?? 0;
    this.to = window?.to ?? facts.weeks.at(-1)?.end ?? 0;
    this.flags = flags.filter(({ at }) => at >= this.from && at < this.to).sort((a, b) => a.at - b.at);
    this.weekStarts = facts.weeks.map(({ start }) => start);
    this.pacing = buildPacing(facts.evolution, facts.weeks, this.flags, this.from, this.to);
  }

  /** One animation frame of `elapsedMs`. */
  advance(elapsedMs: number): void {
    if (!this.isPlaying) return;
    this.seconds = Math.min(this.pacing.seconds, this.seconds + (elapsedMs / 1000) * this.speed);
    if (this.isAtEnd) this.isPlaying = false;
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
    this.seconds = secondsAt(this.pacing, Math.min(this.to, Math.max(this.from, at)));
  }

  toStart(): void {
    this.seconds = 0;
  }

  toEnd(): void {
    this.seconds = this.pacing.seconds;
  }

  /** A week on or back, to its start. */
  step(direction: 1 | -1): void {
    this.pause();
    const [at, close] = [this.at, 1000];
    const next =
      direction > 0
        ? this.weekStarts.find((start) => start > at + close)
        : this.weekStarts.findLast((start) => start < at - close);
    this.seek(next ?? (direction > 0 ? this.to : this.from));
  }

  /** To the next or previous milestone; false where there is none on that side. */
  jump(direction: 1 | -1): boolean {
    const [at, close] = [this.at, 1000];
    const flag =
      direction > 0
        ? this.flags.find((each) => each.at > at + close)
        : this.flags.findLast((each) => each.at < at - close);
    if (!flag) return false;
    this.seek(flag.at);
    return true;
  }

  changeSpeed(direction: 1 | -1): void {
    const index = speeds.indexOf(this.speed);
    this.speed = speeds[Math.min(speeds.length - 1, Math.max(0, index + direction))] ?? 1;
  }
}

/** Playback keys; true where the key was one of them. */
export function handlePlaybackKey(playback: Playback, key: string): boolean {
  switch (key) {
    case ' ':
      playback.toggle();
      return true;
    case ',':
      playback.step(-1);
      return true;
    case '.':
      playback.step(1);
      return true;
    case '[':
      playback.jump(-1);
      return true;
    case ']':
      playback.jump(1);
      return true;
    case '<':
      playback.changeSpeed(-1);
      return true;
    case '>':
      playback.changeSpeed(1);
      return true;
    case 'Home':
      playback.toStart();
      return true;
    case 'End':
      playback.toEnd();
      return true;
    default:
      return false;
  }
}
