import type { Run, Stage } from '../../history/records';
import { momentOf } from '../environments/attempts';
import type { BucketClock } from './bucketClock';
import { chainByInputs } from './inputs';
import { eachStage, type HealthScope } from './healthScope';

/** Attempts of one stage on the same inputs that both passed and failed. */
export interface FlakyGroup {
  pipeline: string;
  stage: string | null;
  runs: Run[];
  passed: number;
  failed: number;
}

export interface Flakiness {
  /** Groups with a conclusive attempt, filed under the end of the first one. */
  groups: number;
  flakyGroups: FlakyGroup[];
  /** Groups with two conclusive attempts or more: only these can show themselves flaky. */
  retriedGroups: number;
  /** Failed attempts of the window that lie in flaky groups. */
  flakyFailures: number;
  /** By bucket. */
  totals: number[];
  flaky: number[];
}

/**
 * Groups attempts by pipeline, stage and inputs (all revisions and upstream runs). Whether a group is flaky is known
 * from all its attempts, also those outside the window. A run whose inputs are not known is comparable to itself only.
 */
export function countFlaky(runs: readonly Run[], scope: HealthScope, clock: BucketClock): Flakiness {
  const zeros = (): number[] => clock.buckets.map(() => 0);
  const result: Flakiness = {
    groups: 0,
    flakyGroups: [],
    retriedGroups: 0,
    flakyFailures: 0,
    totals: zeros(),
    flaky: zeros(),
  };
  const { heads, next } = chainByInputs(runs, scope);
  for (const head of heads) {
    if ((next[head] as number) < 0) {
      countAlone(result, runs[head] as Run, scope, clock);
      continue;
    }
    const groups = new Map<string | null, GroupCount>();
    for (let at = head; at >= 0; at = next[at] as number) {
      const run = runs[at] as Run;
      eachStage(run, scope, (stage, attempts) => {
        let group = groups.get(stage);
        if (!group) groups.set(stage, (group = emptyGroup()));
        for (const attempt of attempts) countAttempt(group, run, attempt, clock);
      });
    }
    for (const [stage, group] of groups) file(result, stage, group, clock);
  }
  return result;
}

/** A run whose inputs no other run has: nearly all of a million. One attempt alone cannot show itself flaky. */
function countAlone(result: Flakiness, run: Run, scope: HealthScope, clock: BucketClock): void {
  eachStage(run, scope, (stage, attempts) => {
    if (attempts.length > 1) {
      const group = emptyGroup();
      for (const attempt of attempts) countAttempt(group, run, attempt, clock);
      file(result, stage, group, clock);
      return;
    }
    const attempt = attempts[0] ?? null;
    const { outcome } = attempt ?? run;
    const bucket = outcome === 'passed' || outcome === 'failed' ? clock.indexOf(momentOf(run, attempt)) : -1;
    if (bucket < 0) return;
    result.groups += 1;
    (result.totals[bucket] as number) += 1;
  });
}

interface GroupCount {
  runs: Run[];
  passed: number;
  failed: number;
  failedInWindow: number;
  firstAt: number;
}

function emptyGroup(): GroupCount {
  return { runs: [], passed: 0, failed: 0, failedInWindow: 0, firstAt: Infinity };
}

function countAttempt(group: GroupCount, run: Run, attempt: Stage | null, clock: BucketClock): void {
  const { outcome } = attempt ?? run;
  if (outcome !== 'passed' && outcome !== 'failed') return;
  const at = momentOf(run, attempt);
  group[outcome] += 1;
  group.firstAt = Math.min(group.firstAt, at);
  if (outcome === 'failed' && clock.indexOf(at) >= 0) group.failedInWindow += 1;
  if (group.runs.at(-1) !== run) group.runs.push(run);
}

function file(result: Flakiness, stage: string | null, group: GroupCount, clock: BucketClock): void {
  const { passed, failed, runs } = group;
  const isFlaky = passed > 0 && failed > 0;
  if (isFlaky) result.flakyFailures += group.failedInWindow;
  const bucket = clock.indexOf(group.firstAt);
  if (bucket < 0) return;
  result.groups += 1;
  (result.totals[bucket] as number) += 1;
  if (passed + failed >= 2) result.retriedGroups += 1;
  if (!isFlaky) return;
  (result.flaky[bucket] as number) += 1;
  result.flakyGroups.push({ pipeline: runs[0]?.pipeline ?? '', stage, runs, passed, failed });
}
