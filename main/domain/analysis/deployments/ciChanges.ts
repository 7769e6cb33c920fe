import type { Revision, Run } from '../../history/records';
import { pipelineKey, type Lineage } from './lineage';

/**
 * What CI servers themselves list as new in their runs: the stand-in where there is no git data. Lists are often
 * shallow or cut short, so counts from here are a lower bound.
 */
export class CiChanges {
  private readonly byPipeline = new Map<string, { runs: Run[]; place: Map<Run, number> }>();
  private indexed = false;

  constructor(
    private readonly runs: readonly Run[],
    private readonly lineage: Lineage,
  ) {}

  /**
   * Commits of a material that came in with a run since another (null: with this run alone), each once, newest first.
   * Runs between the two count too, as what they brought was never deployed on its own. Null where nothing is listed.
   */
  between(before: Run | null, run: Run, material: string): Revision[] | null {
    const earlier = new Map((before ? this.lineage.nearestRuns(before) : []).map((one) => [pipelineKey(one), one]));
    const found = new Map<string, Revision>();
    for (const one of this.lineage.nearestRuns(run)) {
      for (const between of this.runsBetween(earlier.get(pipelineKey(one)) ?? null, one, material)) {
        for (const change of between.changes) {
          if (change.material === material && !found.has(change.revision)) found.set(change.revision, change);
        }
      }
    }
    return found.size === 0 ? null : [...found.values()];
  }

  /** Newest first, on the branch of the later one. */
  private runsBetween(before: Run | null, run: Run, material: string): Run[] {
    if (before === null || before === run) return before === run ? [] : [run];
    const { runs, place } = this.ofPipeline(run);
    const from = place.get(before) ?? -1;
    const to = place.get(run) ?? -1;
    const branch = branchOf(run, material);
    const between: Run[] = [run];
    for (let at = to - 1; at > from; at -= 1) {
      const one = runs[at] as Run;
      const other = branchOf(one, material);
      if (branch === null || other === null || branch === other) between.push(one);
    }
    return between;
  }

  private ofPipeline(run: Run): { runs: Run[]; place: Map<Run, number> } {
    if (!this.indexed) this.indexRuns();
    return this.byPipeline.get(pipelineKey(run)) ?? { runs: [], place: new Map() };
  }

  private indexRuns(): void {
    this.indexed = true;
    for (const run of this.runs) {
      let entry = this.byPipeline.get(pipelineKey(run));
      if (!entry) this.byPipeline.set(pipelineKey(run), (entry = { runs: [], place: new Map() }));
      entry.place.set(run, entry.runs.length);
      entry.runs.push(run);
    }
  }
}

function branchOf(run: Run, material: string): string | null {
  return run.revisions.find((revision) => revision.material === material)?.branch ?? null;
}
