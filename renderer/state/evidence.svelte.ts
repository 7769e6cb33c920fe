import type { EvidenceReport } from '../../main/domain/analysis/evidenceReport';
import type { Milestone } from '../../main/domain/retro/milestone';
import type { RetroState } from '../../main/ipc/messages/retro';

/** The before/after card of one milestone. What is known stays while it is counted again. */
export class Evidence {
  report = $state.raw<EvidenceReport | null>(null);
  looking = $state(false);
  /** Why it could not be counted, in a sentence. */
  problem = $state<string | null>(null);
  #asked = 0;

  async load(retro: string, milestone: string): Promise<void> {
    const asked = ++this.#asked;
    if (this.report?.id !== milestone) this.report = null;
    this.looking = true;
    const answer = await window.shiplapse.evidence({ retro, milestone });
    if (asked !== this.#asked) return;
    this.looking = false;
    this.problem = answer.ok ? null : answer.failure.sentence;
    this.report = answer.ok ? answer.value : null;
  }
}

/** Changes where the card would: with its own dates, with those of the neighbours that cut its weeks off, with the history. */
export function evidenceKey(milestone: Milestone, { retro, facts }: RetroState): string {
  const neighbours = retro.milestones
    .filter(({ status, id }) => status === 'accepted' && id !== milestone.id)
    .map(({ at, until }) => [at, until]);
  const { id, at, until, detected } = milestone;
  return JSON.stringify([retro.name, id, at, until, detected, neighbours, retro.environments, ...historyKey(facts)]);
}

/** Changes where suggestions may: with what was decided, with the environments, with the history. */
export function suggestionsKey({ retro, facts }: RetroState): string {
  const decided = retro.milestones.map(({ id }) => id);
  return JSON.stringify([retro.name, decided, retro.environments, ...historyKey(facts)]);
}

function historyKey({ counts, coverage }: RetroState['facts']): unknown[] {
  return [counts, coverage];
}
