import type { EvidenceMeasure } from '../evidenceReport';

/**
 * What was seen of one measure on both sides, week by week, so that the halves of a side can be compared too.
 * Everything a row is made from.
 */
export type Observation = { measure: EvidenceMeasure; of?: string; warnings: string[] } & (
  | { family: 'rate'; subject: string; before: number[]; after: number[] }
  | { family: 'proportion'; words: ProportionWords; before: WeekTrials[]; after: WeekTrials[] }
  | { family: 'magnitude'; words: MagnitudeWords; before: number[][]; after: number[][] }
);

export interface WeekTrials {
  count: number;
  total: number;
}

export interface ProportionWords {
  /** As the subject of a sentence: "First-pass yield of build/test". */
  subject: string;
  /** True where `count` counts what went wrong. */
  countsFailures: boolean;
}

export interface MagnitudeWords {
  subject: string;
  /** After the number: "hours". */
  unit: string;
  /** What each value stands for: "deployments". */
  values: string;
}
