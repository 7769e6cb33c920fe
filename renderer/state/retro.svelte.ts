import { applyEdit, editLabel, type RetroEdit } from '../../main/domain/retro/edits';
import type { MapOrder, RetroState } from '../../main/ipc/messages/retro';
import type { Result } from '../../main/ipc/contract';
import { ask } from './ask';
import { toasts } from './toasts.svelte';

/** The retro that is open: the user's work and the facts computed from its history. */
class CurrentRetro {
  now = $state.raw<RetroState | null>(null);
  /** Edits on their way to the main process. */
  pending = $state(0);
  #queue: Promise<unknown> = Promise.resolve();

  get milestones() {
    return (this.now?.retro.milestones ?? []).filter((one) => one.status !== 'dismissed');
  }

  /** Those the team tells; suggestions are not among them. */
  get accepted() {
    return this.milestones.filter((one) => one.status === 'accepted');
  }

  async open(name: string): Promise<boolean> {
    return this.#take(await ask(window.shiplapse.openRetro({ retro: name })));
  }

  async openExample(): Promise<boolean> {
    return this.#take(await ask(window.shiplapse.openExample()));
  }

  /** Shown at once, then kept: a failed save says so and shows what is really kept. */
  edit(edit: RetroEdit): Promise<void> {
    const before = this.now;
    const after = before && applyEdit(before.retro, edit);
    if (!before || !after) return Promise.resolve();
    this.now = { ...before, retro: after.retro, undo: editLabel(edit), redo: null };
    return this.#send(() => window.shiplapse.edit({ retro: before.retro.name, edit }));
  }

  /** How the map is drawn: no edit of the team's work, so it is in no journal. */
  async arrangeMap(order: MapOrder): Promise<void> {
    const name = this.now?.retro.name;
    if (name) await this.#send(() => window.shiplapse.arrangeMap({ retro: name, order }));
  }

  /** Of several values people wrote for one field, the one to keep: named by its write. */
  async settle(write: string): Promise<void> {
    const name = this.now?.retro.name;
    if (name) await this.#send(() => window.shiplapse.settle({ retro: name, write }));
  }

  /** A change that the main process makes by itself, in turn with the edits. Null where it failed. */
  async change<T extends { state: RetroState }>(call: () => Promise<Result<T>>): Promise<T | null> {
    const kept: { outcome: T | null } = { outcome: null };
    await this.#send(async () => {
      const result = await call();
      if (!result.ok) return result;
      kept.outcome = result.value;
      return { ok: true, value: result.value.state };
    });
    return kept.outcome;
  }

  async undo(): Promise<void> {
    const label = this.now?.undo;
    if (!this.now || !label) return;
    const { name } = this.now.retro;
    await this.#send(() => window.shiplapse.undo({ retro: name }));
    toasts.say(`Undone: ${label}.`);
  }

  async redo(): Promise<void> {
    const label = this.now?.redo;
    if (!this.now || !label) return;
    const { name } = this.now.retro;
    await this.#send(() => window.shiplapse.redo({ retro: name }));
    toasts.say(`Done again: ${label}.`);
  }

  /** Once every edit made so far is kept, or has said that it could not be: who reads what is kept waits for it. */
  async kept(): Promise<void> {
    await this.#queue;
  }

  /** One call after the other, so that answers arrive in the order of the edits. */
  #send(call: () => Promise<Result<RetroState>>): Promise<void> {
    this.pending += 1;
    const sent = this.#queue.then(async () => {
      const name = this.now?.retro.name;
      const state = await ask(call());
      this.pending -= 1;
      // While more edits wait, the shown retro is ahead of this answer: only the last one is taken.
      if (state && this.pending === 0 && name === state.retro.name) this.#show(state);
      if (!state && name) await this.open(name);
    });
    this.#queue = sent.catch(() => undefined);
    return sent;
  }

  #take(state: RetroState | null): boolean {
    if (!state) return false;
    this.#show(state);
    return true;
  }

  #show(state: RetroState): void {
    this.now = state;
    if (state.facts.laidOutAnew)
      toasts.say('So much is new that the map was laid out anew: what you knew may stand elsewhere now.');
  }
}

export const current = new CurrentRetro();
