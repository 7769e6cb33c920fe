import type { Span } from '../../history/records';
import type { Series } from '../changepoint/series';

/** One measure over time, ready for detection. */
export interface NumberSeries {
  /** As the contract names it: `deployments`, `flaky:build/test`. */
  name: string;
  series: Series;
  /** The stretch each point stands for: a week, or the moment of a deployment. */
  spans: readonly Span[];
  words: SeriesWords;
}

export interface SeriesWords {
  /** As the subject of a sentence: "Production deployments". */
  subject: string;
  /** After a magnitude: "hours". */
  unit: string;
  /** What the points of a magnitude are: "deployments" or "weeks". */
  points: string;
  /** Whether a rising level is a change for the better. */
  upIsBetter: boolean;
  /** The counts are of what went wrong, but people speak of what went well. */
  tellsPasses: boolean;
}
