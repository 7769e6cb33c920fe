import type { Instant, Run } from '../../history/records';
import type { Deployment } from '../deployments/deploymentChain';
import type { Lineage } from '../deployments/lineage';
import type { DeploymentAttempt } from '../environments/attempts';

interface Pass {
  environment: number;
  at: Instant;
}

/** What passed which environment and when, by run and by revision. */
export class Gates {
  private readonly ofRun = new Map<Run, Pass[]>();
  private readonly ofRevision = new Map<string, Pass[]>();

  /** Attempts at production itself are not asked for. */
  constructor(
    attempts: readonly DeploymentAttempt[],
    private readonly lineage: Lineage,
  ) {
    for (const { run, environment, outcome, at } of attempts) {
      if (outcome !== 'passed') continue;
      const pass = { environment, at };
      file(this.ofRun, run, pass);
      for (const [material, revisions] of this.lineage.revisionsOf(run)) {
        for (const { revision } of revisions) file(this.ofRevision, keyOf(material, revision), pass);
      }
    }
  }

  /**
   * Environments that a run of the lineage, or any run with the same revision of the product, had passed when production
   * started. A run of the lineage that brought another revision of the product does not count.
   */
  before(deployment: Deployment, product: string | null, path: readonly Run[], startedAt: Instant): Set<number> {
    const own = new Set(product === null ? [] : deployment.revisions.get(product)?.map((r) => r.revision));
    const found = new Set<number>();
    const take = (passes: readonly Pass[] = []): void => {
      for (const { environment, at } of passes) if (at <= startedAt) found.add(environment);
    };
    for (const revision of own) take(this.ofRevision.get(keyOf(product ?? '', revision)));
    for (const run of path) {
      const passes = this.ofRun.get(run);
      if (passes && this.agrees(run, product, own)) take(passes);
    }
    return found;
  }

  private agrees(run: Run, product: string | null, own: ReadonlySet<string>): boolean {
    const brought = product === null ? [] : (this.lineage.revisionsOf(run).get(product) ?? []);
    return own.size === 0 || brought.length === 0 || brought.some(({ revision }) => own.has(revision));
  }
}

function keyOf(material: string, revision: string): string {
  return `${material} ${revision}`;
}

function file<Key>(map: Map<Key, Pass[]>, key: Key, pass: Pass): void {
  const known = map.get(key);
  if (known) known.push(pass);
  else map.set(key, [pass]);
}
