import type { DeploymentAttempt } from '../environments/attempts';
import type { Gates } from '../structure/gates';
import type { ProductionPath } from '../structure/productionPaths';
import type { Passage } from './gateReport';

/** How one deployment went by one gate. */
export interface PassageOf {
  way: ProductionPath;
  passage: Passage;
  /** All attempts at the gate that count for it, by time. */
  tried: DeploymentAttempt[];
  /** What it rests on: the first pass, of the lineage's own run where that passed; else the last failure. */
  decisive: DeploymentAttempt | null;
}

/** Every deployment by every environment, in their order: by index of the environment. */
export function passagesBy(
  ways: readonly ProductionPath[],
  gates: Gates,
  environments: readonly number[],
): Map<number, PassageOf[]> {
  const found = new Map(environments.map((environment): [number, PassageOf[]] => [environment, []]));
  for (const way of ways) {
    const tried = [...gates.attemptsBefore(way.deployment, way.product, way.path, way.startedAt)].sort(
      (a, b) => a.at - b.at,
    );
    const own = new Set(way.path);
    for (const [environment, passages] of found) {
      const here = tried.filter((one) => one.environment === environment);
      const passed = here.filter((one) => one.outcome === 'passed');
      const decisive = passed.find((one) => own.has(one.run)) ?? passed[0] ?? here.at(-1) ?? null;
      passages.push({ way, tried: here, decisive, passage: passageOf(decisive, way.isComplete) });
    }
  }
  return found;
}

function passageOf(decisive: DeploymentAttempt | null, isComplete: boolean): Passage {
  if (decisive?.outcome === 'passed') return 'passed';
  if (!isComplete) return 'unknown';
  return decisive ? 'failed' : 'skipped';
}
