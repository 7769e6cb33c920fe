import type { Run, Stage } from '../../history/records';

/** What the pipeline-health measures are about: all pipelines, one, or one stage of one. */
export interface HealthScope {
  /** Null: all. */
  pipeline: string | null;
  /** Null: all stages, counted together. */
  stage: string | null;
}

/**
 * The scope named `P` or `P/STAGE`; names may hold slashes themselves, so a pipeline of that very name goes first, then
 * the longest pipeline name that has such a stage. Null where there is none.
 */
export function findScope(runs: readonly Run[], text: string | null): HealthScope | null {
  if (text === null) return { pipeline: null, stage: null };
  const stages = new Map<string, Set<string>>();
  for (const run of runs) {
    if (!text.startsWith(run.pipeline)) continue;
    let names = stages.get(run.pipeline);
    if (!names) stages.set(run.pipeline, (names = new Set()));
    for (const stage of run.stages) names.add(stage.name);
  }
  if (stages.has(text)) return { pipeline: text, stage: null };
  for (let slash = text.lastIndexOf('/'); slash > 0; slash = text.lastIndexOf('/', slash - 1)) {
    const pipeline = text.slice(0, slash);
    const stage = text.slice(slash + 1);
    if (stages.get(pipeline)?.has(stage)) return { pipeline, stage };
  }
  return null;
}

export function inScope(scope: HealthScope, run: Run): boolean {
  return scope.pipeline === null || run.pipeline === scope.pipeline;
}

/**
 * Visits the stages of a run in scope, each once, with its attempts in order. A run without stages is one attempt
 * itself (null). The list is used again for the next stage, as most of millions have one attempt only.
 */
export function eachStage(
  run: Run,
  scope: HealthScope,
  visit: (stage: string | null, attempts: readonly (Stage | null)[]) => void,
): void {
  const { stages } = run;
  if (stages.length === 0) {
    if (scope.stage === null) visit(null, wholeRun);
    return;
  }
  const attempts: Stage[] = [];
  for (let at = 0; at < stages.length; at += 1) {
    const { name } = stages[at] as Stage;
    if (scope.stage !== null && name !== scope.stage) continue;
    if (firstOf(stages, name) < at) continue;
    attempts.length = 0;
    for (let other = at; other < stages.length; other += 1) {
      const stage = stages[other] as Stage;
      if (stage.name === name) attempts.push(stage);
    }
    if (attempts.length > 1) attempts.sort((a, b) => a.attempt - b.attempt);
    visit(name, attempts);
  }
}

const wholeRun = [null];

function firstOf(stages: readonly Stage[], name: string): number {
  let at = 0;
  while (stages[at]?.name !== name) at += 1;
  return at;
}
