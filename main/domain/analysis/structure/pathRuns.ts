import { runTime } from '../../history/recordTime';
import { recordedSource } from '../../history/recorded';
import type { Instant, Run } from '../../history/records';
import type { HistoryIndex } from '../deployments/analyseDeployments';
import type { Deployment } from '../deployments/deploymentChain';
import { pipelineKey } from '../deployments/lineage';

/** Finds the runs that led to a deployment: its lineage, else what passed before with the same revision. */
export class PathRuns {
  private readonly byRevision = new Map<string, Run[]>();

  constructor(
    private readonly index: HistoryIndex,
    deployments: readonly Deployment[],
    products: readonly (string | null)[],
  ) {
    deployments.forEach(({ run, revisions }, at) => {
      if (run.upstream.length > 0) return;
      for (const key of keysOf(revisions, products[at] ?? null)) this.byRevision.set(key, []);
    });
    if (this.byRevision.size === 0) return;
    for (const run of index.history.runs) {
      if (run.outcome !== 'passed' || run.upstream.length > 0) continue;
      for (const { material: of, revision } of run.revisions) {
        this.byRevision.get(keyOf(of, revision))?.push(run);
      }
    }
  }

  /** Of each pipeline the nearest run, the deployment's own first. */
  of({ run, revisions }: Deployment, product: string | null, startedAt: Instant): Run[] {
    if (run.upstream.length > 0) return this.index.lineage.nearestRuns(run);
    const nearest = new Map([[pipelineKey(run), run]]);
    for (const other of keysOf(revisions, product).flatMap((key) => this.byRevision.get(key) ?? [])) {
      const key = pipelineKey(other);
      const known = nearest.get(key);
      if (known === run || (other.finishedAt ?? Infinity) > startedAt) continue;
      if (!known || (runTime(known) ?? 0) < (runTime(other) ?? 0)) nearest.set(key, other);
    }
    return [...nearest.values()];
  }

  /** Whether history has all runs that the ones given name as where they came from. */
  isComplete(runs: readonly Run[]): boolean {
    return runs.every((run) => run.upstream.every((one) => this.index.names.find(one, recordedSource(run)) !== null));
  }
}

function keysOf(revisions: Deployment['revisions'], product: string | null): string[] {
  return product === null ? [] : (revisions.get(product) ?? []).map(({ revision }) => keyOf(product, revision));
}

function keyOf(material: string, revision: string): string {
  return `${material} ${revision}`;
}
