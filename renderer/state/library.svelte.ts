import type { Library } from '../../main/ipc/messages/library';
import { ask } from './ask';
import { toasts } from './toasts.svelte';

/** The retros there are. Null until the main process has answered. */
class LibraryState {
  now = $state.raw<Library | null>(null);

  async load(): Promise<void> {
    this.now = (await ask(window.shiplapse.library())) ?? this.now;
  }

  async remove(name: string, title: string): Promise<void> {
    const library = await ask(window.shiplapse.removeRetro({ retro: name }));
    if (!library) return;
    this.now = library;
    toasts.say(`Removed “${title}”.`, { label: 'Undo', run: () => void this.#restore(name) });
  }

  async #restore(name: string): Promise<void> {
    this.now = (await ask(window.shiplapse.restoreRetro({ retro: name }))) ?? this.now;
  }
}

export const library = new LibraryState();
