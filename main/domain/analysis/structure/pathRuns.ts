import { runTime } from '../../history/recordTime';
import type { Instant, Run } from '../../history/records';
import type { HistoryIndex } from '../deployments/analyseDeployments';
import type { Deployment } from '../deployments/deploymentChain';
import { pipelineKey } from '../deployments/lineage';

/** Finds the runs that led to a deployment: its lineage, else what passed before with the same revision. */
export class PathRuns {
  private readonly byRevision = new Map<string, Run[]>();

  constructor(
    private readonly index: HistoryIndex,
    private readonly material: string | null,
    deployments: readonly Deployment[],
  ) {
    const orphans = deployments.filter(({ run }) => run.upstream.length === 0);
    for (const { revisions } of orphans) for (const key of this.keysOf(revisions)) this.byRevision.set(key, []);
    if (this.byRevision.size === 0) return;
    for (const run of index.history.runs) {
      if (run.outcome !== 'passed' || run.upstream.length > 0) continue;
      for (const { material: of, revision } of run.revisions) {
        if (of === material) this.byRevision.get(revision)?.push(run);
      }
    }
  }

  /** Of each pipeline the nearest run, the deployment's own first. */
  of({ run, revisions }: Deployment, startedAt: Instant): Run[] {
    if (run.upstream.length > 0) return this.index.lineage.nearestRuns(run);
    const nearest = new Map([[pipelineKey(run), run]]);
    for (const other of this.keysOf(revisions).flatMap((key) => this.byRevision.get(key) ?? [])) {
      const key = pipelineKey(other);
      const known = nearest.get(key);
      if (known === run || (other.finishedAt ?? Infinity) > startedAt) continue;
      if (!known || (runTime(known) ?? 0) < (runTime(other) ?? 0)) nearest.set(key, other);
    }
    return [...nearest.values()];
  }

  /** Whether history has all runs that the ones given name as where they came from. */
  isComplete(runs: readonly Run[]): boolean {
    return runs.every((run) => run.upstream.every((one) => this.index.names.find(one, run.source) !== null));
  }

  private keysOf(revisions: Deployment['revisions']): string[] {
    return this.material === null ? [] : (revisions.get(this.material) ?? []).map((one) => one.revision);
  }
}
