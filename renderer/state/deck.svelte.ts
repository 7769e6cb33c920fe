import type { Deck } from '../../main/domain/deck/deck';
import { ask } from './ask';

/** The slides drafted from the open retro, as edited. */
class DeckState {
  now = $state.raw<Deck | null>(null);
  /** Id of the slide the deck screen shows large. */
  selected = $state<string | null>(null);

  get slide() {
    return this.now?.slides.find((slide) => slide.id === this.selected) ?? this.now?.slides[0] ?? null;
  }

  async load(retro: string): Promise<void> {
    this.now = (await ask(window.shiplapse.deck({ retro }))) ?? this.now;
  }

  forget(): void {
    this.now = null;
    this.selected = null;
  }
}

export const deck = new DeckState();
