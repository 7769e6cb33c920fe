import type { Instant } from '../../main/domain/history/records';
import type { Milestone } from '../../main/domain/retro/milestone';
import { moved, newMilestone } from './moments';
import { playhead } from './playhead.svelte';
import { current } from './retro.svelte';
import { settings } from './settings.svelte';

/** Which milestone is open in the side card, and what people do to milestones. */
class Selection {
  id = $state<string | null>(null);
  /** Shown while a marker is dragged; not an edit yet. */
  dragged = $state.raw<{ id: string; at: Instant } | null>(null);

  get milestone(): Milestone | null {
    return current.milestones.find((one) => one.id === this.id) ?? null;
  }

  add(at: Instant): void {
    const id = crypto.randomUUID();
    void current.edit({ type: 'addMilestone', milestone: newMilestone(id, Math.round(at), settings.now.author) });
    playhead.go(at);
    this.id = id;
  }

  open(milestone: Milestone): void {
    playhead.pause();
    playhead.go(milestone.at);
    this.id = milestone.id;
  }

  change(milestone: Milestone, change: Partial<Omit<Milestone, 'id'>>): void {
    void current.edit({ type: 'changeMilestone', id: milestone.id, change });
  }

  move(milestone: Milestone, at: Instant): void {
    this.dragged = null;
    if (at !== milestone.at) this.change(milestone, moved(milestone, at));
  }

  remove(milestone: Milestone): void {
    if (this.id === milestone.id) this.id = null;
    void current.edit({ type: 'removeMilestone', id: milestone.id });
  }

  close(): void {
    this.id = null;
  }
}

export const selection = new Selection();
