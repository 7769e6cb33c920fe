import type { Suggestion } from '../../main/domain/analysis/suggestions/detected';
import type { Instant } from '../../main/domain/history/records';
import type { Milestone } from '../../main/domain/retro/milestone';
import type { Suggestions } from '../../main/ipc/messages/retro';
import { decide, neighbourOf } from './decisions';
import { playhead } from './playhead.svelte';
import { current } from './retro.svelte';
import { selection } from './selection.svelte';
import { settings } from './settings.svelte';
import { toasts } from './toasts.svelte';

/** What the data suggests for the open retro, and what people decide about it. It comes after the retro is on the screen. */
class Suggesting {
  found = $state.raw<Suggestions | null>(null);
  looking = $state(false);
  /** Why nothing could be found out, in a sentence. */
  problem = $state<string | null>(null);
  /** Whether the panel is shown beside the picture. */
  open = $state(false);
  showsWeaker = $state(false);
  selectedId = $state<string | null>(null);
  /** Shown while a marker is dragged; nothing is decided yet. */
  dragged = $state.raw<{ id: string; at: Instant } | null>(null);
  #retro: string | null = null;
  #asked = 0;

  /** Strongest first; what was just decided is gone at once. */
  get strong(): readonly Suggestion[] {
    return this.#undecided(this.found?.suggestions ?? []);
  }

  get weaker(): readonly Suggestion[] {
    return this.#undecided(this.found?.weaker ?? []);
  }

  get shown(): readonly Suggestion[] {
    return this.showsWeaker ? [...this.strong, ...this.weaker] : this.strong;
  }

  get selected(): Suggestion | null {
    return this.shown.find(({ id }) => id === this.selectedId) ?? null;
  }

  /** What was dismissed stays so until somebody puts it back. */
  get dismissed(): readonly Milestone[] {
    return (current.now?.retro.milestones ?? []).filter(({ status }) => status === 'dismissed');
  }

  async load(retro: string): Promise<void> {
    if (retro !== this.#retro) this.forget();
    this.#retro = retro;
    const asked = ++this.#asked;
    this.looking = true;
    const answer = await window.shiplapse.suggestions({ retro });
    // Edits come faster than answers: only the newest counts.
    if (asked !== this.#asked) return;
    this.looking = false;
    this.problem = answer.ok ? null : answer.failure.sentence;
    if (answer.ok) this.found = answer.value;
  }

  /** Another retro comes onto the screen: its review begins when somebody opens it. */
  leave(): void {
    this.open = false;
    this.forget();
  }

  forget(): void {
    this.#asked += 1;
    this.found = null;
    this.looking = false;
    this.problem = null;
    this.selectedId = null;
    this.showsWeaker = false;
    this.dragged = null;
  }

  toggle(): void {
    if (this.open && !selection.milestone) this.open = false;
    else {
      selection.close();
      this.open = true;
    }
  }

  select(suggestion: Suggestion): void {
    selection.close();
    this.open = true;
    this.selectedId = suggestion.id;
    playhead.pause();
    playhead.go(suggestion.at);
  }

  /** To the next one in the list, from its end on from its start. */
  walk(step: 1 | -1): void {
    const next = neighbourOf(this.shown, this.selectedId, step);
    if (next) this.select(next);
    else this.open = true;
  }

  keep(suggestion: Suggestion, at: Instant = suggestion.at): void {
    this.#decide(suggestion, decide(suggestion, 'accepted', settings.now.author, at));
    toasts.say(`Kept “${suggestion.title}”.`);
  }

  /** Keeps it and opens its card, where its title is selected to be written over. */
  reword(suggestion: Suggestion): void {
    const milestone = decide(suggestion, 'accepted', settings.now.author);
    this.#decide(suggestion, milestone);
    selection.open(milestone);
  }

  dismiss(suggestion: Suggestion): void {
    this.#decide(suggestion, decide(suggestion, 'dismissed', settings.now.author));
    toasts.say(`Dismissed “${suggestion.title}”.`, { label: 'Undo', run: () => this.putBack(suggestion.id) });
  }

  /** A dismissed one may be suggested again. */
  putBack(id: string): void {
    void current.edit({ type: 'removeMilestone', id });
  }

  #decide(suggestion: Suggestion, milestone: Milestone): void {
    const rest = this.shown.filter(({ id }) => id !== suggestion.id);
    const place = this.shown.findIndex(({ id }) => id === suggestion.id);
    this.dragged = null;
    void current.edit({ type: 'addMilestone', milestone });
    if (this.selectedId !== suggestion.id) return;
    // The next one takes the place of the one decided, so that a list is worked through without looking for it.
    const next = rest[place] ?? rest.at(-1);
    if (next) this.select(next);
    else this.selectedId = null;
  }

  #undecided(suggestions: readonly Suggestion[]): readonly Suggestion[] {
    const known = new Set((current.now?.retro.milestones ?? []).map(({ id }) => id));
    return suggestions.filter(({ id }) => !known.has(id));
  }
}

export const suggesting = new Suggesting();
