import type { Instant, Run } from '../../history/records';
import { momentOf } from '../environments/attempts';
import { eachStage, inScope, type HealthScope } from './healthScope';

/** A conclusive end of a run, or of an attempt of the stage in scope. */
export interface Completion {
  at: Instant;
  number: number | null;
  passed: boolean;
}

/** Completions of one pipeline on one branch, by finish time. */
export interface CompletionSeries {
  pipeline: string;
  branch: string | null;
  completions: Completion[];
}

/** One series a source, pipeline and branch. A run that says nothing of its branch belongs to the branch null. */
export function collectCompletions(runs: readonly Run[], scope: HealthScope): CompletionSeries[] {
  const series = new Map<string, CompletionSeries>();
  for (const run of runs) {
    if (!inScope(scope, run)) continue;
    const branch = branchOf(run);
    const key = `${run.source}\n${run.pipeline}\n${branch ?? '\n'}`;
    const add = (at: Instant, outcome: Run['outcome']): void => {
      if (outcome !== 'passed' && outcome !== 'failed') return;
      let one = series.get(key);
      if (!one) series.set(key, (one = { pipeline: run.pipeline, branch, completions: [] }));
      one.completions.push({ at, number: run.number, passed: outcome === 'passed' });
    };
    if (scope.stage === null) add(momentOf(run, null), run.outcome);
    else {
      eachStage(run, scope, (_stage, attempts) => {
        for (const attempt of attempts) add(momentOf(run, attempt), (attempt ?? run).outcome);
      });
    }
  }
  for (const one of series.values()) one.completions.sort((a, b) => a.at - b.at || (a.number ?? 0) - (b.number ?? 0));
  return [...series.values()];
}

/** The branch a run was made from: that of its first input that has one. */
export function branchOf(run: Run): string | null {
  for (const { branch } of run.revisions) if (branch !== null) return branch;
  return null;
}
