import type { Run } from '../../history/records';
import { inScope, type HealthScope } from './healthScope';
import { innerMap } from '../mapOfMaps';

/**
 * Runs of one pipeline with the same inputs as linked lists: a million runs are mostly a million lists of one. `next`
 * is -1 at the end of a list. A run whose inputs are not known is a list of its own.
 */
export function chainByInputs(runs: readonly Run[], scope: HealthScope): { heads: number[]; next: Int32Array } {
  const next = new Int32Array(runs.length).fill(-1);
  const heads: number[] = [];
  const tailsOf = new TailsByPipeline();
  runs.forEach((run, index) => {
    if (!inScope(scope, run)) return;
    const { revisions, upstream } = run;
    if (revisions.length + upstream.length === 0) {
      heads.push(index);
      return;
    }
    // Most runs have one revision and nothing else: its own text is the key then, and nothing is put together.
    const single = revisions.length === 1 && upstream.length === 0 ? revisions[0] : undefined;
    const tails = tailsOf.find(run.source, run.pipeline, single?.material ?? '');
    const key = single?.revision ?? inputsKey(run);
    const tail = tails.get(key);
    if (tail === undefined) heads.push(index);
    else next[tail] = index;
    tails.set(key, index);
  });
  return { heads, next };
}

/** Last run of each list, by source, pipeline and single material (empty for several inputs), then by inputs. */
class TailsByPipeline {
  private readonly bySource = new Map<string, Map<string, Map<string, Map<string, number>>>>();

  find(source: string, pipeline: string, material: string): Map<string, number> {
    return innerMap(innerMap(innerMap(this.bySource, source), pipeline), material);
  }
}

/** All inputs of a run in one order: its revisions and the runs it was made from. */
function inputsKey({ revisions, upstream }: Run): string {
  const inputs = new Set(revisions.map((one) => `${one.material}@${one.revision}`));
  for (const id of upstream) inputs.add(`<${id}`);
  return [...inputs].sort().join('\n');
}
