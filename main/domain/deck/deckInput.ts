import type { EvidenceReport } from '../analysis/evidenceReport';
import type { Moved } from '../analysis/promises/whatMoved';
import type { RetroFacts } from '../analysis/facts';
import type { GatesReport } from '../analysis/gates/gateReport';
import type { MetricsReport } from '../analysis/metricsReport';
import type { PeopleShown } from '../people/peopleShown';
import type { Retro } from '../retro/retro';

/** Weeks in a window: around a milestone, and "now". */
export const windowWeeks = 13;

/** Everything a deck is drafted from. All of it is data that is there already; drafting computes no metric of its own. */
export interface DeckInput {
  retro: Retro;
  /** Whether slides say who; `hidden` leaves out every field that holds a person. */
  people: PeopleShown;
  facts: RetroFacts;
  /** The environments before production; null where that was not asked. */
  gates: GatesReport | null;
  /** Actions of an earlier retro and what their numbers did since. */
  moved: readonly Moved[];
  /** By milestone id. */
  evidence: ReadonlyMap<string, EvidenceReport>;
  /** Metrics of the first and of the last `weeks` complete weeks; null where coverage holds no two such windows. */
  ends: { first: MetricsReport; last: MetricsReport; weeks: number } | null;
  /** Metrics of a lowlight's own pipeline, by milestone id: over all time, and over the last `windowWeeks`. */
  lowlights: ReadonlyMap<string, { of: string | null; all: MetricsReport; last: MetricsReport | null }>;
  /** Metrics each target speaks of, over the last `windowWeeks`, in the order of the targets. */
  targets: readonly (MetricsReport | null)[];
}
