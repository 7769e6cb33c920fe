import type { Deck } from '../../main/domain/deck/deck';
import { ask } from './ask';

/** The slides drafted from the open retro, as edited. */
class DeckState {
  now = $state.raw<Deck | null>(null);
  /** Id of the slide the deck screen shows large. */
  selected = $state<string | null>(null);
  #asked = 0;

  get slide() {
    return this.now?.slides.find((slide) => slide.id === this.selected) ?? this.now?.slides[0] ?? null;
  }

  async load(retro: string): Promise<void> {
    const asked = ++this.#asked;
    const deck = await ask(window.shiplapse.deck({ retro }));
    // Edits come faster than drafts: only the newest counts.
    if (deck && asked === this.#asked) this.now = deck;
  }

  forget(): void {
    this.now = null;
    this.selected = null;
  }
}

export const deck = new DeckState();
