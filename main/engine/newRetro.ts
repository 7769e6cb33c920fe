import type { Instant } from '../domain/history/records';
import type { Retro } from '../domain/retro/retro';

/** An empty retro: nothing of the user's in it yet. */
export function newRetro(name: string, zone: string, now: Instant): Retro {
  return {
    name,
    title: name,
    createdAt: now,
    environments: { zone, environments: [], tracks: [], targets: [] },
    milestones: [],
    actions: [],
    illustrative: false,
    confidence: [],
    slides: {},
  };
}

/** The zone of this machine: the first guess for a new retro; people change it in the environment map. */
export function machineZone(): string {
  return Intl.DateTimeFormat().resolvedOptions().timeZone || 'UTC';
}
