import type { GatesReport } from '../../main/domain/analysis/gates/gateReport';
import type { RetroFacts } from '../../main/domain/analysis/facts';

/** What the environments before production did. What is known stays while it is counted again. */
export class GatesState {
  report = $state.raw<GatesReport | null>(null);
  /** Why it could not be counted, in a sentence. */
  problem = $state<string | null>(null);
  #asked = 0;

  async load(retro: string): Promise<void> {
    const asked = ++this.#asked;
    const answer = await window.shiplapse.gates({ retro });
    if (asked !== this.#asked) return;
    this.problem = answer.ok ? null : answer.failure.sentence;
    if (answer.ok) this.report = answer.value;
  }
}

/** Changes where the gates may: with the environments, with the history. */
export function gatesKey({ environments, counts, coverage }: RetroFacts): string {
  return JSON.stringify([environments.map(({ name, role, group }) => [name, role, group]), counts, coverage]);
}
