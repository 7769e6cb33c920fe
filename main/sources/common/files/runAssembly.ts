import { runTime } from '../../../domain/history/recordTime';
import type { Run } from '../../../domain/history/records';
import { merged } from '../merged';
import type { Assembly } from './savedReplies';

/** Gathers runs that each reply tells of by itself. */
export interface RunAssembly extends Assembly {
  add(run: Run, where: string): void;
}

export function createRunAssembly(): RunAssembly {
  const runs = new Map<string, { run: Run; where: string }>();
  return {
    add: (run, where) => {
      const before = runs.get(run.id);
      runs.set(run.id, before ? { run: mergeRuns(before.run, run), where: before.where } : { run, where });
    },
    assemble: () => ({
      records: [...runs.values()].map(({ run }) => run).sort(byTime),
      rejected: [],
      whereOf: (id) => runs.get(id)?.where ?? '',
    }),
  };
}

/** Two replies about the same run: what is over before what is under way before a mere mention; the other fills in. */
export function mergeRuns(a: Run, b: Run): Run {
  const run = merged(a, b, ({ attempt, outcome, sourceOutcome, stages }) => [
    attempt,
    sourceOutcome === null ? 0 : outcome === 'running' ? 1 : 2,
    stages.length,
  ]);
  const lists = (['stages', 'revisions', 'changes', 'upstream'] as const).map((field) => {
    const known = [run[field], a[field], b[field]].find((list) => list.length > 0);
    return [field, known ?? []] as const;
  });
  return { ...run, ...Object.fromEntries(lists) };
}

/** By when they were first heard of, then by id. */
export function byTime(a: Run, b: Run): number {
  return (runTime(a) ?? 0) - (runTime(b) ?? 0) || (a.id < b.id ? -1 : 1);
}
