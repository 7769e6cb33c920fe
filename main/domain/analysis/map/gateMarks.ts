import type { Role } from '../../retro/environmentMap';
import type { Evolution } from '../facts';

const gateRoles: readonly (Role | null)[] = ['snapshot', 'staging', 'dogfood', 'test'];

/**
 * Marks the gates on the way to production: environments whose role comes before production and to which a pipeline
 * deploys that deploys to production too, or from which edges lead on to one that does. Taken from the whole history,
 * so that the mark stands still while the date moves.
 */
export function withGates(evolution: Evolution): Evolution {
  const { nodes, edges } = evolution;
  const isProduction = new Set(nodes.filter(({ role }) => role === 'production').map(({ id }) => id));
  const before = new Map<string, string[]>();
  for (const { from, to } of edges) before.set(to, [...(before.get(to) ?? []), from]);
  const onTheWay = new Set(isProduction);
  // A set is walked in the order things are added, those added on the way too.
  for (const id of onTheWay) for (const from of before.get(id) ?? []) onTheWay.add(from);
  return {
    ...evolution,
    nodes: nodes.map((node) => {
      const isBefore = node.kind === 'environment' && gateRoles.includes(node.role);
      const leadsOn = onTheWay.has(node.id) || (before.get(node.id) ?? []).some((from) => onTheWay.has(from));
      return isBefore && leadsOn ? { ...node, isGate: true } : node;
    }),
  };
}
