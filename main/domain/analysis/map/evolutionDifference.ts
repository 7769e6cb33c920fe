import type { Instant, Span } from '../../history/records';
import type { Evolution, EvolutionEdge, EvolutionNode, Week } from '../facts';
import { isWithin } from './stretches';

export type Fate = 'added' | 'removed' | 'changed' | 'same';

/** What differs on the map between two instants, for drawing: only what was there at one of them is in it. */
export interface EvolutionDifference {
  from: Instant;
  to: Instant;
  nodes: { node: EvolutionNode; fate: Fate; what: string[] }[];
  edges: { edge: EvolutionEdge; fate: Exclude<Fate, 'changed'> }[];
}

/**
 * As `differenceOf` has it, from the map through time: `what` of a changed node is any of `branch`, `stages`,
 * `materials`, `upstream` and `environments`. Branches are those of the weeks the instants lie in.
 */
export function evolutionDifference(
  evolution: Evolution,
  weeks: readonly Week[],
  from: Instant,
  to: Instant,
): EvolutionDifference {
  const edges = evolution.edges.flatMap((edge) => {
    const fate = fateOf(edge.present, from, to);
    return fate ? [{ edge, fate }] : [];
  });
  const turned = edges.filter(({ fate }) => fate !== 'same').map(({ edge }) => edge);
  const nodes = evolution.nodes.flatMap((node) => {
    const fate = fateOf(node.present, from, to);
    if (!fate) return [];
    const what = fate === 'same' ? changesOf(node, turned, weeks, { from, to }) : [];
    return [{ node, fate: what.length > 0 ? ('changed' as const) : fate, what }];
  });
  return { from, to, nodes, edges };
}

/** Of something with these stretches; null where it is there at neither. */
export function fateOf(present: readonly Span[], from: Instant, to: Instant): 'added' | 'removed' | 'same' | null {
  const [was, is] = [isWithin(present, from), isWithin(present, to)];
  if (was) return is ? 'same' : 'removed';
  return is ? 'added' : null;
}

function changesOf(
  node: EvolutionNode,
  turned: readonly EvolutionEdge[],
  weeks: readonly Week[],
  { from, to }: Span,
): string[] {
  const facts: [what: string, differs: boolean][] = [
    ['branch', node.kind === 'material' && branchAt(node, weeks, from) !== branchAt(node, weeks, to)],
    [
      'stages',
      node.stages.some(
        ({ present }) => fateOf(present, from, to) === 'added' || fateOf(present, from, to) === 'removed',
      ),
    ],
    ['materials', turned.some((edge) => edge.to === node.id && edge.kind === 'material')],
    ['upstream', turned.some((edge) => edge.to === node.id && edge.kind !== 'material')],
    ['environments', turned.some((edge) => edge.from === node.id && edge.kind === 'deploys')],
  ];
  return facts.flatMap(([what, isSo]) => (isSo ? [what] : []));
}

/** The branches that carried a material's runs at the end of the week of an instant; null where none is known. */
export function branchAt({ branch }: EvolutionNode, weeks: readonly Week[], at: Instant): string | null {
  const week = Math.max(
    0,
    weeks.findLastIndex(({ start }) => start <= at),
  );
  return branch[week] ?? null;
}

export const fateSigns = { added: '+', removed: '−', changed: '~' } as const;

/** "+ deploy-baklava", "~ build: stages": one line a change, what came first, then what went. */
export function differenceLines({ nodes }: EvolutionDifference): { id: string; sign: string; words: string }[] {
  const order = ['added', 'removed', 'changed'] as const;
  return order.flatMap((fate) =>
    nodes
      .filter((one) => one.fate === fate)
      .map(({ node, what }) => ({
        id: node.id,
        sign: fateSigns[fate],
        words: what.length > 0 ? `${node.name}: ${what.join(', ')}` : node.name,
      })),
  );
}
