import { handlePlaybackKey, type Playback } from '../map/playback.svelte';
import type { PresentCommand } from './presentKeys';

/** The state of a show: which slide, and what lies over it. One owner; the screen only draws it. */
export class Presentation {
  index = $state(0);
  /** Digits typed so far, for Enter. */
  typed = $state('');
  isAsking = $state(false);
  blank = $state<'black' | 'white' | null>(null);
  layer = $state<'overview' | 'help' | null>(null);
  showsNotes = $state(false);
  showsTimer = $state(false);
  isStill = $state(false);
  private readonly count: () => number;
  private readonly leave: () => void;
  private readonly toggleFullScreen: () => void;

  constructor(start: number, surroundings: { count: () => number; leave: () => void; toggleFullScreen: () => void }) {
    this.index = start;
    this.count = surroundings.count;
    this.leave = surroundings.leave;
    this.toggleFullScreen = surroundings.toggleFullScreen;
  }

  goTo(index: number): void {
    this.index = Math.max(0, Math.min(this.count() - 1, index));
    this.typed = '';
    this.isAsking = false;
    this.layer = null;
  }

  obey(command: PresentCommand, film: Playback | null): void {
    // On a black or white screen the first key only brings the slide back.
    if (this.blank !== null && command.kind !== 'toggle') {
      this.blank = null;
      return;
    }
    switch (command.kind) {
      case 'nextSlide':
        this.goTo(this.index + 1);
        return;
      case 'back':
        this.goTo(this.index - 1);
        return;
      case 'first':
      case 'restart':
        this.goTo(0);
        return;
      case 'last':
        this.goTo(this.count() - 1);
        return;
      case 'jump':
        this.goTo(command.number - 1);
        return;
      case 'digit':
        this.typed = `${this.typed}${command.digit}`.slice(-3);
        return;
      case 'playback':
        if (film) handlePlaybackKey(film, command.key);
        return;
      case 'toggle':
        this.toggle(command.what, film);
        return;
      case 'close':
        this.close();
        return;
      default:
        command satisfies never;
    }
  }

  /** Escape takes away one thing at a time: what lies over the slide, a half-typed number, the show. */
  private close(): void {
    if (this.layer !== null) this.layer = null;
    else if (this.isAsking || this.typed !== '') {
      this.isAsking = false;
      this.typed = '';
    } else this.leave();
  }

  private toggle(what: Extract<PresentCommand, { kind: 'toggle' }>['what'], film: Playback | null): void {
    switch (what) {
      case 'black':
      case 'white':
        this.blank = this.blank === what ? null : what;
        return;
      case 'overview':
      case 'help':
        this.layer = this.layer === what ? null : what;
        return;
      case 'notes':
        this.showsNotes = !this.showsNotes;
        return;
      case 'timer':
        this.showsTimer = !this.showsTimer;
        return;
      case 'motion':
        this.isStill = !this.isStill;
        film?.pause();
        if (film) film.isStill = this.isStill;
        return;
      case 'goTo':
        this.isAsking = !this.isAsking;
        return;
      case 'fullScreen':
        this.toggleFullScreen();
        return;
      default:
        what satisfies never;
    }
  }
}
