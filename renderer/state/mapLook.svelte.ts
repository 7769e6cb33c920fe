import type { RetroFacts } from '../../main/domain/analysis/facts';
import { daysToCompare } from '../../main/domain/analysis/map/daysToCompare';
import { addedPrefix } from '../../main/domain/deck/differenceSlide';
import type { Instant, Span } from '../../main/domain/history/records';
import { dateField, dayText } from '../controls/text/dates';
import type { MapView } from '../map/view';
import { deck } from './deck.svelte';
import { playhead } from './playhead.svelte';
import { current } from './retro.svelte';
import { router } from './route.svelte';
import { toasts } from './toasts.svelte';

/** How the map of the main screen is looked at: how near, with which groups open, and compared with which day. */
class MapLook {
  /** Null: all of it. */
  view = $state.raw<MapView | null>(null);
  /** The day the playhead is compared with; null where nothing is compared. */
  against = $state<Instant | null>(null);

  /** Compares with the day by when all that may be older than the history was seen, until another day is chosen. */
  compare(facts: RetroFacts): void {
    playhead.pause();
    const early = daysToCompare(facts)?.from ?? facts.weeks.at(-1)?.start ?? null;
    this.against = this.against === null ? early : null;
  }

  /** The two days compared as a slide of the deck; the same two days are one slide. */
  addToDeck({ zone }: Pick<RetroFacts, 'zone'>, at: Instant): void {
    const other = this.against;
    if (other === null || !current.now) return;
    const days = { from: Math.min(at, other), to: Math.max(at, other) };
    const id = addedPrefix + [days.from, days.to].map((day) => dateField(day, zone)).join(':');
    const words = spanOfDays(days, zone);
    const show = { label: 'Show the slide', run: () => showSlide(id) };
    if (current.now.retro.slides[id]?.days) toasts.say(`${words} is in the deck already.`, show);
    else {
      void current.edit({ type: 'editSlide', id, edit: { days } });
      toasts.say(`Added to the deck: ${words}.`, show);
    }
  }

  /** Opens a group, or folds it; kept with the retro. */
  async toggle(groups: RetroFacts['groups'], id: string): Promise<void> {
    const open = groups.flatMap((group) => ((group.id === id) !== group.isOpen ? [group.id] : []));
    await this.show(open);
  }

  async show(open: string[]): Promise<void> {
    this.view = null;
    await current.arrangeMap({ open });
  }

  /** Lays everything out anew; what stood will move, so the way back is offered. */
  async tidyUp(): Promise<void> {
    this.view = null;
    await current.arrangeMap('anew');
    toasts.say('The map was laid out anew.', { label: 'Undo', run: () => void current.arrangeMap('back') });
  }

  forget(): void {
    this.view = null;
    this.against = null;
  }
}

function showSlide(id: string): void {
  deck.selected = id;
  router.go({ screen: 'deck' });
}

function spanOfDays({ from, to }: Span, zone: string): string {
  return `${dayText(from, zone)} – ${dayText(to, zone)}`;
}

export const mapLook = new MapLook();
