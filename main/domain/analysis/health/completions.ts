import type { Instant, Run, Stage } from '../../history/records';
import { momentOf } from '../environments/attempts';
import { eachStage, inScope, type HealthScope } from './healthScope';
import { innerMap } from '../mapOfMaps';

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
  const series = new SeriesByBranch();
  for (const run of runs) {
    if (!inScope(scope, run)) continue;
    if (scope.stage === null) {
      addCompletion(series, run, null);
      continue;
    }
    eachStage(run, scope, (_stage, attempts) => {
      for (const attempt of attempts) addCompletion(series, run, attempt);
    });
  }
  for (const one of series.all) one.completions.sort((a, b) => a.at - b.at || (a.number ?? 0) - (b.number ?? 0));
  return series.all;
}

function addCompletion(series: SeriesByBranch, run: Run, attempt: Stage | null): void {
  const { outcome } = attempt ?? run;
  if (outcome !== 'passed' && outcome !== 'failed') return;
  const completion = { at: momentOf(run, attempt), number: run.number, passed: outcome === 'passed' };
  series.find(run.source, run.pipeline, branchOf(run)).completions.push(completion);
}

class SeriesByBranch {
  readonly all: CompletionSeries[] = [];
  private readonly bySource = new Map<string, Map<string, Map<string | null, CompletionSeries>>>();

  find(source: string, pipeline: string, branch: string | null): CompletionSeries {
    const ofPipeline = innerMap(innerMap(this.bySource, source), pipeline);
    let one = ofPipeline.get(branch);
    if (!one) {
      one = { pipeline, branch, completions: [] };
      ofPipeline.set(branch, one);
      this.all.push(one);
    }
    return one;
  }
}

/** The branch a run was made from: that of its first input that has one. */
export function branchOf(run: Run): string | null {
  for (const { branch } of run.revisions) if (branch !== null) return branch;
  return null;
}
