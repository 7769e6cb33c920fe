import type { Instant, Toggle, ToggleStretch } from '../../../domain/history/records';
import type { ToggleState } from './toggleStates';

interface OpenToggle extends Toggle {
  on: ToggleStretch[] | null;
}

/**
 * Follows the toggles of a repository from commit to commit. A toggle exists from the commit that added it until the one
 * that removed it, whichever file lists it; inside lie the stretches in which it was on.
 */
export class ToggleIntervals {
  readonly #open = new Map<string, OpenToggle>();
  readonly #gone: Toggle[] = [];

  constructor(private readonly material: string) {}

  /** The toggles there are after a commit. Clocks may run backwards between two commits; a stretch never does. */
  take(states: ReadonlyMap<string, ToggleState>, commit: { revision: string; at: Instant; origin: string }): void {
    for (const [name, toggle] of this.#open) {
      if (states.has(name)) continue;
      this.#open.delete(name);
      this.#gone.push(ended(toggle, commit.at));
    }
    for (const [name, state] of states) {
      const toggle = this.#open.get(name) ?? this.#begin(name, commit);
      toggle.owner = state.owner ?? toggle.owner;
      turn(toggle, state.on, commit.at);
    }
  }

  get names(): string[] {
    return [...this.#open.keys()];
  }

  /** All of them, those still there with an open end; in order of time, then name. */
  all(): Toggle[] {
    const toggles = [...this.#gone, ...this.#open.values()];
    return toggles.sort((a, b) => a.from - b.from || (a.id < b.id ? -1 : 1));
  }

  #begin(name: string, { revision, at, origin }: { revision: string; at: Instant; origin: string }): OpenToggle {
    const id = `${this.material}/${name}@${revision.slice(0, 12)}`;
    const toggle: OpenToggle = {
      record: 'toggle',
      source: '',
      id,
      name,
      from: at,
      to: null,
      on: null,
      owner: null,
      origin,
    };
    this.#open.set(name, toggle);
    return toggle;
  }
}

function turn(toggle: OpenToggle, on: boolean | null, at: Instant): void {
  if (on === null) return;
  toggle.on ??= [];
  const last = toggle.on.at(-1);
  const isOn = last?.to === null;
  if (on && !isOn) toggle.on.push({ from: Math.max(at, last?.to ?? toggle.from), to: null });
  if (!on && isOn) last.to = Math.max(at, last.from);
}

function ended(toggle: OpenToggle, at: Instant): Toggle {
  const to = Math.max(toggle.from, at, ...(toggle.on ?? []).map((stretch) => stretch.to ?? stretch.from));
  return { ...toggle, to, on: toggle.on?.map((stretch) => ({ from: stretch.from, to: stretch.to ?? to })) ?? null };
}
