import type { Run, Span } from '../../history/records';
import { momentOf } from '../environments/attempts';
import { eachStage } from '../health/healthScope';
import type { Share } from '../metricsReport';

const allStages = { pipeline: null, stage: null };

/** First-pass yield by stage of a pipeline; under the stage null all of the pipeline's stages together. */
export type StageYields = ReadonlyMap<string, { passed: number; total: number }>;

export function stageKey(run: Run, stage: string | null): string {
  return JSON.stringify([run.source, run.pipeline, stage]);
}

/**
 * First-pass yield: runs whose first conclusive attempt passed / runs with a conclusive attempt, filed under the end of
 * that attempt, which must lie in the window (null: no limits).
 */
export function stageYields(runs: readonly Run[], wanted: ReadonlySet<string>, window: Span | null): StageYields {
  const yields = new Map<string, { passed: number; total: number }>();
  const pipelines = new Set([...wanted].map((key) => JSON.stringify((JSON.parse(key) as string[]).slice(0, 2))));
  for (const run of runs) {
    if (!pipelines.has(JSON.stringify([run.source, run.pipeline]))) continue;
    eachStage(run, allStages, (stage, attempts) => {
      const first = attempts.find((attempt) => isConclusive((attempt ?? run).outcome));
      if (first === undefined) return;
      const at = momentOf(run, first);
      if (window && !(window.from <= at && at < window.to)) return;
      const passed = (first ?? run).outcome === 'passed';
      for (const key of new Set([stageKey(run, stage), stageKey(run, null)])) {
        if (!wanted.has(key)) continue;
        const counts = yields.get(key) ?? { passed: 0, total: 0 };
        yields.set(key, { passed: counts.passed + (passed ? 1 : 0), total: counts.total + 1 });
      }
    });
  }
  return yields;
}

export function yieldShare(yields: StageYields, key: string): Share {
  const { passed, total } = yields.get(key) ?? { passed: 0, total: 0 };
  return { value: total === 0 ? null : passed / total, passed, total };
}

function isConclusive(outcome: Run['outcome']): boolean {
  return outcome === 'passed' || outcome === 'failed';
}
