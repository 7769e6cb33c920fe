import { ask } from './ask';
import { exchangeWords } from './exchangeWords';
import { current } from './retro.svelte';
import { toasts } from './toasts.svelte';

/** Exchange of notes through a folder that several people share. */
class Sharing {
  /** Of the retro asked about last: the name of its folder. */
  #known = $state.raw<{ retro: string; folder: string | null } | null>(null);
  #isExchanging = false;

  folderOf(retro: string): string | null {
    return this.#known?.retro === retro ? this.#known.folder : null;
  }

  async know(retro: string): Promise<void> {
    const result = await window.shiplapse.sharedFolder({ retro });
    // A retro that cannot be read is told by the screen that shows it.
    if (result.ok) this.#known = { retro, folder: result.value };
  }

  async chooseFolder(retro: string): Promise<void> {
    const [folder] = (await ask(window.shiplapse.pickFiles({ folder: true }))) ?? [];
    if (folder) await this.exchange(retro, folder.handle);
  }

  /** `folder` as a handle; null: the one exchanged through last. */
  async exchange(retro: string, folder: string | null): Promise<void> {
    if (this.#isExchanging) return;
    this.#isExchanging = true;
    try {
      const outcome = await current.change(() => window.shiplapse.exchange({ retro, folder }));
      if (!outcome) return;
      this.#known = { retro, folder: outcome.folder };
      const undo = { label: 'Undo', run: () => void current.undo() };
      toasts.say(exchangeWords(outcome), outcome.changes.length > 0 ? undo : null);
      for (const problem of outcome.problems.slice(0, mostProblems)) toasts.problem(problem);
    } finally {
      this.#isExchanging = false;
    }
  }
}

/** More would push each other off the screen; the first ones are mended first. */
const mostProblems = 3;

export const sharing = new Sharing();
