import type { Instant, Run } from '../../history/records';
import { mainMaterial } from '../branchBand';
import type { DeploymentAnalysis, HistoryIndex } from '../deployments/analyseDeployments';
import type { Deployment } from '../deployments/deploymentChain';
import { productOf } from '../structure/products';
import type { ProductionPath } from '../structure/productionPaths';

/** What is tried at a gate: one revision of a product, or a run of which nothing says its revision. */
export interface Subject {
  key: string;
  material: string | null;
  revision: string | null;
}

/** What production got, as the attempts at gates are compared with it. */
export class Arrivals {
  private readonly main: string | null;
  private readonly starts = new Map<string, Instant[]>();

  constructor(
    private readonly index: HistoryIndex,
    private readonly analysis: DeploymentAnalysis,
    ways: readonly ProductionPath[],
  ) {
    this.main = mainMaterial(analysis.deployments);
    for (const { deployment, product, path, startedAt } of ways) {
      for (const run of path) this.file(keyOfRun(run), startedAt);
      const own = product === null ? [] : (deployment.revisions.get(product) ?? []);
      for (const { revision } of own) this.file(keyOfRevision(product, revision), startedAt);
    }
  }

  /** The product a run is about, as it is told of deployments; null where nothing says. */
  productOf(run: Run): string | null {
    return productOf(this.index.lineage.revisionsOf(run), this.main);
  }

  /** Mostly one; several where the inputs of the run disagree. */
  subjectsOf(run: Run): Subject[] {
    const revisions = this.index.lineage.revisionsOf(run);
    const material = productOf(revisions, this.main);
    const own = material === null ? [] : (revisions.get(material) ?? []);
    if (own.length === 0) return [{ key: keyOfRun(run), material: null, revision: null }];
    return own.map(({ revision }) => ({ key: keyOfRevision(material, revision), material, revision }));
  }

  /** When production started with that very revision, or with that very run in the lineage. */
  startsOf({ key }: Subject): readonly Instant[] {
    return this.starts.get(key) ?? [];
  }

  /** The first deployment that contains the revision; null where there is none, or where that is not known. */
  containing({ material, revision }: Subject): Deployment | null {
    const commit = material === null || revision === null ? -1 : this.index.graph.find(material, revision);
    const place = commit < 0 ? -1 : (this.analysis.deployed.firstIn[commit] ?? -1);
    return this.analysis.deployments[place] ?? null;
  }

  private file(key: string, at: Instant): void {
    const known = this.starts.get(key);
    if (known) known.push(at);
    else this.starts.set(key, [at]);
  }
}

function keyOfRun({ source, id }: Run): string {
  return `run ${source} ${id}`;
}

function keyOfRevision(material: string | null, revision: string): string {
  return `revision ${material ?? ''} ${revision}`;
}
