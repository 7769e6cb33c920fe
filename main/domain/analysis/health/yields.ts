import type { Outcome, Run } from '../../history/records';
import { momentOf } from '../environments/attempts';
import type { BucketClock } from './bucketClock';
import { eachStage, inScope, type HealthScope } from './healthScope';

/** Counts of attempts in the window. Only passed and failed are conclusive. */
export interface Yields {
  /** Stages of runs with a conclusive attempt, filed under the end of the first such attempt. */
  total: number;
  /** Of those: the first conclusive attempt passed; the last one did. */
  firstPassed: number;
  lastPassed: number;
  /** Attempts, each filed under its own end. */
  passedAttempts: number;
  failedAttempts: number;
  inconclusive: number;
  /** By bucket. */
  totals: number[];
  firstPasses: number[];
}

/** First-pass yield, eventual success and attempts, in one pass over the runs. */
export function countYields(runs: readonly Run[], scope: HealthScope, clock: BucketClock): Yields {
  const zeros = (): number[] => clock.buckets.map(() => 0);
  const yields: Yields = {
    total: 0,
    firstPassed: 0,
    lastPassed: 0,
    passedAttempts: 0,
    failedAttempts: 0,
    inconclusive: 0,
    totals: zeros(),
    firstPasses: zeros(),
  };
  for (const run of runs) {
    if (!inScope(scope, run)) continue;
    eachStage(run, scope, (_stage, attempts) => {
      let first: Outcome | null = null;
      let last: Outcome | null = null;
      let firstBucket = -1;
      for (const attempt of attempts) {
        const { outcome } = attempt ?? run;
        const bucket = clock.indexOf(momentOf(run, attempt));
        if (outcome === 'passed' || outcome === 'failed') {
          if (bucket >= 0) yields[outcome === 'passed' ? 'passedAttempts' : 'failedAttempts'] += 1;
          if (first === null) firstBucket = bucket;
          first ??= outcome;
          last = outcome;
        } else if (bucket >= 0) yields.inconclusive += 1;
      }
      if (firstBucket < 0) return;
      yields.total += 1;
      (yields.totals[firstBucket] as number) += 1;
      if (last === 'passed') yields.lastPassed += 1;
      if (first !== 'passed') return;
      yields.firstPassed += 1;
      (yields.firstPasses[firstBucket] as number) += 1;
    });
  }
  return yields;
}
