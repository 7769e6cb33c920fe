import type { Span } from '../../history/records';
import type { Milestone } from '../../retro/milestone';

export type DetectedFamily = 'structure' | 'rate' | 'proportion' | 'magnitude';

/** One thing that was found, in a sentence with its raw numbers. */
export interface DetectedFact {
  family: DetectedFamily;
  /** `deployments`, `gate:baklava`, `firstPassYield:build/test`, …: the names of the outward contract. */
  series: string;
  text: string;
}

/** Why a milestone was suggested. `family` and `series` are those of the most important or strongest fact. */
export interface Detected {
  family: DetectedFamily;
  series: string;
  facts: DetectedFact[];
  /** Where the change may be: a 95 % location set, or from the deployment before to the one that shows it. */
  window: Span;
  /** Likelihood ratio less its penalty, of the best series: only good for putting suggestions in order. */
  strength: number;
}

/** A milestone the program noticed; accepting, rewording and dismissing are people's. */
export type Suggestion = Milestone & { status: 'suggested'; detected: Detected };
