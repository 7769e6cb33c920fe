import type { Moved } from '../../main/domain/analysis/promises/whatMoved';
import type { Target } from '../../main/domain/retro/environmentMap';
import type { ActionMetric } from '../../main/domain/retro/milestone';
import type { RetroState } from '../../main/ipc/messages/retro';
import { actionText, measuredName } from './actionWords';
import { ask } from './ask';
import { current } from './retro.svelte';
import { toasts } from './toasts.svelte';

/** Actions tied to numbers: made of a gap, and looked at when newer history is there. */
class Promises {
  /** What moved since the retro before, of the retro that is open. */
  moved = $state.raw<Moved[]>([]);
  /** Whether the panel is shown: it is when a retro opens and there is something to tell. */
  open = $state(false);
  #asked = 0;
  #history = '';
  #actions = '';

  /**
   * Looks again where something changed: newer history opens the panel, where there is anything to tell; a change of
   * actions leaves it as it was.
   */
  async look({ retro, facts }: RetroState): Promise<void> {
    const [history, actions] = [JSON.stringify([retro.name, facts.coverage]), JSON.stringify(retro.actions)];
    const isNew = history !== this.#history;
    if (!isNew && actions === this.#actions) return;
    if (isNew) this.forget();
    [this.#history, this.#actions] = [history, actions];
    const asked = ++this.#asked;
    const answer = await window.shiplapse.moved({ retro: retro.name });
    if (asked !== this.#asked || !answer.ok) return;
    this.moved = answer.value;
    this.open = this.moved.length > 0 && (isNew || this.open);
  }

  forget(): void {
    [this.moved, this.open, this.#history, this.#actions] = [[], false, '', ''];
  }

  /** Makes an action of the gap between a target and where the number stands now. */
  async act(target: Target): Promise<void> {
    const metric = await this.#metricOf(target);
    if (!metric) return;
    const id = newActionId();
    const action = { id, text: actionText(metric), owner: '', due: target.by, metric };
    await current.edit({ type: 'addAction', action });
    toasts.say(`Added to the actions on the last slide: ${measuredName(metric)}.`);
  }

  /** Ties an action to the number of a target, as it stands now. */
  async tie(action: string, target: Target | undefined): Promise<void> {
    const metric = target && (await this.#metricOf(target));
    if (metric) await current.edit({ type: 'changeAction', id: action, change: { metric } });
  }

  async #metricOf({ measure, environment, pipeline, value: target }: Target): Promise<ActionMetric | null> {
    const retro = current.now?.retro.name;
    if (retro === undefined) return null;
    const of = { measure, environment, pipeline: pipeline ?? null };
    const standing = await ask(window.shiplapse.standing({ retro, of }));
    if (!standing) return null;
    const { value, n, from, to, knownTo } = standing;
    return { ...of, value, n, from, to, knownTo, target };
  }
}

/** Ids sort by the time they were made, so that the list keeps the order in which things were said. */
export function newActionId(): string {
  return `${Date.now().toString(36)}-${crypto.randomUUID().slice(0, 8)}`;
}

export const promises = new Promises();
