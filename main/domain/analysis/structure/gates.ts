import type { Instant, Run } from '../../history/records';
import type { Deployment } from '../deployments/deploymentChain';
import type { Lineage } from '../deployments/lineage';
import type { DeploymentAttempt } from '../environments/attempts';

interface Pass {
  environment: number;
  at: Instant;
}

/** What passed which environment and when, by run and by revision of the main product. */
export class Gates {
  private readonly ofRun = new Map<Run, Pass[]>();
  private readonly ofRevision = new Map<string, Pass[]>();

  /** Attempts at production itself are not asked for. */
  constructor(
    attempts: readonly DeploymentAttempt[],
    private readonly lineage: Lineage,
    private readonly material: string | null,
  ) {
    for (const { run, environment, outcome, at } of attempts) {
      if (outcome !== 'passed') continue;
      const pass = { environment, at };
      file(this.ofRun, run, pass);
      for (const revision of this.revisionsOf(run)) file(this.ofRevision, revision, pass);
    }
  }

  /**
   * Environments that a run of the lineage, or any run with the same revision, had passed when production started. A
   * run of the lineage that brought another revision of the product does not count.
   */
  before(deployment: Deployment, path: readonly Run[], startedAt: Instant): Set<number> {
    const own = new Set(this.material === null ? [] : deployment.revisions.get(this.material)?.map((r) => r.revision));
    const found = new Set<number>();
    const take = (passes: readonly Pass[] = []): void => {
      for (const { environment, at } of passes) if (at <= startedAt) found.add(environment);
    };
    for (const revision of own) take(this.ofRevision.get(revision));
    for (const run of path) {
      const passes = this.ofRun.get(run);
      if (passes && this.agrees(run, own)) take(passes);
    }
    return found;
  }

  private agrees(run: Run, own: ReadonlySet<string>): boolean {
    const brought = this.revisionsOf(run);
    return own.size === 0 || brought.length === 0 || brought.some((revision) => own.has(revision));
  }

  private revisionsOf(run: Run): string[] {
    if (this.material === null) return [];
    return (this.lineage.revisionsOf(run).get(this.material) ?? []).map((one) => one.revision);
  }
}

function file<Key>(map: Map<Key, Pass[]>, key: Key, pass: Pass): void {
  const known = map.get(key);
  if (known) known.push(pass);
  else map.set(key, [pass]);
}
