import type { Run } from '../../history/records';
import { momentOf } from '../environments/attempts';
import type { BucketClock } from './bucketClock';
import { eachStage, inScope, type HealthScope } from './healthScope';

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
    const groups = new Map<string | null, GroupCount>();
    for (let at = head; at >= 0; at = next[at] as number) countRun(runs[at] as Run, scope, clock, groups);
    for (const [stage, group] of groups) file(result, stage, group, clock);
  }
  return result;
}

interface GroupCount {
  runs: Run[];
  passed: number;
  failed: number;
  failedInWindow: number;
  firstAt: number;
}

function countRun(run: Run, scope: HealthScope, clock: BucketClock, groups: Map<string | null, GroupCount>): void {
  eachStage(run, scope, (stage, attempts) => {
    for (const attempt of attempts) {
      const { outcome } = attempt ?? run;
      if (outcome !== 'passed' && outcome !== 'failed') continue;
      let group = groups.get(stage);
      if (!group) groups.set(stage, (group = { runs: [], passed: 0, failed: 0, failedInWindow: 0, firstAt: Infinity }));
      const at = momentOf(run, attempt);
      group[outcome] += 1;
      group.firstAt = Math.min(group.firstAt, at);
      if (outcome === 'failed' && clock.indexOf(at) >= 0) group.failedInWindow += 1;
      if (group.runs.at(-1) !== run) group.runs.push(run);
    }
  });
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

/** Runs of one pipeline with the same inputs as linked lists: a million runs are mostly a million lists of one. */
function chainByInputs(runs: readonly Run[], scope: HealthScope): { heads: number[]; next: Int32Array } {
  const next = new Int32Array(runs.length).fill(-1);
  const heads: number[] = [];
  const tails = new Map<string, number>();
  runs.forEach((run, index) => {
    if (!inScope(scope, run)) return;
    const inputs = inputsKey(run);
    if (inputs === null) {
      heads.push(index);
      return;
    }
    const key = `${run.source}\n${run.pipeline}\n${inputs}`;
    const tail = tails.get(key);
    if (tail === undefined) heads.push(index);
    else next[tail] = index;
    tails.set(key, index);
  });
  return { heads, next };
}

/** All inputs of a run in one order, null where none is known. */
function inputsKey({ revisions, upstream }: Run): string | null {
  if (revisions.length + upstream.length === 0) return null;
  if (revisions.length === 1 && upstream.length === 0)
    return `${revisions[0]?.material ?? ''}@${revisions[0]?.revision ?? ''}`;
  const inputs = new Set(revisions.map((one) => `${one.material}@${one.revision}`));
  for (const id of upstream) inputs.add(`<${id}`);
  return [...inputs].sort().join('\n');
}
