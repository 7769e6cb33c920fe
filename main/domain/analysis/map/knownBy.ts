import type { Instant } from '../../history/records';
import type { EvolutionNode } from '../facts';
import { isWithin } from './stretches';

/** Under the name of a pipeline that others refer to, but of which history has nothing. */
export const missingWords = 'not in this history';

/** What is known from configuration only: by then there were no runs of it, as far as history goes. */
export function configuredWords(kind: EvolutionNode['kind']): string {
  return kind === 'environment' ? 'defined, no deployments known' : 'defined, no runs known';
}

/** An edge of a cycle that leads back. */
export const backWords = 'leads back, against the flow';

/** Whether only configuration tells of it at that moment. */
export function isConfiguredAt({ configured }: Pick<EvolutionNode, 'configured'>, at: Instant): boolean {
  return configured !== undefined && isWithin(configured, at);
}

/** Why nothing is told of the runs of a node; null where runs show it. A repository needs none. */
export function unprovenWords(node: EvolutionNode, at: Instant): string | null {
  if (node.isMissing) return missingWords;
  return node.kind !== 'material' && isConfiguredAt(node, at) ? configuredWords(node.kind) : null;
}
