import type { Instant } from '../../history/records';
import type { Evolution, EvolutionEdge, EvolutionNode, Week } from '../facts';
import { fateOf, fateSigns, fateWords, isTurned, toldFates, whatChanged, type Fate, type Turn } from './fates';

/** What differs on the map between two instants, for drawing: only what was there at one of them is in it. */
export interface EvolutionDifference {
  from: Instant;
  to: Instant;
  nodes: { node: EvolutionNode; fate: Fate; what: string[] }[];
  edges: { edge: EvolutionEdge; fate: Turn }[];
}

/**
 * As `mapDifference` has it, from the map through time: `what` of a changed node is any of `branch`, `stages`,
 * `materials`, `upstream` and `environments`. Branches are those of the weeks the instants lie in.
 */
export function evolutionDifference(
  evolution: Evolution,
  weeks: readonly Week[],
  from: Instant,
  to: Instant,
): EvolutionDifference {
  const edges = evolution.edges.flatMap((edge) => {
    const fate = turnOf(edge, from, to);
    return fate ? [{ edge, fate }] : [];
  });
  const turned = edges.filter(({ fate }) => isTurned(fate)).map(({ edge }) => edge);
  const nodes = evolution.nodes.flatMap((node) => {
    const fate = turnOf(node, from, to);
    if (!fate) return [];
    const hasOtherBranch = node.kind === 'material' && branchAt(node, weeks, from) !== branchAt(node, weeks, to);
    const what = fate === 'same' ? whatChanged(node, turned, hasOtherBranch, { from, to }) : [];
    return [{ node, fate: what.length > 0 ? ('changed' as const) : fate, what }];
  });
  return { from, to, nodes, edges };
}

function turnOf({ present, unknown }: Pick<EvolutionNode, 'present' | 'unknown'>, from: Instant, to: Instant) {
  return fateOf({ present, possible: unknown ?? [] }, from, to);
}

/** The branches that carried a material's runs at the end of the week of an instant; null where none is known. */
export function branchAt({ branch }: EvolutionNode, weeks: readonly Week[], at: Instant): string | null {
  const week = Math.max(
    0,
    weeks.findLastIndex(({ start }) => start <= at),
  );
  return branch[week] ?? null;
}

/** "+ deploy-baklava", "~ build: stages": one line a change, what came first, then what went. `fate` is for those who hear it. */
export function differenceLines({ nodes }: EvolutionDifference) {
  return toldFates.flatMap((fate) =>
    nodes
      .filter((one) => one.fate === fate)
      .map(({ node, what }) => ({
        ...{ id: node.id, sign: fateSigns[fate], fate: fateWords[fate] },
        words: wordsOf(node.name, fate, what),
      })),
  );
}

/** What nobody can tell needs its words, a sign alone would not say it. */
function wordsOf(name: string, fate: Exclude<Fate, 'same'>, what: readonly string[]): string {
  if (fate === 'knownFrom' || fate === 'knownUntil') return `${name} (${fateWords[fate]})`;
  return what.length > 0 ? `${name}: ${what.join(', ')}` : name;
}
