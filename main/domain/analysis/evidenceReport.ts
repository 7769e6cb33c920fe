import type { Instant } from '../history/records';

/** The before/after card of one milestone: `shiplapse evidence --json`, with instants as numbers. */
export interface EvidenceReport {
  id: string;
  windows: { before: EvidenceWindow; after: EvidenceWindow };
  rows: EvidenceRow[];
}

/** Complete weeks on one side of the milestone's week. Null where there is none. */
export interface EvidenceWindow {
  from: Instant | null;
  to: Instant | null;
  weeks: number;
}

export type EvidenceMeasure =
  'deployments' | 'leadTimeHours' | 'batchSize' | 'changeFailRate' | 'firstPassYield' | 'flaky';

/** A rate per week, a proportion, or a magnitude's median: always with its raw numbers. */
export type EvidenceSide =
  | { value: number | null; count: number; weeks: number }
  | { value: number | null; count: number; total: number }
  | { value: number | null; n: number };

export interface EvidenceRow {
  measure: EvidenceMeasure;
  /** `PIPELINE/STAGE` where there is one row per stage. */
  of?: string;
  before: EvidenceSide;
  after: EvidenceSide;
  effect: { kind: 'rate_ratio' | 'difference' | 'typical_ratio'; value: number; low: number; high: number } | null;
  verdict: 'clear' | 'not clear' | 'not enough data';
  /** Ready for a slide, both raw numbers and windows in it. */
  sentence: string;
  warnings: string[];
}
