import type { Instant, Run } from '../../history/records';
import type { Deployment } from '../deployments/deploymentChain';
import type { Lineage } from '../deployments/lineage';
import type { DeploymentAttempt } from '../environments/attempts';

/** What was tried at which environment and when, by run and by revision. */
export class Gates {
  private readonly ofRun = new Map<Run, DeploymentAttempt[]>();
  private readonly ofRevision = new Map<string, DeploymentAttempt[]>();

  /** Attempts at production itself are not asked for, nor are those that came to no end. */
  constructor(
    attempts: readonly DeploymentAttempt[],
    private readonly lineage: Lineage,
  ) {
    for (const attempt of attempts) {
      if (attempt.outcome !== 'passed' && attempt.outcome !== 'failed') continue;
      file(this.ofRun, attempt.run, attempt);
      for (const [material, revisions] of this.lineage.revisionsOf(attempt.run)) {
        for (const { revision } of revisions) file(this.ofRevision, keyOf(material, revision), attempt);
      }
    }
  }

  /** Environments the revision of the product had passed when production started. */
  before(deployment: Deployment, product: string | null, path: readonly Run[], startedAt: Instant): Set<number> {
    const tried = this.attemptsBefore(deployment, product, path, startedAt);
    return new Set([...tried].flatMap(({ environment, outcome }) => (outcome === 'passed' ? [environment] : [])));
  }

  /**
   * Attempts of a run of the lineage, or of any run with the same revision of the product, that were over when production
   * started. A run of the lineage that brought another revision of the product does not count.
   */
  attemptsBefore(
    deployment: Deployment,
    product: string | null,
    path: readonly Run[],
    startedAt: Instant,
  ): Set<DeploymentAttempt> {
    const own = new Set(product === null ? [] : deployment.revisions.get(product)?.map((r) => r.revision));
    const found = new Set<DeploymentAttempt>();
    const take = (attempts: readonly DeploymentAttempt[] = []): void => {
      for (const attempt of attempts) if (attempt.at <= startedAt) found.add(attempt);
    };
    for (const revision of own) take(this.ofRevision.get(keyOf(product ?? '', revision)));
    for (const run of path) {
      const attempts = this.ofRun.get(run);
      if (attempts && this.agrees(run, product, own)) take(attempts);
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

function file<Key>(map: Map<Key, DeploymentAttempt[]>, key: Key, attempt: DeploymentAttempt): void {
  const known = map.get(key);
  if (known) known.push(attempt);
  else map.set(key, [attempt]);
}
