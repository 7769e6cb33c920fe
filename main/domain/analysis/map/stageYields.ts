import type { Instant, Run, Span } from '../../history/records';
import type { Share } from '../metricsReport';

/** First-pass yield of each stage (null: of whole runs without stages) of each pipeline. */
export type StageYields = ReadonlyMap<string, { passed: number; total: number }>;

export function stageKey(run: Run, stage: string | null): string {
  return JSON.stringify([run.source, run.pipeline, stage]);
}

/**
 * First-pass yield: runs whose first conclusive attempt passed / runs with a conclusive attempt, of the runs whose
 * first conclusive attempt ended within the window (null: of all).
 */
export function stageYields(runs: readonly Run[], wanted: ReadonlySet<string>, window: Span | null): StageYields {
  const yields = new Map<string, { passed: number; total: number }>();
  for (const run of runs) {
    for (const [stage, first] of firstConclusive(run)) {
      const key = stageKey(run, stage);
      if (!wanted.has(key) || (window && !(window.from <= first.at && first.at < window.to))) continue;
      const counts = yields.get(key) ?? { passed: 0, total: 0 };
      counts.total += 1;
      if (first.passed) counts.passed += 1;
      yields.set(key, counts);
    }
  }
  return yields;
}

export function yieldShare(yields: StageYields, key: string): Share {
  const { passed, total } = yields.get(key) ?? { passed: 0, total: 0 };
  return { value: total === 0 ? null : passed / total, passed, total };
}

function firstConclusive(run: Run): Map<string | null, { passed: boolean; at: Instant }> {
  const firsts = new Map<string | null, { passed: boolean; at: Instant; attempt: number }>();
  const add = (name: string | null, part: Pick<Run, 'outcome' | 'attempt' | 'finishedAt'>) => {
    if (part.outcome !== 'passed' && part.outcome !== 'failed') return;
    const known = firsts.get(name);
    if (known && known.attempt <= part.attempt) return;
    const at = part.finishedAt ?? run.finishedAt ?? run.startedAt ?? run.queuedAt ?? 0;
    firsts.set(name, { passed: part.outcome === 'passed', at, attempt: part.attempt });
  };
  for (const stage of run.stages) add(stage.name, stage);
  if (run.stages.length === 0) add(null, run);
  return firsts;
}
