import type { RetroFacts } from '../../main/domain/analysis/facts';
import { daysToCompare } from '../../main/domain/analysis/map/daysToCompare';
import type { Instant } from '../../main/domain/history/records';
import type { MapView } from '../map/view';
import { playhead } from './playhead.svelte';
import { current } from './retro.svelte';
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

export const mapLook = new MapLook();
