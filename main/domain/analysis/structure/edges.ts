import type { History, Instant } from '../../history/records';
import { historyCoverage } from '../window/historyCoverage';
import type { Signature } from './signature';

/** Deployments that must lie between a change and where history begins, ends or has a gap. */
const guard = 3;

/**
 * Moments where history begins or ends, so that things seem to come or go: of the whole, and of each source that runs of
 * the paths came from.
 */
export function coverageEdges(
  history: History,
  signatures: readonly Signature[],
): { whole: Instant[]; all: Instant[] } {
  const { from, to, gaps } = historyCoverage(history);
  const whole = [from, to, ...gaps.flatMap((gap) => [gap.from, gap.to])].filter((edge) => edge !== null);
  const sources = new Set(signatures.flatMap(({ steps }) => steps.map((step) => step.run.source)));
  const parts = [...sources].flatMap((source) => {
    const one = historyCoverage({
      ...history,
      runs: sources.size === 1 ? history.runs : history.runs.filter((run) => run.source === source),
    });
    return [one.from, one.to].filter((edge) => edge !== null);
  });
  return { whole, all: [...whole, ...parts] };
}

/** Whether a change at a deployment is too near to an edge to be believed. */
export function isNearEdge(edges: readonly Instant[], signatures: readonly Signature[], at: number): boolean {
  const moment = signatures[at]?.at ?? 0;
  return edges.some((edge) => {
    const between =
      edge <= moment
        ? signatures.slice(0, at).filter((one) => one.at >= edge)
        : signatures.slice(at).filter((one) => one.at < edge);
    return between.length < guard;
  });
}
